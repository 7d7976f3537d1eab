import { formatOf, linesIn, partsOf, textOf } from "./content_lines.js";

/** @typedef {import("./content_lines.js").Line} Line */

/**
 * Somebody's card from another app, as far as the scan page must know it: whose it is.
 * @param {string} text trimmed
 * @returns {{kind: "person", text: string, format: "vcard" | "mecard", name: string} | null}
 */
export function personIn(text) {
  const format = formatOf(text);
  return format && { kind: "person", text, format, name: nameIn(linesIn(text) ?? []).replace(/\s+/g, " ") };
}

/** @param {Line[]} lines */
export function nameIn(lines) {
  const [family, given, additional, prefix, suffix] = partsOf(lines, "N");
  const spoken = [prefix, given, additional, family, suffix].filter(Boolean).join(" ");
  return textOf(lines, "FN") || spoken;
}
