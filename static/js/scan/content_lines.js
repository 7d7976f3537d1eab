/**
 * The lines a contact is made of, vCard or MECARD: the twin of exchange/content_lines.py and
 * mecard.py.
 * @typedef {{name: string, kinds: string[], value: string, preference: number}} Line one property, its name and
 *   kinds in upper case, its value with the escapes still in it; the lowest preference comes first
 */

const VCARD = /^BEGIN:VCARD/i;
const BEGINNING = /^(AGENT:)?BEGIN:VCARD$/;
const END = "END:VCARD";
const MECARD = /^MECARD:/i;
// A group, as Apple's item1., a name, and parameters, which may hold a colon in quotes.
const LINE = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s;
// Base64 in lines that are indented, and nothing that is read here.
const ATTACHED = /(?<![^\r\n])(?:[\w-]+\.)?(?:PHOTO|X-MS-CARDPICTURE|LOGO|SOUND|KEY)[;:][^\r\n]*(?:[\r\n]+[ \t][^\r\n]*)*/gi;
const PREFERENCE = /^([1-9]\d?|100)$/;
/** What says nothing of it comes after all that does. */
const UNPREFERRED = 101;
const PARAMETER = /;((?:[^";]|"[^"]*")*)/g;
const CHARSET = /CHARSET="?([\w-]+)/i;
// What Outlook writes, by its system's language. Browsers take ISO-8859-1 for Windows-1252.
const CHARSETS = /^(?:utf-8|iso-8859-1|windows-125[0-8])$/i;
// Where a charset has no character, and one of Hebrew: there browsers and Python differ.
const UNLIKE = /[\x80-\x9f\u05ba]/g;

/** @param {string} text @returns {"vcard" | "mecard" | null} */
export function formatOf(text) {
  if (VCARD.test(text)) return "vcard";
  return MECARD.test(text) ? "mecard" : null;
}

/** The properties of the first contact in a text, or null where there is none. @param {string} text */
export function linesIn(text) {
  return formatOf(text) === "mecard" ? mecard(text) : vcard(text);
}

/** How many contacts a text holds as vCards, without those within another. @param {string} text */
export function countIn(text) {
  let [found, depth] = [0, 0];
  for (const marks of wholes(text).flatMap(line).map(marksOf)) {
    if (BEGINNING.test(marks)) found += Number(!depth++);
    else if (depth && marks === END) depth--;
  }
  return found;
}

/**
 * The text of a file: UTF-8, or else what Outlook writes, in the charset that it names. Simple programs fold
 * lines within a character, too (RFC 5545, 3.1 warns of them).
 * @param {ArrayBuffer | Uint8Array<ArrayBuffer>} octets
 */
export function decode(octets) {
  const bytes = new Uint8Array(octets);
  return utf8(bytes) ?? utf8(unfolded(bytes)) ?? new TextDecoder(charsetOf(bytes)).decode(bytes).replace(UNLIKE, "\ufffd");
}

/** A text without its pictures, sounds and keys: of a contact with a photo they are most. @param {string} text */
export function withoutAttachments(text) {
  return text.replace(ATTACHED, "");
}

/** The text of the first property of a name that says anything. @param {Line[]} lines @param {string} name */
export function textOf(lines, name) {
  return unescape(valueOf(lines, name)).trim();
}

/** The parts of the first property of a name. @param {Line[]} lines @param {string} name */
export function partsOf(lines, name) {
  return split(valueOf(lines, name), ";").map((part) => unescape(part).trim());
}

/** @param {string} value */
export function unescape(value) {
  return value.replace(/\\(.)/gs, (_, sign) => (/n/i.test(sign) ? "\n" : sign));
}

/** @param {Line[]} lines @param {string} name */
function valueOf(lines, name) {
  return lines.find((line) => line.name === name && line.value.trim())?.value ?? "";
}

/** @param {string} text @returns {Line[]} */
function mecard(text) {
  return split(text.slice("MECARD:".length), ";").flatMap((field) => {
    const [, name = "", value = ""] = /^\s*([^:]*):(.*)$/s.exec(field) ?? [];
    if (!name) return [];
    // MECARD parts family and given name by a comma, a vCard by a semicolon.
    const isName = name.toUpperCase() === "N";
    return { name: name.toUpperCase(), kinds: [], value: isName ? split(value, ",").join(";") : value, preference: UNPREFERRED };
  });
}

/**
 * The lines of the first contact, but for those of a contact within it (AGENT).
 * @param {string} text @returns {Line[] | null}
 */
function vcard(text) {
  /** @type {Line[]} */
  const first = [];
  let depth = 0;
  for (const one of wholes(text).flatMap(line)) {
    const marks = marksOf(one);
    if (BEGINNING.test(marks)) depth++;
    else if (depth && marks === END) {
      if (!--depth) return first;
    } else if (depth === 1) first.push(one);
  }
  return depth ? first : null;
}

/** @param {Line} line */
function marksOf({ name, value }) {
  return `${name}:${value.trim().toUpperCase()}`;
}

/** The text in octets, where they are UTF-8. @param {Uint8Array<ArrayBuffer>} octets */
function utf8(octets) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(octets);
  } catch {
    return undefined;
  }
}

/** @param {Uint8Array<ArrayBuffer>} octets */
function unfolded(octets) {
  const signs = Array.from(octets, (octet) => String.fromCharCode(octet)).join("");
  return Uint8Array.from(signs.replace(/\r?\n[ \t]/g, ""), (sign) => sign.charCodeAt(0));
}

/** @param {BufferSource} octets */
function charsetOf(octets) {
  const named = CHARSET.exec(new TextDecoder("windows-1252").decode(octets))?.[1] ?? "";
  return CHARSETS.test(named) ? named : "windows-1252";
}

/** @param {string} text */
function wholes(text) {
  const wholes = [""];
  for (const line of text.split(/\r+\n?|\n/)) {
    const whole = wholes.at(-1) ?? "";
    // Asked first: after a soft break, a space at the beginning is part of the text.
    if (goesOn(whole) && !/^END:VCARD$/i.test(line)) wholes[wholes.length - 1] = whole.slice(0, -1) + line;
    else if (/^[ \t]/.test(line)) wholes[wholes.length - 1] = whole + line.slice(1);
    else wholes.push(line);
  }
  return wholes;
}

/** @param {string} whole vCard 2.1 wraps quoted-printable at a trailing "=" */
function goesOn(whole) {
  return whole.endsWith("=") && /^[^:]*QUOTED-PRINTABLE/i.test(whole);
}

/** @param {string} whole @returns {Line[]} */
function line(whole) {
  const [, name, written = "", value = ""] = LINE.exec(whole) ?? [];
  if (!name) return [];
  const parameters = parametersIn(written);
  const kinds = parameters.filter(([of]) => of !== "CHARSET").map(([, kind]) => kind);
  const charset = parameters.findLast(([of]) => of === "CHARSET")?.[1] ?? "UTF-8";
  const plain = kinds.includes("QUOTED-PRINTABLE") ? decoded(value, charset) : value;
  return [{ name: name.toUpperCase(), kinds, value: plain, preference: preferenceIn(parameters) }];
}

/**
 * vCard 3.0 knows one that is preferred (TYPE=pref), 4.0 an order of them (PREF=1).
 * @param {[string, string][]} parameters
 */
function preferenceIn(parameters) {
  const given = parameters.filter(([name, value]) => name === "PREF" && PREFERENCE.test(value)).map(([, value]) => Number(value));
  const plain = parameters.filter(([name, kind]) => name !== "PREF" && kind === "PREF").map(() => 1);
  return Math.min(...given, ...plain, UNPREFERRED);
}

/**
 * vCard 2.1 leaves out the names ("TEL;CELL:").
 * @param {string} text @returns {[string, string][]}
 */
function parametersIn(text) {
  return [...text.toUpperCase().matchAll(PARAMETER)].flatMap(([, parameter = ""]) => {
    const [, name = "", values = ""] = /^(?:(.*)=)?(.*)$/s.exec(parameter.replaceAll('"', "")) ?? [];
    return values.split(",").map((value) => /** @type {[string, string]} */ ([name, value.trim()]));
  });
}

/** @param {string} value in quoted-printable @param {string} charset */
function decoded(value, charset) {
  const octets = String.fromCharCode(...new TextEncoder().encode(value.replace(/=$/, "")));
  const plain = octets.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return decoder(charset).decode(Uint8Array.from(plain, (octet) => octet.charCodeAt(0)));
}

/** @param {string} charset */
function decoder(charset) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/**
 * The parts of a value between separators that no backslash escapes.
 * @param {string} value @param {string} separator
 */
function split(value, separator) {
  const parts = [""];
  for (const [piece] of value.matchAll(/\\.|./gs)) {
    if (piece === separator) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
