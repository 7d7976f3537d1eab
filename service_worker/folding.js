/** Text as somebody looks for it: the twin of shared/folding.py. */

const LETTERS = { ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
const MARKS = /[\u0300-\u036f]/g;
const PLAIN = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** A text to be looked for, or in: "Łódź" becomes "lodz". @param {string} text */
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFD").replace(MARKS, "");
  return bare.replace(PLAIN, (letter) => LETTERS[/** @type {keyof typeof LETTERS} */ (letter)]);
}
