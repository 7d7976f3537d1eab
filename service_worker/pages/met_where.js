/** Where somebody was met who is written down: the twin of blueprints/contacts/met_where.py. */
import { underWay } from "../moment.js";
import { attendanceAt, occasions } from "./goals.js";

/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

export const SHARED = "shared";

/** The event under way. @param {Records} records @param {Moment} now @returns {Row | undefined} */
export function eventNow(records, now) {
  return attendanceAt(records, underWay(occasions(records), now) ?? "")?.event;
}

/**
 * The event they were met at. `said` is the id of the one that its owner named, if any.
 * @param {Records} records @param {string} source @param {string} said @param {Moment} now @returns {Row | undefined}
 */
export function metAt(records, source, said, now) {
  return source === SHARED ? attendanceAt(records, said)?.event : eventNow(records, now);
}

/**
 * The event of which a page asks whether they were met there; null where it asks of none.
 * @param {Records} records @param {string} source @param {Moment} now @param {string} [said]
 */
export function eventAsked(records, source, now, said = "") {
  if (source !== SHARED) return null;
  const named = metAt(records, source, said, now);
  const event = named ?? eventNow(records, now);
  return event ? { id: event.id, title: event.title, met: Boolean(named) } : null;
}
