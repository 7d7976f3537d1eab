/**
 * The lines a contact is made of, vCard or MECARD: the twin of exchange/content_lines.py and
 * mecard.py.
 * @typedef {{name: string, kinds: string[], value: string}} Line one property, its name and kinds in
 *   upper case, its value with the escapes still in it
 */

const VCARD = /^BEGIN:VCARD/i;
const MECARD = /^MECARD:/i;
// A group, as Apple's item1., a name, and parameters, which may hold a colon in quotes.
const LINE = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/s;
// Base64 in lines that are indented, and nothing that is read here.
const ATTACHED = /(?<![^\r\n])(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:][^\r\n]*(?:[\r\n]+[ \t][^\r\n]*)*/gi;
const PARAMETER = /;((?:[^";]|"[^"]*")*)/g;

/** @param {string} text @returns {"vcard" | "mecard" | null} */
export function formatOf(text) {
  if (VCARD.test(text)) return "vcard";
  return MECARD.test(text) ? "mecard" : null;
}

/** The properties of the first contact in a text, or null where there is none. @param {string} text */
export function linesIn(text) {
  return formatOf(text) === "mecard" ? mecard(text) : vcard(text);
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
    return { name: name.toUpperCase(), kinds: [], value: isName ? split(value, ",").join(";") : value };
  });
}

/** @param {string} text @returns {Line[] | null} */
function vcard(text) {
  const lines = wholes(text).flatMap(line);
  const [begin, end] = ["BEGIN", "END"].map((mark) => lines.findIndex((line) => marks(line, mark)));
  if (begin === undefined || begin < 0) return null;
  return lines.slice(begin + 1, end && end > begin ? end : undefined);
}

/** @param {Line} line @param {string} mark */
function marks({ name, value }, mark) {
  return name === mark && value.trim().toUpperCase() === "VCARD";
}

/** @param {string} text */
function wholes(text) {
  const wholes = [""];
  for (const line of text.split(/\r+\n?|\n/)) {
    const whole = wholes.at(-1) ?? "";
    if (/^[ \t]/.test(line)) wholes[wholes.length - 1] = whole + line.slice(1);
    else if (goesOn(whole) && !/^END:VCARD$/i.test(line)) wholes[wholes.length - 1] = whole.slice(0, -1) + line;
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
  return [{ name: name.toUpperCase(), kinds, value: plain }];
}

/**
 * vCard 2.1 leaves out the names ("TEL;CELL:"), 4.0 writes PREF=1: both give a kind.
 * @param {string} text @returns {[string, string][]}
 */
function parametersIn(text) {
  return [...text.toUpperCase().matchAll(PARAMETER)].flatMap(([, parameter = ""]) => {
    const [, name = "", values = ""] = /^(?:(.*)=)?(.*)$/s.exec(parameter.replaceAll('"', "")) ?? [];
    /** @type {[string, string][]} */
    const named = values.split(",").map((value) => [name, value.trim()]);
    return name === "PREF" ? [...named, ["TYPE", name]] : named;
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
