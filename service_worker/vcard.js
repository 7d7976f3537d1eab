/** The card in whatever contact another app hands out: the twin of exchange/vcard.py, as it reads. */
import { countIn, linesIn, partsOf, textOf, unescape } from "../static/js/scan/content_lines.js";
import { nameIn } from "../static/js/scan/person.js";
import { CHANNELS } from "./built/words.js";
import { card } from "./card.js";
import { normalEmail, normalLink, normalPhone, wrongEmail, wrongLink } from "./reach.js";

/** @typedef {import("../static/js/scan/content_lines.js").Line} Line */

const LINKS = ["URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP"];
// Up to a pause, an extension or another number: none of them is dialled with this one.
const NUMBER = /[+( ]{0,3}\d(?:[^\p{L}\p{Nl}\p{No},;#*+\r\n]*\d)?\)?/u;
// After an area code a slash goes on with the number, after a whole number it begins another.
const WHOLE = /^((?:\D*\d){9}[^/]*)\/.*/s;

/** There is no contact in it, or none that anybody could keep. */
export class NoCard extends Error {}

/** The first contact in a text: vCard or MECARD. @param {string} text @throws {NoCard} with a sentence */
export function read(text) {
  const lines = linesIn(startOf(text));
  if (!lines) throw new NoCard("There is no contact in that. It has to be a vCard or a MECARD.");
  const found = cardIn(lines);
  if (!found.name) throw new NoCard("That contact has neither a name nor a way to reach anybody.");
  return found;
}

/** How many contacts a text holds as vCards, of which `read` takes the first. @param {string} text */
export function count(text) {
  return countIn(startOf(text));
}

/** @param {string} text */
function startOf(text) {
  return text.replace(/^[\ufeff \t\r\n]+/, "");
}

/** @param {Line[]} lines */
function cardIn(lines) {
  const [email, phone, organisation] = [emailIn(lines), phoneIn(lines), organisationIn(lines)];
  return card({
    name: nameIn(lines) || textOf(lines, "NICKNAME") || organisation || email || phone,
    headline: textOf(lines, "TITLE") || textOf(lines, "ROLE"),
    organisation,
    email,
    phone,
    links: [...new Set(linksIn(lines))],
    looking_for: textOf(lines, "X-WELLMET-LOOKING-FOR"),
    can_help: textOf(lines, "X-WELLMET-CAN-HELP"),
    prefers: CHANNELS.find((channel) => channel === textOf(lines, "X-WELLMET-PREFERS")) ?? "",
  });
}

/** @param {Line[]} lines */
function organisationIn(lines) {
  return partsOf(lines, "ORG").filter(Boolean).join(", ");
}

/** @param {Line[]} lines */
function emailIn(lines) {
  const addresses = bestFirst(lines, "EMAIL").map(({ value }) => unescape(value).trim().replace(/^mailto:/i, ""));
  return normalEmail(addresses.find((address) => !wrongEmail(address)) ?? "");
}

/** @param {Line[]} lines */
function phoneIn(lines) {
  const numbers = bestFirst(lines, "TEL").map(({ value }) => numberIn(unescape(value)));
  return normalPhone(numbers.find(Boolean) ?? "");
}

/** The first number in a text, with digits of any script in ASCII; "" where there is none. @param {string} text */
function numberIn(text) {
  // Japan writes the sign of a long vowel between groups of digits.
  const plain = text.replace(/\p{Nd}/gu, inAscii).replaceAll("＋", "+").replaceAll("ー", "-");
  const number = NUMBER.exec(plain)?.[0].replace(WHOLE, "$1") ?? "";
  return number.replace(/[^\d+\-/(). ]/g, "").trim();
}

/** @param {string} digit The digits of a script follow each other from its zero on. */
function inAscii(digit) {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value % 10);
}

/** @param {Line[]} lines */
function linksIn(lines) {
  const links = lines.filter(({ name }) => LINKS.includes(name)).map(({ value }) => unescape(value).trim());
  return links.filter((link) => !wrongLink(link)).map(normalLink);
}

/** @param {Line[]} lines @param {string} name */
function bestFirst(lines, name) {
  const rank = (/** @type {Line} */ { kinds, preference }) => 2 * preference - Number(kinds.includes("CELL"));
  return lines.filter((line) => line.name === name).sort((one, other) => rank(one) - rank(other));
}
