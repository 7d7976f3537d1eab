/** Choosing whom to go deeper with after an event: the twin of blueprints/followups/focus.py. */
import { FOCUS_FULL, WRITTEN } from "../built/words.js";
import { line } from "../lines.js";
import { full, ordered, outcome, queue } from "../queue.js";
import * as contacts from "./contacts.js";
import { metAt } from "./followups.js";
import { attendanceAt } from "./goals.js";

/** @typedef {import("../queue.js").Met & {meeting: Row, contact: Row}} Met */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../twin.js").Page} Page */

/**
 * Everybody met at an event, by how far to follow up.
 * @param {Records} records @param {At} at @returns {Page | undefined}
 */
export function focus(records, { params, now }) {
  const attendance = attendanceAt(records, params.event);
  return attendance && focusPage(records, attendance, now);
}

/**
 * @param {Records} records @param {Row} attendance @param {Moment} now
 * @param {string} [refused] the id of the meeting for which there was no seat @returns {Page}
 */
export function focusPage(records, attendance, now, refused = "") {
  const met = metAt(records, attendance);
  const cap = records.person.followup_cap;
  const seats = new Set(queue(met, cap).map(({ id }) => id));
  const rows = ordered(met).map((of) => {
    const where = group(of, seats);
    const written = where === "line" && isWritten(records, of);
    return { ...row(records, of, now), error: of.id === refused ? FOCUS_FULL : "", written, group: where };
  });
  const back = `/follow-ups/events/${attendance.event_id}`;
  const href = `${back}/focus`;
  const inGroup = (/** @type {string} */ name) => inTurn(rows.filter((one) => one.group === name), href);
  const context = {
    place: "followups",
    title: attendance.event.title,
    back,
    href,
    full: full(met, cap),
    anybody: rows.some((one) => one.group),
    deep: inGroup("deep"),
    others: inGroup("others"),
    line: inGroup("line"),
    let_go: inGroup("let_go"),
  };
  return { template: "followups/focus.html", context };
}

/**
 * Who gets one courteous line, and whether a word was written since they met.
 * @param {Records} records @param {Met[]} met @param {Moment} now
 */
export function lines(records, met, now) {
  const thanked = ordered(met).filter((of) => group(of, new Set()) === "line");
  return thanked.map((of) => ({
    ...row(records, of, now),
    href: `/follow-ups/${of.id}/line`,
    pill: isWritten(records, of) ? WRITTEN : "",
    pill_look: "",
    ended: isWritten(records, of),
  }));
}

/**
 * With the way to who stands next, as these leave their place; for the last, who is before.
 * @template {{meeting: string}} T
 * @param {T[]} rows @param {string} href
 */
function inTurn(rows, href) {
  return rows.map((row, at) => {
    const other = rows[at + 1] ?? rows[at - 1];
    return { ...row, onward: other ? `${href}#met-${other.meeting}` : href };
  });
}

/** @param {Met} of @param {Set<string>} seats */
function group(of, seats) {
  if (of.let_go) return of.let_go_late ? "let_go" : "";
  if (of.focus === "line") return "line";
  return seats.has(of.id) ? "deep" : "others";
}

/** @param {Records} records @param {Met} of @param {Moment} now */
function row(records, of, now) {
  return {
    ...contacts.row(line(records, of.contact, of.meeting.heard), records.person, now),
    meeting: of.id,
    act: `/follow-ups/${of.id}`,
    chosen: of.focus === "deep",
  };
}

/** Whether a word was sent since they met, or there was one by whomever. @param {Records} records @param {Met} of */
function isWritten(records, of) {
  if (outcome(of) === "done") return true;
  const { contact, meeting } = of;
  const since = contacts.here(meeting.met_at, records.person);
  const touches = records.where("touches", "contact_id", contact.id);
  return touches.some(({ removed_at, touched_on }) => removed_at === null && touched_on >= since);
}
