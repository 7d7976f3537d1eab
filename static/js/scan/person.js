/**
 * Somebody's card from another app, as far as the scan page must know it: whose it is. The server
 * reads the rest (blueprints/exchange/vcard.py).
 * @param {string} text trimmed
 * @returns {{kind: "person", text: string, format: "vcard" | "mecard", name: string} | null}
 */
export function personIn(text) {
  if (/^BEGIN:VCARD/i.test(text)) return { kind: "person", text, format: "vcard", name: vcardName(text) };
  if (/^MECARD:/i.test(text)) return { kind: "person", text, format: "mecard", name: mecardName(text) };
  return null;
}

/** @param {string} text */
function vcardName(text) {
  const unfolded = text.replace(/\r?\n[ \t]/g, "").replace(/=\r?\n/g, "");
  const formatted = property(unfolded, "FN");
  if (formatted) return unescape(formatted);
  const [last = "", first = ""] = split(property(unfolded, "N"), ";");
  return joined(first, last);
}

/** @param {string} text */
function mecardName(text) {
  const field = split(text.slice("MECARD:".length), ";").find((part) => /^N:/i.test(part)) ?? "N:";
  const [last = "", first = ""] = split(field.slice(2), ",");
  return joined(first, last);
}

/** @param {string} first @param {string} last */
function joined(first, last) {
  return `${unescape(first)} ${unescape(last)}`.trim();
}

/**
 * The value of a vCard's first property of that name, with or without an Apple group ("item1.").
 * @param {string} vcard unfolded
 * @param {string} name
 */
function property(vcard, name) {
  const line = new RegExp(`^(?:[\\w-]+\\.)?${name}((?:;[^:]*)?):(.*)$`, "im").exec(vcard);
  const [, parameters = "", value = ""] = line ?? [];
  return /quoted-printable/i.test(parameters) ? quotedPrintable(value) : value;
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

/** @param {string} value @param {string} separator one that no backslash escapes */
function split(value, separator) {
  return value.split(new RegExp(`(?<!\\\\)${separator}`));
}

/** @param {string} value */
function unescape(value) {
  return value.replace(/\\n/gi, " ").replace(/\\(.)/g, "$1").trim();
}
