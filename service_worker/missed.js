/** News that come while a page is on its way: it is nobody yet whom they could be told. */

/** As of which news each was made, by the client that it will be. @type {Map<string, number>} */
const made = new Map();

/** A page is made. @param {string} client "" where the browser does not name it @param {number} surprises how many there were */
export function noteMade(client, surprises) {
  if (client) made.set(client, surprises);
}

/** Whether news came between the making of a page and its first word, which this is. @param {string} client @param {number} surprises */
export function hasMissed(client, surprises) {
  const before = made.get(client) ?? surprises;
  made.delete(client);
  return before < surprises;
}
