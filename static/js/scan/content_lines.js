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
const PARAMETER = /;((?:[^";]|"[^"]*")*)/g;

/** @param {string} text @returns {"vcard" | "mecard" | null} */
export function formatOf(text) {
  if (VCARD.test(text)) return "vcard";
  return MECARD.test(text) ? "mecard" : null;
}

/** The properties of the first contact in a text, none where there is no contact. @param {string} text */
export function linesIn(text) {
  return formatOf(text) === "mecard" ? mecard(text) : vcard(text);
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

/** @param {string} text @returns {Line[]} */
function vcard(text) {
  const lines = wholes(text).flatMap(line);
  const [begin, end] = ["BEGIN", "END"].map((mark) => lines.findIndex((line) => marks(line, mark)));
  if (begin === undefined || begin < 0) return [];
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
  const [, name, parameters = "", value = ""] = LINE.exec(whole) ?? [];
  if (!name) return [];
  const kinds = kindsIn(parameters);
  const plain = kinds.includes("QUOTED-PRINTABLE") ? quotedPrintable(value) : value;
  return [{ name: name.toUpperCase(), kinds, value: plain }];
}

/** vCard 2.1 leaves out the names ("TEL;CELL:"), 4.0 writes PREF=1: both give a kind. @param {string} parameters */
function kindsIn(parameters) {
  return [...parameters.toUpperCase().matchAll(PARAMETER)].flatMap(([, parameter = ""]) => {
    const [, name = "", values = ""] = /^(?:(.*)=)?(.*)$/s.exec(parameter.replaceAll('"', "")) ?? [];
    return [...values.split(",").map((value) => value.trim()), ...(name === "PREF" ? [name] : [])];
  });
}

/** @param {string} value @returns {string} read as UTF-8, which phones write */
function quotedPrintable(value) {
  const bytes = value.replace(/%/g, "%25").replace(/=([0-9A-F]{2})/gi, "%$1");
  try {
    return decodeURIComponent(bytes);
  } catch {
    return "";
  }
}

/** The parts of a value between separators that no backslash escapes. @param {string} value @param {string} separator */
function split(value, separator) {
  const parts = [""];
  for (const [piece] of value.matchAll(/\\.|./gs)) {
    if (piece === separator) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
