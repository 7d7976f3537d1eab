/** Choosing whom to go deeper with: the twin of blueprints/followups/routes_focus.py. */
import { nextPlace } from "../access.js";
import { FOCUS_CHOICES, FOCUS_SAID } from "../built/words.js";
import { focusPage } from "../pages/focus.js";
import { metAt } from "../pages/followups.js";
import { attendanceAt } from "../pages/goals.js";
import { full } from "../queue.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const choosing = {
  find: (records, doing) => choice(doing) !== undefined && attendance(records, doing),
  instead: (records, doing) => {
    const at = attendance(records, doing);
    if (!at || choice(doing) !== "deep" || hasSeat(records, at, doing.params.meeting ?? "")) return;
    return { ...focusPage(records, at, doing.now, doing.params.meeting), status: 422 };
  },
  apply: (records, doing) => records.set("meetings", doing.params.meeting, () => ({ focus: choice(doing) })),
  onward: (records, doing) => nextPlace(doing, `/follow-ups/events/${meeting(records, doing)?.event_id}/focus`),
  say: (records, doing, before) => ({
    text: (FOCUS_SAID[doing.params.choice ?? ""] ?? "").replace("{name}", () => name(records, doing)),
    undo: `/follow-ups/${doing.params.meeting}/focus/${meeting(before, doing)?.focus || "open"}`,
  }),
  tell: (records, doing) => `How far to follow up: ${name(records, doing)}`,
};

/** @param {Doing} doing @returns {string | undefined} */
function choice({ params }) {
  const named = params.choice ?? "";
  return Object.hasOwn(FOCUS_CHOICES, named) ? FOCUS_CHOICES[named] : undefined;
}

/** @param {Records} records @param {Row} at @param {string} meetingId */
function hasSeat(records, at, meetingId) {
  return !full(metAt(records, at).filter(({ id }) => id !== meetingId), records.person.followup_cap);
}

/** @param {Records} records @param {Doing} doing */
function attendance(records, doing) {
  return attendanceAt(records, meeting(records, doing)?.event_id ?? "");
}

/** @param {Records} records @param {Doing} doing */
function meeting(records, { params }) {
  return records.get("meetings", params.meeting);
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return records.get("contacts", meeting(records, doing)?.contact_id)?.name ?? "somebody";
}
