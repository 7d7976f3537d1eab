/** The ledger of promises: the twin of blueprints/contacts/routes_promises.py. */
import { nextPlace } from "../access.js";
import { MovingForm, PromiseForm } from "../forms/contacts.js";
import * as pages from "../pages/contacts.js";
import { differs } from "../records.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const promise = {
  form: PromiseForm,
  find: contact,
  again: (records, doing, form) => pages.person(records, doing, { promise: form }),
  taken: isOtherPromise,
  apply: (records, { id, params, data, now }) =>
    enterPromise(records, id, params.person, data.side === "mine", data.promised, data.due_on, now),
  onward: toPromises,
  tell: (records, doing) =>
    doing.data.side === "mine" ? `A promise to ${name(records, doing)}` : `A promise from ${name(records, doing)}`,
};

/** @type {Post} */
export const movePromise = {
  form: MovingForm,
  find: promised,
  again: (records, doing, form) => {
    const person = promised(records, doing)?.contact_id ?? "";
    return pages.person(records, { ...doing, params: { person } }, { [`moving-${doing.params.promise}`]: form });
  },
  apply: (records, { params, data }) => records.set("promises", params.promise, () => ({ due_on: data.due_on || null })),
  onward: backToPerson,
  tell: (records, doing) => `Another day: ${wording(records, doing)}`,
};

/** @type {Post} */
export const keepPromise = {
  find: promised,
  apply: (records, { params, now }) =>
    records.set("promises", params.promise, ({ kept_at }) => ({ kept_at: kept_at ?? now, released_at: null })),
  onward: backToPerson,
  say: (_, doing) => settled("Kept.", doing),
  tell: (records, doing) => `Kept: ${wording(records, doing)}`,
};

/** @type {Post} */
export const releasePromise = {
  find: promised,
  apply: (records, { params, now }) =>
    records.set("promises", params.promise, ({ released_at }) => ({ kept_at: null, released_at: released_at ?? now })),
  onward: backToPerson,
  say: (_, doing) => settled("Released.", doing),
  tell: (records, doing) => `Released: ${wording(records, doing)}`,
};

/** @type {Post} */
export const reopenPromise = {
  find: promised,
  apply: (records, { params }) =>
    records.set("promises", params.promise, () => ({ kept_at: null, released_at: null })),
  onward: backToPerson,
  tell: (records, doing) => `Open again: ${wording(records, doing)}`,
};

/**
 * @param {Records} records @param {string} id @param {string | undefined} contactId
 * @param {boolean} mine @param {string | undefined} text @param {Day | undefined} due @param {Moment} now
 */
export function enterPromise(records, id, contactId, mine, text, due, now) {
  if (records.get("promises", id)) return;
  const stands = { made_at: now, kept_at: null, released_at: null };
  records.put("promises", { id, rev: 0, contact_id: contactId, mine, text, due_on: due || null, ...stands });
}

/** What is told of it, with the way back. @param {string} text @param {Doing} doing */
function settled(text, doing) {
  return { text, undo: `/promises/${doing.params.promise}/reopening`, back: nextPlace(doing, "") };
}

/** Whether the id is that of another promise. @param {Records} records @param {Doing} doing */
export function isOtherPromise(records, { id, params, data }) {
  const said = { mine: data.side !== "theirs", text: data.promised, due_on: data.due_on || null };
  return differs(records.get("promises", id), { contact_id: params.person, ...said });
}

/** @param {Records} records @param {Doing} doing */
function contact(records, { params }) {
  return records.get("contacts", params.person);
}

/** @param {Records} records @param {Doing} doing */
function promised(records, { params }) {
  return records.get("promises", params.promise);
}

/** @param {Records} _ @param {Doing} doing */
function toPromises(_, { params }) {
  return `/people/${params.person}#promises`;
}

/** @param {Records} records @param {Doing} doing */
function backToPerson(records, doing) {
  return nextPlace(doing, `/people/${promised(records, doing)?.contact_id}#promises`);
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function wording(records, doing) {
  return promised(records, doing)?.text ?? "a promise";
}
