/**
 * What to write for an introduction: the twin of blueprints/followups/introducing.py.
 *
 * @typedef {{name: string, line: string, reach: string, words: string}} Party
 */
import { firstName } from "./words.js";

/** The question to whoever seeks. @param {Party} first @param {string} me */
export function askFirst(first, me) {
  return [
    `Hello ${firstName(first.name)}, this is ${me}.\n\n`,
    `${quoted("You told me", first.words)}I know somebody who may be able to help.\n\n`,
    "Would you like me to ask them? If so, I would tell them your name and what you are looking",
    " for and, if they agree, how to reach you. If not, that is quite all right.",
  ].join("");
}

/** The question to whoever could help. @param {Party} second @param {Party} first @param {string} me */
export function askSecond(second, first, me) {
  const who = first.line ? `${first.name} (${first.line})` : first.name;
  return [
    `Hello ${firstName(second.name)}, this is ${me}.\n\n`,
    quoted(`I met ${who}, who told me`, first.words, `I met ${who}.`),
    `${quoted("I thought of you", second.words, "I thought of you.")}\n`,
    `May I introduce the two of you? ${firstName(first.name)} would like that, and does not`,
    " yet know whom I am asking. If you would rather not, it stays between us.",
  ].join("");
}

/** To whoever said yes, when the other would rather not. @param {Party} first @param {string} me */
export function nothingComes(first, me) {
  return [
    `Hello ${firstName(first.name)}, this is ${me}.\n\n`,
    `${quoted("You told me", first.words)}The introduction I had in mind will not happen`,
    " after all; the timing is not right.\n\n",
    "Thank you for trusting me with it. I will keep it in mind, and get back to you if I think",
    " of somebody else.",
  ].join("");
}

/** The introduction itself, to one of the two. @param {Party} to @param {Party} other @param {string} me */
export function introduce(to, other, me) {
  const line = other.line ? `, ${other.line}` : "";
  const reach = other.reach ? ` You can reach ${firstName(other.name)} at ${other.reach}` : "";
  return [
    `Hello ${firstName(to.name)}, as agreed: meet ${other.name}${line}.\n\n`,
    `${quoted(`${firstName(other.name)} told me`, other.words)}You both said yes.${reach}\n\n`,
    `I will leave you to it.\n${me}`,
  ].join("");
}

/** @param {string} opening @param {string} words */
function quoted(opening, words, instead = "") {
  if (words) return `${opening}: “${words}”.\n`;
  return instead ? `${instead}\n` : "";
}
