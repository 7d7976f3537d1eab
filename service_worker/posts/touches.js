/** Being in touch: the twin of blueprints/contacts/routes_touches.py. */
import { nextPlace } from "../access.js";
import { chosen, RhythmForm, TouchForm } from "../forms/touches.js";
import * as pages from "../pages/contacts.js";
import { differs } from "../records.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const logTouch = {
  form: TouchForm,
  find: contact,
  refuse: (records, doing) => {
    if ((doing.data.touched_on ?? "") <= pages.here(doing.now, records.person)) return;
    const { touched_on, ...others } = doing.shown;
    return { ...others, touched_on: { name: "touched_on", value: touched_on?.value, error: "That day is yet to come." } };
  },
  again: (records, doing, touch) => pages.person(records, doing, { touch }),
  taken: (records, doing) => {
    const { id, params, data } = doing;
    const said = { who: data.who, text: data.text, touched_on: dayOf(records, doing) };
    return differs(records.get("touches", id), { contact_id: params.person, ...said });
  },
  apply: (records, doing) => {
    const { id, params, data, now } = doing;
    const what = { who: data.who ?? "", how: "", text: data.text ?? "", on: dayOf(records, doing) };
    enterTouch(records, id, params.person, what, now);
  },
  onward: toTouches,
  tell: (records, doing) => `In touch with ${name(records, doing)}`,
};

/** @type {Post} */
export const removeTouch = {
  find: touch,
  apply: (records, { params, now }) => setTouchRemoved(records, params.touch, now),
  onward: backToPerson,
  say: (_, { params }) => ({ text: "Removed.", undo: `/touches/${params.touch}/restoration` }),
  tell: () => "Remove a time you were in touch",
};

/** @type {Post} */
export const restoreTouch = {
  find: touch,
  apply: (records, { params }) => setTouchRestored(records, params.touch),
  onward: backToPerson,
  tell: () => "You were in touch after all",
};

/** @type {Post} */
export const keepRhythm = {
  form: RhythmForm,
  find: contact,
  again: (records, doing, rhythm) => pages.person(records, doing, { rhythm }),
  apply: (records, { params, data }) => records.set("contacts", params.person, () => chosen(data)),
  onward: toTouches,
  tell: (records, doing) => `How often to be in touch with ${name(records, doing)}`,
};

/**
 * @param {Records} records @param {string} id @param {string | undefined} contactId
 * @param {{who: string, how: string, text: string, on: Day}} what @param {Moment} now
 */
function enterTouch(records, id, contactId, { on, ...what }, now) {
  if (records.get("touches", id)) return;
  const noted = { touched_on: on, noted_at: now, removed_at: null };
  records.put("touches", { id, rev: 0, contact_id: contactId, ...what, ...noted });
}

/**
 * That they were in touch follows from something else. What was taken back did not happen then: said
 * again, it happened now, and maybe otherwise.
 * @param {Records} records @param {string} id @param {string | undefined} contactId
 * @param {{who: string, how: string, text: string, on: Day}} what @param {Moment} now
 */
export function followTouch(records, id, contactId, what, now) {
  enterTouch(records, id, contactId, what, now);
  const said = { touched_on: what.on, how: what.how, noted_at: now, removed_at: null };
  records.set("touches", id, ({ removed_at }) => (removed_at ? said : {}));
}

/** @param {Records} records @param {string | undefined} id @param {Moment} now */
export function setTouchRemoved(records, id, now) {
  records.set("touches", id, ({ removed_at }) => ({ removed_at: removed_at ?? now }));
}

/** @param {Records} records @param {string | undefined} id */
export function setTouchRestored(records, id) {
  records.set("touches", id, () => ({ removed_at: null }));
}

/** The day on which it was: today, where none is given. @param {Records} records @param {Doing} doing @returns {Day} */
function dayOf(records, { data, now }) {
  return data.touched_on || pages.here(now, records.person);
}

/** @param {Records} records @param {Doing} doing */
function contact(records, { params }) {
  return records.get("contacts", params.person);
}

/** @param {Records} records @param {Doing} doing */
function touch(records, { params }) {
  return records.get("touches", params.touch);
}

/** @param {Records} _ @param {Doing} doing */
function toTouches(_, { params }) {
  return `/people/${params.person}#touch`;
}

/** @param {Records} records @param {Doing} doing */
function backToPerson(records, doing) {
  return nextPlace(doing, `/people/${touch(records, doing)?.contact_id}#touch`);
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}
