/** Days and hours in words, in the person's lettering and zone: the twin of shared/words.py. */
import { TITLES } from "./built/words.js";
import { words } from "./forms/fields.js";
import { DAY } from "./time.js";
import { dayIn, toLocal } from "./zones.js";

/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Day} Day */
/**
 * @typedef {object} Lettering how days and hours are written in a locale
 * @property {string[]} weekdays from Monday
 * @property {string[]} months
 * @property {string[]} periods the part of the day at each hour; empty where nobody writes it
 * @property {string} day
 * @property {string} [dated] the day with its year; a phone that was told before there was one has none
 * @property {string} time
 * @property {string} [language] the tag of another than the pages' own; "" for English
 */

const LONG_AGO = 30;
const HALF_A_YEAR = 183;
// So many characters are a few words.
const FEW = 40;
// Literal text in quotes, or a field: one letter, once or more.
const PART = /'([^']*)'|([A-Za-z])\2*/g;
// The blocks of letters which run from right to left (Unicode, DerivedBidiClass.txt).
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The day of a moment: "Thu 3 Dec"; with its year, where `now` is far off in another.
 * @param {Moment} moment @param {string} zone @param {Lettering} of @param {Moment} [now]
 */
export function day(moment, zone, of, now = moment) {
  return plainDay(dayIn(zone, moment), of, dayIn(zone, now));
}

/**
 * A day of the calendar, in words that are right whenever they are read: "Thu 3 Dec". Seen from a `today`
 * far off in another year, with its own.
 * @param {Day} on @param {Lettering} of @param {Day} [today]
 */
export function plainDay(on, of, today = on) {
  const date = new Date(on);
  const EEE = of.weekdays[(date.getUTCDay() + 6) % 7] ?? "";
  const MMM = of.months[date.getUTCMonth()] ?? "";
  const isFar = on.slice(0, 4) !== today.slice(0, 4) && Math.abs(daysBetween(today, on)) > HALF_A_YEAR;
  const pattern = (isFar && of.dated) || of.day;
  return written(pattern, { EEE, MMM, ...numbers({ d: date.getUTCDate(), y: date.getUTCFullYear() }) });
}

/**
 * The hour and minute of a moment: "19:00".
 * @param {Moment} moment @param {string} zone @param {Lettering} of
 */
export function hour(moment, zone, of) {
  const local = toLocal(moment, zone);
  const [at, minute] = [Number(local.slice(11, 13)), Number(local.slice(14, 16))];
  return written(of.time, { a: of.periods[at] ?? "", ...numbers({ H: at, h: at % 12 || 12, m: minute }) });
}

/**
 * From a start to an end: "Thu 3 Dec, 19:00–21:30"; an end on another day names its day.
 * @param {Moment} start @param {Moment} end @param {string} zone @param {Lettering} of @param {Moment} now
 */
export function span(start, end, zone, of, now) {
  const [first, last] = [day(start, zone, of, now), day(end, zone, of, now)];
  const [begins, ends] = [hour(start, zone, of), hour(end, zone, of)];
  if (first === last) return `${first}, ${begins}–${ends}`;
  return `${first}, ${begins} – ${last}, ${ends}`;
}

/**
 * A regular expression of the days, and of hours with a word, as they are written there.
 * @param {Lettering} of
 */
export function writtenDays(of) {
  const number = Object.fromEntries(["d", "dd", "y", "H", "HH", "h", "hh", "m", "mm"].map((field) => [field, "[0-9]+"]));
  const fields = { EEE: any(of.weekdays), MMM: any(of.months), a: any(of.periods), ...number };
  const patterns = [of.dated ?? of.day, of.day, ...(of.periods.length ? [of.time] : [])];
  return patterns.map((pattern) => written(escaped(pattern), fields)).join("|");
}

/** @param {string[]} names the longest first: May is the beginning of none then */
function any(names) {
  return `(?:${[...new Set(names)].sort((a, b) => b.length - a.length).map(escaped).join("|")})`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * When something is due: "today", "tomorrow", "Fri 4 Dec", "3 days ago", "Wed 4 Dec 2024".
 * @param {Day} on @param {Day} today @param {Lettering} of
 */
export function due(on, today, of) {
  const distance = daysBetween(today, on);
  const near = new Map([[0, "today"], [1, "tomorrow"], [-1, "yesterday"]]).get(distance);
  if (near) return near;
  if (distance > 0 || distance < -LONG_AGO) return plainDay(on, of, today);
  return `${-distance} days ago`;
}

/**
 * What one calls somebody in a sentence: Dr. Wei Zhang is "Wei", Dr. Zhang is "Dr. Zhang".
 * @param {string} name
 */
export function firstName(name) {
  const all = words(name);
  const at = all.findIndex((word) => !isTitle(word));
  const isSurname = at > 0 && at === all.length - 1;
  return (!isSurname && all[at]?.replace(/,+$/, "")) || name;
}

/** @param {string} word */
function isTitle(word) {
  return word.endsWith(".") || TITLES.includes(word.toLowerCase());
}

/** Somebody's words in a sentence of ours: what runs from right to left moves nothing else. @param {string} text */
export function apart(text) {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** The first letters of the first and the last word of a name; its first sign, where it has none. @param {string} name */
export function initials(name) {
  const firsts = words(name).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "");
  const letters = firsts.filter(Boolean).map((first) => first.normalize("NFC").toUpperCase());
  return letters.slice(0, 1).concat(letters.slice(1).slice(-1)).join("") || ([...(words(name)[0] ?? "")][0] ?? "");
}

/** The first few words of a text, by which it is named. @param {string} text */
export function beginning(text) {
  const line = text.split("\n")[0] ?? "";
  const short = [...line].slice(0, FEW).join("");
  return text === short ? text : `${short.slice(0, Math.max(short.lastIndexOf(" "), 0)) || short}…`;
}

/** @param {Record<string, number>} fields @returns {Record<string, string>} */
function numbers(fields) {
  const both = Object.entries(fields).flatMap(([field, number]) => [
    [field, `${number}`],
    [field + field, `${number}`.padStart(2, "0")],
  ]);
  return Object.fromEntries(both);
}

/** @param {string} pattern @param {Record<string, string>} fields */
function written(pattern, fields) {
  return pattern.replace(PART, (part, quoted, field) => (field ? (fields[part] ?? "") : quoted));
}

/** @param {Day} from @param {Day} to */
function daysBetween(from, to) {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}
