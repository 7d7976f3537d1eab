import { personIn } from "./person.js";

/**
 * What a scanned text is, to somebody who looks for people.
 * @typedef {{kind: "card", code: string, fragment: string}
 *   | {kind: "event", code: string}
 *   | {kind: "person", text: string, format: "vcard" | "mecard", name: string}
 *   | {kind: "web", host: string}
 *   | {kind: "wifi" | "mail" | "phone" | "sms" | "payment" | "geo" | "text"}} Code
 */

/** Our paths are case-blind. Crockford's alphabet, with the letters people mistake for digits. */
const CARD_PATH = /^\/C\/([0-9A-TV-Z]{12})\/?$/i;
const EVENT_PATH = /^\/E\/([0-9A-Z_-]{1,64})\/?$/i;

/** EPC ("BCD"), Swiss ("SPC") and EMV payment codes, and the schemes of wallets. */
const PAYMENT = /^(BCD\r?\n|SPC\r?\n|000201|(bitcoin|ethereum|lightning|litecoin|monero|upi|payto|bank):)/i;

const PLAIN = /** @type {const} */ ([
  [/^WIFI:/i, "wifi"],
  [/^(mailto|MATMSG|SMTP):/i, "mail"],
  [/^tel:/i, "phone"],
  [/^(sms|smsto|mms|mmsto):/i, "sms"],
  [PAYMENT, "payment"],
  [/^geo:/i, "geo"],
]);

/**
 * @param {string} text as the code holds it
 * @param {string} host ours, with the port where there is one
 * @returns {Code}
 */
export function classify(text, host) {
  const trimmed = text.trim();
  return ours(trimmed, host) ?? personIn(trimmed) ?? plain(trimmed) ?? web(trimmed) ?? { kind: "text" };
}

/** @param {string} text @param {string} host @returns {Code | null} */
function ours(text, host) {
  const url = webAddress(text);
  if (url?.host !== host.toLowerCase()) return null;
  const card = CARD_PATH.exec(url.pathname)?.[1];
  if (card) return { kind: "card", code: canonical(card), fragment: url.hash.slice(1) };
  const event = EVENT_PATH.exec(url.pathname)?.[1];
  return event ? { kind: "event", code: event } : null;
}

/** @param {string} code as scanned @returns {string} as it was made: upper case, without I, L, O */
function canonical(code) {
  return code.toUpperCase().replace(/[IL]/g, "1").replaceAll("O", "0");
}

/** @param {string} text @returns {Code | null} */
function plain(text) {
  const kind = PLAIN.find(([pattern]) => pattern.test(text))?.[1];
  return kind ? { kind } : null;
}

/** @param {string} text @returns {Code | null} */
function web(text) {
  const url = webAddress(/^www\.\S+$/i.test(text) ? `https://${text}` : text);
  return url && { kind: "web", host: url.host.replace(/^www\./, "") };
}

/** @param {string} text @returns {URL | null} */
function webAddress(text) {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
