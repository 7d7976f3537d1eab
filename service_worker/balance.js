/** Whether giving and asking are in balance: the twin of blueprints/contacts/balance.py. */
import { BALANCE } from "./built/words.js";

const AHEAD = 2;

/** How favours stand, in a sentence. @param {import("./records.js").Row[]} promises */
export function balance(promises) {
  const kept = promises.filter(({ kept_at }) => kept_at !== null);
  const given = kept.filter(({ mine }) => mine).length;
  return BALANCE[standing(given, kept.length - given)];
}

/** @param {number} given @param {number} got */
function standing(given, got) {
  if (given - got >= AHEAD) return "given";
  if (got - given >= AHEAD) return "got";
  return given && got ? "even" : "";
}
