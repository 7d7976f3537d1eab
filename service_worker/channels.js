/** Ways to send a message with its text in place: the twin of blueprints/followups/channels.py. */

/** @typedef {import("./reach.js").Way} Way */
/** @typedef {{kind: string, label: string, href: string, pasted: boolean}} Channel */

const TAKE_TEXT = ["email", "sms", "whatsapp", "telegram"];
const SENDING = [...TAKE_TEXT, "signal", "linkedin"];

/**
 * Every way to send a text, in the order of the ways to reach somebody.
 * @param {Way[]} ways @param {string} subject @param {string} text @returns {Channel[]}
 */
export function channels(ways, subject, text) {
  return ways
    .filter(({ kind }) => SENDING.includes(kind))
    .map(({ kind, label, href }) => ({ kind, label, href: link(kind, href, subject, text), pasted: isPasted(kind) }));
}

/** @param {string} kind */
function isPasted(kind) {
  return !TAKE_TEXT.includes(kind);
}

/** @param {string} kind @param {string} href @param {string} subject @param {string} text */
function link(kind, href, subject, text) {
  if (kind === "email") return `${href}?subject=${quoted(subject)}&body=${quoted(text.replaceAll("\n", "\r\n"))}`;
  if (kind === "sms") return `${href}?&body=${quoted(text)}`;
  if (isPasted(kind) || href.includes("?")) return href;
  return `${href}?text=${quoted(text)}`;
}

/** As Python's quote writes it. @param {string} text */
function quoted(text) {
  return encodeURIComponent(text).replace(/[!*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
