/** A text as the roots of its telling words: the twin of blueprints/contacts/roots.py. */
import { COMMON_WORDS, ENDINGS, KIN, UNCUT } from "./built/words.js";

const LONGEST = 40;
const FIRST_SIGN = "\u2e80";
const DOUBLED = /(bb|dd|gg|mm|nn|pp|rr|tt)$/;
// What is written without spaces stands apart from words beside it.
const WORD = /(?:(?![\u2e80-\u{10ffff}])[\p{L}\p{N}\p{M}])+|(?:(?=[\u2e80-\u{10ffff}])[\p{L}\p{N}\p{M}])+/gu;
const endings = /** @type {[string, number, string][]} */ (ENDINGS);
const common = new Set(COMMON_WORDS.split(" "));
const uncut = new Set(UNCUT);
const kin = new Map(KIN.flatMap(meaning));

/** The roots of the telling words of a text, each once, in their order. @param {string} text @returns {string[]} */
export function roots(text) {
  const words = text.normalize("NFC").toLowerCase().match(WORD) ?? [];
  return [...new Set(words.flatMap(rootsOf))];
}

/** @param {string} word @returns {string[]} */
function rootsOf(word) {
  if (word >= FIRST_SIGN) return pairs([...word]);
  if (common.has(word) || word.length < 2) return [];
  return [kin.get(word) ?? kin.get(stem(word)) ?? stem(word)];
}

/** @param {string[]} signs */
function pairs(signs) {
  if (signs.length < 2) return signs;
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}

/** @param {string} word @returns {string} */
function stem(word) {
  if (uncut.has(word)) return word;
  for (const [ending, left, instead] of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= left) {
      const rest = word.slice(0, word.length - ending.length) + instead;
      return (DOUBLED.test(rest) ? rest.slice(0, -1) : rest).slice(0, LONGEST);
    }
  }
  return word.slice(0, LONGEST);
}

/** @param {string} line @returns {[string, string][]} */
function meaning(line) {
  const words = line.split(" ");
  return words.flatMap((word) => [word, stem(word)].map((form) => /** @type {[string, string]} */ ([form, words[0] ?? ""])));
}
