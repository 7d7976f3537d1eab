/**
 * Why two people should meet, in one line of their own words: the twin of blueprints/contacts/reasons.py.
 *
 * @typedef {object} Told
 * @property {string} name
 * @property {string} looking_for
 * @property {string[]} heard
 * @property {string} can_help
 * @property {string} headline
 * @property {string} organisation
 */
import { words } from "./forms/fields.js";
import { roots } from "./roots.js";
import { apart, firstName } from "./words.js";

const LONGEST = 90;

/** The words of each that hold most of the roots they share. @param {Told} seeker @param {Told} helper @param {string[]} shared */
export function reason(seeker, helper, shared) {
  const said = seeker.heard.flatMap((text) => verbed(" said", text));
  const [seeks, need] = best([...verbed(" is looking for", seeker.looking_for), ...said], shared);
  const does = [[":", helper.headline], [" is with", helper.organisation]];
  const [gives, offer] = best([...verbed(" can help with", helper.can_help), ...does], shared);
  const [one, other] = [seeker, helper].map(({ name }) => apart(firstName(name)));
  const line = `${one}${seeks} “${apart(need)}”; ${other}${gives} “${apart(offer)}”.`;
  return { line, need, offer };
}

/** All that somebody needs, and all that they offer. @param {Told} told */
export function toldOfBoth({ looking_for, heard, can_help, headline, organisation }) {
  return { needs: [looking_for, ...heard].join("\n"), offers: [can_help, headline, organisation].join("\n") };
}

/** @param {string} verb @param {string} text */
function verbed(verb, text) {
  return text.split("\n").map((line) => [verb, line]);
}

/** @param {string[][]} lines @param {string[]} shared @returns {[string, string]} */
function best(lines, shared) {
  const counts = lines.map(([, line = ""]) => roots(line).filter((root) => shared.includes(root)).length);
  const [verb = "", line = ""] = lines[counts.indexOf(Math.max(...counts))] ?? [];
  return [verb, short(words(line).join(" "))];
}

/** One line, cut where it is long. Its words stand apart by one space each. @param {string} text */
function short(text) {
  const signs = [...text];
  return signs.length <= LONGEST ? text : `${signs.slice(0, LONGEST - 1).join("").replace(/ [^ ]*$/, "")}…`;
}
