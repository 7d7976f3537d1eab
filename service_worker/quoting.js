/** Text in an address, percent-encoded. */

/**
 * A text as Python's quote writes it.
 * @param {string} text @param {string} [safe] signs that stay, besides letters, digits and "_.-~"
 */
export function quote(text, safe = "/") {
  // JavaScript leaves these five as they are, Python none of them.
  const whole = encodeURIComponent(text).replace(/[!'()*]/g, encoded);
  return [...safe].reduce((quoted, sign) => quoted.replaceAll(encoded(sign), sign), whole);
}

/** @param {string} sign of ASCII, and none of its control characters */
function encoded(sign) {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
