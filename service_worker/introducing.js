/**
 * What to write for an introduction: the twin of blueprints/followups/introducing.py.
 *
 * @typedef {{name: string, line: string, reach: string, words: string}} Party
 */
import { firstName } from "./reasons.js";

/** The question to whoever seeks. @param {Party} first @param {string} me */
export function askFirst(first, me) {
  return [
    `Hello ${firstName(first.name)}, this is ${me}.\n\n`,
    `${quoted("You told me", first.words)}I know somebody who may be able to help.\n\n`,
    "Would you like me to ask them? If so, I would give them your name, tell them what you",
    " are after, and once they agree, how to reach you. If not, that is quite all right.",
  ].join("");
}

/** The question to whoever could help. @param {Party} second @param {Party} first @param {string} me */
export function askSecond(second, first, me) {
  const who = first.line ? `${first.name} (${first.line})` : first.name;
  return [
    `Hello ${firstName(second.name)}, this is ${me}.\n\n`,
    quoted(`I met ${who}, who told me`, first.words, `I met ${who}.`),
    `${quoted("I thought of you", second.words, "I thought of you.")}\n`,
    `May I introduce you to each other? ${firstName(first.name)} would like that, and does`,
    " not know yet whom I ask. If it does not suit you, I keep it to myself.",
  ].join("");
}

/** To whoever said yes, when the other would rather not. @param {Party} first @param {string} me */
export function nothingComes(first, me) {
  return [
    `Hello ${firstName(first.name)}, this is ${me}.\n\n`,
    `${quoted("You told me", first.words)}The introduction I had in mind does not come about:`,
    " it is not the moment for it.\n\n",
    "Thank you for trusting me with it. I keep it in mind, and ask you again when I know",
    " of somebody else.",
  ].join("");
}

/** The introduction itself, to one of the two. @param {Party} to @param {Party} other @param {string} me */
export function introduce(to, other, me) {
  const line = other.line ? `, ${other.line}` : "";
  const reach = other.reach ? ` You reach ${firstName(other.name)} here: ${other.reach}` : "";
  return [
    `Hello ${firstName(to.name)}, as you agreed: meet ${other.name}${line}.\n\n`,
    `${quoted(`${firstName(other.name)} told me`, other.words)}You both said yes.${reach}\n\n`,
    `I leave you to it.\n${me}`,
  ].join("");
}

/** @param {string} opening @param {string} words */
function quoted(opening, words, instead = "") {
  if (words) return `${opening}: “${words}”.\n`;
  return instead ? `${instead}\n` : "";
}
