/** Keeping somebody, though there is little room: the twin of blueprints/contacts/routes_room.py. */
import { ROOM_RESTS_DAYS } from "../built/words.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const keeping = {
  find: contact,
  apply: (records, { params, now }) => records.set("contacts", params.person, () => ({ room_kept_at: now })),
  onward: () => "/people/room",
  say: (records, doing) => ({
    text: `Kept. Wellmet will not ask about ${name(records, doing)} for ${ROOM_RESTS_DAYS} days.`,
    undo: `/people/${doing.params.person}/keeping/removal`,
  }),
  tell: (records, doing) => `Keep ${name(records, doing)}`,
};

/** @type {Post} */
export const askingAgain = {
  find: contact,
  apply: (records, { params }) => records.set("contacts", params.person, () => ({ room_kept_at: null })),
  onward: () => "/people/room",
  tell: (records, doing) => `Ask about ${name(records, doing)} again`,
};

/** @param {Records} records @param {Doing} doing */
function contact(records, { params }) {
  return records.get("contacts", params.person);
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}
