/** What people type about events: the twin of blueprints/goals/forms.py. */
import { FORMS, LONG_LINK, LONGEST_LINK, NO_TIME, NO_ZONE } from "../built/words.js";
import { DAY, ms } from "../time.js";
import { normalLink, wrongLink } from "../reach.js";
import { known, SkippedTime, toUtc, UnknownZone } from "../zones.js";
import { ifAny } from "./card.js";
import { formOf } from "./fields.js";

/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("./fields.js").Check} Check */
/** @typedef {import("./fields.js").Data} Data */

const LONGEST_EVENT = 14 * DAY;
const FAR = "That year is far off. Check it.";

/** What an event is, with its times as the clocks at its place show them. */
export const EventForm = formOf(FORMS.EventForm, {
  starts: [exists],
  ends: [exists, comesAfter],
  zone: [(value) => (known(value) ? "" : NO_ZONE)],
  link: [ifAny(wrongLink), ifAny(tooLong)],
});

/** One goal: one sentence. Empty takes it back. */
export const GoalForm = formOf(FORMS.GoalForm);

/** Go, or let it slide. */
export const PlanForm = formOf(FORMS.PlanForm);

/** Whom to look for, and how to begin. */
export const TargetForm = formOf(FORMS.TargetForm);

/** How it turned out. */
export const ReflectionForm = formOf(FORMS.ReflectionForm);

/** The event's columns, once the form is valid. @param {Data} data */
export function facts({ title = "", starts = "", ends = "", zone = "", place = "", link = "" }) {
  const times = { starts_at: momentOf(starts, zone), ends_at: momentOf(ends, zone) };
  return { title, ...times, zone, place, link: link && normalLink(link) };
}

/** What is wrong with a time of the calendar, or "". @param {string} value */
export function isTime(value) {
  const naive = naiveOf(value);
  if (!naive) return NO_TIME;
  const year = Number(naive.slice(0, 4));
  return year < 2000 || year >= 2200 ? FAR : "";
}

/** @type {Check} */
function exists(value, { zone = "" }) {
  return isTime(value) || skipped(naiveOf(value) ?? "", zone);
}

/** @type {Check} */
function comesAfter(value, { starts = "", zone = "" }) {
  if (exists(starts, { zone })) return "";
  const lasts = ms(momentOf(value, zone)) - ms(momentOf(starts, zone));
  if (lasts <= 0) return "The end has to come after the start.";
  return lasts > LONGEST_EVENT ? "That is more than two weeks. Plan each part as its own event." : "";
}

/** @param {string} link */
function tooLong(link) {
  return normalLink(link).length > LONGEST_LINK ? LONG_LINK : "";
}

/** @param {string} naive @param {string} zone */
function skipped(naive, zone) {
  try {
    toUtc(naive, zone);
  } catch (error) {
    // Of an unknown zone the zone's own field tells; the time itself may be right.
    if (error instanceof SkippedTime) return error.message;
  }
  return "";
}

/** @param {string} value one that exists @param {string} zone @returns {Moment} */
function momentOf(value, zone) {
  const naive = naiveOf(value) ?? "";
  try {
    return toUtc(naive, zone);
  } catch (error) {
    if (error instanceof UnknownZone) return `${naive}:00.000000Z`;
    throw error;
  }
}

/** A time that the calendar has, "2026-12-03T19:00". @param {string} value */
export function naiveOf(value) {
  const typed = /^(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d?)$/.exec([...value].slice(0, 16).join(""));
  if (!typed) return null;
  const [year, month, day, hour, minute] = typed.slice(1).map((part) => part.padStart(2, "0"));
  const naive = `${year}-${month}-${day}T${hour}:${minute}`;
  const date = new Date(`${naive}:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(naive) ? naive : null;
}
