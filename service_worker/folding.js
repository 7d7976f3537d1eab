/** Text as somebody looks for it: the twin of shared/folding.py. */
import { FOLDED_LETTERS } from "./built/words.js";

const MARKS = /[\u0300-\u036f]/g;
const LETTERS = new RegExp(`[${Object.keys(FOLDED_LETTERS).join("")}]`, "g");

/** A text to be looked for, or in: "Łódź" becomes "lodz". @param {string} text */
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFD").replace(MARKS, "");
  return bare.replace(LETTERS, (letter) => FOLDED_LETTERS[/** @type {keyof typeof FOLDED_LETTERS} */ (letter)]);
}
