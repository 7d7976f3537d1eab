/** What came of an event, in words and names: the twin of blueprints/followups/verdict.py. */
import { AFTER, NOTHING } from "./built/words.js";
import { daysAfter } from "./days.js";

/** @typedef {import("./records.js").Day} Day */
/** @typedef {"heard" | "wrote" | "kept" | "they_kept" | "introduced"} What */
/** @typedef {{name: string} & Record<What, Day[]>} Known somebody met there, and the days on which something was between us */

const MOST_NAMES = 3;

/** Each verdict whose day has passed. @param {Known[]} met @param {Day} evening @param {Day} today */
export function verdicts(met, evening, today) {
  return AFTER.map(([days, when]) => ({ when, until: daysAfter(evening, Number(days)) }))
    .filter(({ until }) => today > until)
    .map(({ when, until }) => ({ when, lines: verdict(met, evening, until) }));
}

/** What had come of an evening by the end of a day. @param {Known[]} met @param {Day} evening @param {Day} until */
function verdict(met, evening, until) {
  const names = (/** @type {What[]} */ ...what) =>
    met.filter((one) => what.every((days) => one[days].some((day) => evening < day && day <= until))).map(({ name }) => name);
  const [inTouch, kept, theyKept, introduced] = [names("heard", "wrote"), names("kept"), names("they_kept"), names("introduced")];
  const lines = [
    inTouch.length ? `${listed(inTouch)} ${inTouch.length > 1 ? "are" : "is"} still in touch.` : "",
    kept.length ? `You kept your word to ${listed(kept)}.` : "",
    theyKept.length ? `${listed(theyKept)} kept their word to you.` : "",
    introduced.length ? `You introduced ${listed(introduced)} to somebody.` : "",
  ].filter(Boolean);
  return lines.length ? lines : [NOTHING];
}

/** Names in a sentence, three at most. @param {string[]} names */
function listed(names) {
  const named = [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ["others"] : [])];
  return [named.slice(0, -1).join(", "), ...named.slice(-1)].filter(Boolean).join(" and ");
}
