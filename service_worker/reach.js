/**
 * Ways to reach a person, made on the phone: the twin of blueprints/shared/reach.py, as far as that
 * goes without its libraries. What is surely wrong is refused here, with the server's sentence; the
 * rest passes, and the server decides once it hears of it.
 */
import { LABELS } from "./built/words.js";
import { quote } from "./quoting.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {{kind: string, label: string, shown: string, href: string}} Way */

const NOT_A_LINK = "That does not look like a web address. Write it like example.org/you.";
const NO_SECRETS = "That link holds a name or a password. Leave out what stands before the @.";
const NOT_A_PHONE = "That does not look like a phone number. Write it like +44 7911 123456.";
const LONGEST_LINK = 500;
const BREAKS_LINKS = /[\\\p{C}\p{Z}]/u;
const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i;
const LINK = /^(https?):\/\/([^/?#]*)(.*)$/i;
// In a host of other letters other full stops part its labels (RFC 3490, 3.1); the server writes it in ASCII.
const DOTS = /[.\u3002\uff0e\uff61]/;
const LABEL = /^[a-z0-9_\u0080-\u{10ffff}-]+$/u;
const LAST_LABEL = /^[a-z0-9-]{2,}$|[\u0080-\u{10ffff}]/u;
const EMAIL = /^[^\s@]+@[^\s@]+[.\u3002\uff0e\uff61][^\s@]+$/;
/** @type {Record<string, string>} */
const HOSTS = {
  "wa.me": "whatsapp",
  "api.whatsapp.com": "whatsapp",
  "signal.me": "signal",
  "t.me": "telegram",
  "telegram.me": "telegram",
  "linkedin.com": "linkedin",
};

/** Every way to reach the person on a card, the one they prefer first. @param {Card} card @returns {Way[]} */
export function ways(card) {
  const found = [...byPhone(card.phone), ...byEmail(card.email), ...card.links.flatMap(byLink)];
  return found.sort((one, other) => Number(other.kind === card.prefers) - Number(one.kind === card.prefers));
}

/** What is surely wrong with a phone number, or "". @param {string} text */
export function wrongPhone(text) {
  if (/\p{L}/u.test(text)) return "A phone number is made of digits, and this one has letters in it.";
  return /\p{Nd}/u.test(text) ? "" : NOT_A_PHONE;
}

/** A number with its country in E.164, another as it was typed. @param {string} text */
export function normalPhone(text) {
  return text.startsWith("+") ? `+${text.replace(/\D/g, "")}` : text;
}

/** What is surely wrong with an address, or "". @param {string} text */
export function wrongEmail(text) {
  return EMAIL.test(text) ? "" : "That does not look like an e-mail address. Check it once more.";
}

/** An address with its domain in lower case. @param {string} text */
export function normalEmail(text) {
  return text.replace(/@[^@]*$/, (domain) => domain.toLowerCase());
}

/** What is surely wrong with a link, or "". @param {string} text */
export function wrongLink(text) {
  if (!text || [...text].length > LONGEST_LINK || BREAKS_LINKS.test(text)) return NOT_A_LINK;
  if (!text.includes("://")) return SCHEME.test(text) ? NOT_A_LINK : wrongHost(hostOf(text));
  return LINK.test(text) ? wrongHost(hostOf(text)) : "A link begins with https:// or http://.";
}

/** A link, not wrong, with its scheme and in ASCII where its path is concerned. @param {string} text */
export function normalLink(text) {
  const [, scheme = "", host = "", rest = ""] = LINK.exec(whole(text)) ?? [];
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${inAscii(rest)}`;
}

/** A path in ASCII; what is percent-encoded already stays as it is. @param {string} path */
export function inAscii(path) {
  return encodeURI(path).replaceAll("%25", "%");
}

/** @param {string} phone @returns {Way[]} */
function byPhone(phone) {
  const number = normalPhone(phone);
  // Without its country a number cannot be made a link that works everywhere.
  if (!/^\+\d{5,}$/.test(number)) return [];
  return [
    way("phone", phone, `tel:${number}`),
    way("sms", phone, `sms:${number}`),
    way("whatsapp", phone, `https://wa.me/${number.slice(1)}`),
    way("signal", phone, `https://signal.me/#p/${number}`),
  ];
}

/** @param {string} email @returns {Way[]} */
function byEmail(email) {
  if (wrongEmail(email)) return [];
  const address = normalEmail(email);
  return [way("email", address, `mailto:${quote(address, "@+")}`)];
}

/** @param {string} link @returns {Way[]} */
function byLink(link) {
  if (wrongLink(link)) return [];
  const href = normalLink(link);
  return [way(kind(href), href.replace(/^.*?:\/\//, "").replace(/\/+$/, ""), href)];
}

/** @param {string} kind @param {string} shown @param {string} href @returns {Way} */
function way(kind, shown, href) {
  return { kind, label: LABELS[kind] ?? "", shown, href };
}

/** @param {string} href */
function kind(href) {
  const host = hostOf(href).replace(/:\d*$/, "").replace(/^www\./, "");
  const known = Object.keys(HOSTS).find((name) => host === name || host.endsWith(`.${name}`));
  return HOSTS[known ?? ""] ?? "web";
}

/** @param {string} host */
function wrongHost(host) {
  if (host.includes("@")) return NO_SECRETS;
  const labels = host.replace(/:\d*$/, "").split(DOTS);
  const isName = labels.length > 1 && labels.every((label) => LABEL.test(label));
  return isName && LAST_LABEL.test(labels.at(-1) ?? "") ? "" : NOT_A_LINK;
}

/** @param {string} link */
function hostOf(link) {
  return LINK.exec(whole(link))?.[2]?.toLowerCase() ?? "";
}

/** @param {string} link */
function whole(link) {
  return link.includes("://") ? link : `https://${link.replace(/^\/\//, "")}`;
}
