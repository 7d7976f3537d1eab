/** Notes on somebody: the twin of blueprints/contacts/routes_notes.py. */
import { nextPlace } from "../access.js";
import { NoteForm } from "../forms/contacts.js";
import * as pages from "../pages/contacts.js";
import { differs } from "../records.js";

/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const writeNote = {
  form: NoteForm,
  find: (records, { params }) => records.get("contacts", params.person),
  again: (records, doing, note) => pages.person(records, doing, { note }),
  taken: (records, { id, params, data }) => differs(records.get("notes", id), { about: params.person, text: data.text }),
  apply: (records, { id, params, data, now }) => addNote(records, id, params.person, data.text, now),
  onward: (_, { params }) => `/people/${params.person}#notes`,
  tell: (records, { params }) => `A note about ${name(records, params.person)}`,
};

/** @type {Post} */
export const removeNote = {
  find: note,
  apply: (records, { params }) => setNoteRemoved(records, params.note),
  onward: backToPerson,
  say: (_, { params }) => ({ text: "Removed. In a day it is gone.", undo: `/notes/${params.note}/restoration` }),
  tell: (records, doing) => `Remove a note about ${name(records, note(records, doing)?.about)}`,
};

/** @type {Post} */
export const restoreNote = {
  find: (records, doing) => note(records, doing)?.text,
  apply: (records, { params }) => setNoteRestored(records, params.note),
  onward: backToPerson,
  tell: (records, doing) => `Keep a note about ${name(records, note(records, doing)?.about)} after all`,
};

/**
 * @param {Records} records @param {string} id @param {string | undefined} contactId
 * @param {string | undefined} text @param {Moment} now
 */
function addNote(records, id, contactId, text, now) {
  if (records.get("notes", id)) return;
  records.put("notes", { id, rev: 0, contact_id: contactId, about: contactId, text, written_at: now });
}

/** A removed note is nobody's: so no page finds it. @param {Records} records @param {string | undefined} id */
function setNoteRemoved(records, id) {
  records.set("notes", id, ({ contact_id, about }) => ({ contact_id: null, about: contact_id ?? about }));
}

/** @param {Records} records @param {string | undefined} id */
function setNoteRestored(records, id) {
  records.set("notes", id, ({ contact_id, about }) => ({ contact_id: contact_id ?? about }));
}

/** @param {Records} records @param {Doing} doing */
function note(records, { params }) {
  return records.get("notes", params.note);
}

/** @param {Records} records @param {Doing} doing */
function backToPerson(records, doing) {
  return nextPlace(doing, `/people/${note(records, doing)?.about}#notes`);
}

/** @param {Records} records @param {string | undefined} contactId @returns {string} */
function name(records, contactId) {
  return records.get("contacts", contactId)?.name ?? "somebody";
}
