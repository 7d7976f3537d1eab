/** Whether giving and asking are in balance: the twin of blueprints/contacts/balance.py. */

const AHEAD = 2;
const SENTENCES = {
  "": "",
  even: "Favours have gone both ways.",
  given: "You have given more than you asked for. It is fine to ask.",
  got: "More was done for you than you did. What could you do for them?",
};

/** How favours stand, in a sentence. @param {import("./records.js").Row[]} promises */
export function balance(promises) {
  const kept = promises.filter(({ kept_at }) => kept_at !== null);
  const given = kept.filter(({ mine }) => mine).length;
  return SENTENCES[standing(given, kept.length - given)];
}

/** @param {number} given @param {number} got */
function standing(given, got) {
  if (given - got >= AHEAD) return "given";
  if (got - given >= AHEAD) return "got";
  return given && got ? "even" : "";
}
