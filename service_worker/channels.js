/** Ways to send a message with its text in place: the twin of blueprints/followups/channels.py. */
import { quote } from "./quoting.js";

/** @typedef {import("./reach.js").Way} Way */
/** @typedef {{kind: string, label: string, href: string, pasted: boolean}} Channel */

const TAKE_TEXT = ["email", "sms", "whatsapp", "telegram"];
const SENDING = [...TAKE_TEXT, "signal", "linkedin"];
const LONGEST = 8000;

/**
 * The ways to send a text, one of a kind, in the order of the ways to reach somebody.
 * @param {Way[]} ways @param {string} subject @param {string} text @returns {Channel[]}
 */
export function channels(ways, subject, text) {
  const known = ways.filter(({ kind }) => SENDING.includes(kind));
  const first = known.filter(({ kind }, at) => known.findIndex((one) => one.kind === kind) === at);
  return first.map((way) => channel(way, subject, text));
}

/** @param {Way} way @param {string} subject @param {string} text @returns {Channel} */
function channel({ kind, label, href }, subject, text) {
  const carries = TAKE_TEXT.includes(kind) && !/[?#]/.test(href);
  const whole = carries ? link(kind, href, subject, text) : href;
  if (whole.length > LONGEST) return { kind, label, href, pasted: true };
  return { kind, label, href: whole, pasted: !carries };
}

/** @param {string} kind @param {string} href @param {string} subject @param {string} text */
function link(kind, href, subject, text) {
  if (kind === "email") return `${href}?subject=${quoted(subject)}&body=${quoted(text.replaceAll("\n", "\r\n"))}`;
  if (kind === "sms") return `${href}?&body=${quoted(text)}`;
  return `${href}?text=${quoted(text)}`;
}

/** @param {string} text */
function quoted(text) {
  return quote(text, "");
}
