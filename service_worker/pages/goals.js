/** Events, goals and targets as their pages show them: the twin of blueprints/goals/pages.py. */

/** @typedef {import("../twin.js").PageOf} PageOf */
/** @typedef {import("../records.js").Records} Records */

/** The attendance at an event. @param {Records} records @param {string | undefined} eventId */
export function attendanceAt(records, eventId) {
  return records.where("attendances", "event_id", eventId ?? "")[0];
}
