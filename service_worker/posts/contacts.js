/** What people do about those they met: the twin of blueprints/contacts. */
import { nextPlace } from "../access.js";
import { CardForm, cardOf, NewPersonForm } from "../forms/card.js";
import { ListenForm, NextForm } from "../forms/contacts.js";
import { NO_RHYTHM } from "../forms/touches.js";
import { derived } from "../ids.js";
import { introducer } from "../introducer.js";
import { meetingsWith } from "../lines.js";
import * as pages from "../pages/contacts.js";
import { metAt, SHARED } from "../pages/met_where.js";
import { ways } from "../reach.js";
import { differs } from "../records.js";
import { past } from "./planned.js";
import { enterPromise, isOtherPromise } from "./promises.js";

/** @typedef {import("../card.js").Card} Card */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const writingDown = {
  form: NewPersonForm,
  meets: true,
  refuse: (records, doing) => {
    const { wrong } = through(records, doing);
    if (!wrong) return;
    const { introducer, ...others } = doing.shown;
    return { ...others, introducer: { name: "introducer", value: introducer?.value, error: wrong } };
  },
  again: (records, doing, form) => pages.writeDown(records, doing, form),
  meant: (records, doing) => meaning(through(records, doing)),
  taken: (records, { id, data }) => differs(records.get("contacts", id), { card: cardOf(data) }),
  apply: (records, doing) => {
    const id = introducedBy(records, doing);
    const { source = "", event = "" } = doing.data;
    const met = metAt(records, source, event, doing.now);
    add(records, doing.id, cardOf(doing.data), id ? "introduced" : keptSource(source), doing.now, met, id);
  },
  onward: (_, { id }) => `/people/${id}/listening`,
  tell: (_, { data }) => `Write ${data.name} down`,
};

/** @type {Post} */
export const editingPerson = {
  form: CardForm,
  find: contact,
  again: (records, doing, form) => pages.editPerson(records, doing, form),
  apply: (records, { params, data }) => edit(records, params.person, cardOf(data)),
  onward: toPerson,
  tell: (_, { data }) => `${data.name}’s card`,
};

/** @type {Post} */
export const listening = {
  form: ListenForm,
  find: latestMeeting,
  again: (records, doing, form) => pages.listen(records, doing, form),
  taken: isOtherPromise,
  apply: (records, doing) => {
    const { id, params, data, now } = doing;
    listen(records, latestMeeting(records, doing)?.id, data.heard, data.moves_goal, now);
    if (data.promised) enterPromise(records, id, params.person, true, data.promised, data.due_on, now);
  },
  onward: toPerson,
  tell: (records, doing) => `What you heard from ${name(records, doing)}`,
};

/** @type {Post} */
export const letGo = {
  find: contact,
  apply: (records, { params, now }) => setLetGo(records, params.person, now),
  onward: (_, doing) => nextPlace(doing, "/people"),
  say: (records, doing) => ({
    text: `Let go. ${name(records, doing)} will not be told.`,
    undo: `${toPerson(records, doing)}/return`,
    back: nextPlace(doing, ""),
  }),
  tell: (records, doing) => `Let ${name(records, doing)} go`,
};

/** @type {Post} */
export const takeBack = {
  find: contact,
  apply: (records, { params }) => setTakenBack(records, params.person),
  onward: (records, doing) => nextPlace(doing, toPerson(records, doing)),
  tell: (records, doing) => `Take ${name(records, doing)} back`,
};

/** @type {Post} */
export const planNext = {
  form: NextForm,
  find: contact,
  refuse: (records, doing) => past(records, doing, contact(records, doing), "next_on"),
  again: (records, doing, next) => pages.person(records, doing, { next }),
  apply: (records, { params, data }) => setNext(records, params.person, data.next_step, data.next_on),
  onward: (records, doing) => `${toPerson(records, doing)}#next`,
  tell: (records, doing) => `What comes next with ${name(records, doing)}`,
};

/**
 * Somebody met at that moment, unless they are known by that id.
 * @param {Records} records @param {string} id @param {Card} card @param {string} source @param {Moment} now
 * @param {Row | undefined} event where they were met @param {string | null} [through] who introduced them
 */
export function add(records, id, card, source, now, event, through = null) {
  if (records.get("contacts", id)) return;
  const known = { name: card.name, card, photo: "", ways: ways(card) };
  const kept = { room_kept_at: null, introduced_by: through };
  const ahead = { next_step: "", next_on: null, ...NO_RHYTHM, let_go_at: null, ...kept };
  records.put("contacts", { id, rev: 0, ...known, source, met_at: now, ...ahead });
  addMeeting(records, id, id, event, now);
}

/**
 * @param {Records} records @param {string} actId of whose id its own follows @param {string} contactId
 * @param {Row | undefined} event @param {Moment} now
 */
export function addMeeting(records, actId, contactId, event, now) {
  records.put("meetings", {
    id: derived(actId, "meeting"),
    rev: 0,
    contact_id: contactId,
    ...placed(event),
    met_at: now,
    heard: "",
    moves_goal: "",
    listened_at: null,
    focus: "",
  });
}

/** Where a meeting was. @param {Row | undefined} event */
export function placed(event) {
  return { event_id: event?.id ?? null, event_title: event?.title ?? "", event_zone: event?.zone ?? "" };
}

/** @param {Records} records @param {string | undefined} id @param {Card} card */
function edit(records, id, card) {
  records.set("contacts", id, () => ({ name: card.name, card, ways: ways(card) }));
}

/** @param {Records} records @param {string | undefined} id @param {Moment} now */
export function setLetGo(records, id, now) {
  records.set("contacts", id, ({ let_go_at }) => ({ let_go_at: let_go_at ?? now }));
}

/** @param {Records} records @param {string | undefined} id */
export function setTakenBack(records, id) {
  records.set("contacts", id, () => ({ let_go_at: null }));
}

/** @param {Records} records @param {string | undefined} id @param {string} [step] @param {Day} [on] */
export function setNext(records, id, step = "", on = "") {
  records.set("contacts", id, () => ({ next_step: step, next_on: on || null }));
}

/**
 * What was there stays where nothing is said.
 * @param {Records} records @param {string | undefined} meetingId
 * @param {string | undefined} heard @param {string | undefined} moves @param {Moment} now
 */
function listen(records, meetingId, heard, moves, now) {
  records.set("meetings", meetingId, (meeting) => ({
    heard: heard || meeting.heard,
    moves_goal: moves || meeting.moves_goal,
    listened_at: meeting.listened_at ?? now,
  }));
}

/** @param {Records} records @param {Doing} doing */
function through(records, { data }) {
  return introducer(records, data.introduced_by ?? "", data.introducer ?? "");
}

/** @param {{id: string | null}} introducer @returns {Record<string, string>} */
function meaning({ id }) {
  return id ? { introduced_by: id } : {};
}

/** Who introduced somebody who was kept: whoever was meant then. @param {Records} records @param {Doing} doing */
function introducedBy(records, doing) {
  return records.get("contacts", doing.data.introduced_by)?.id ?? through(records, doing).id;
}

/** @param {string} said */
function keptSource(said) {
  return said === "vcard" || said === SHARED ? "vcard" : "typed";
}

/** @param {Records} records @param {Doing} doing */
function contact(records, { params }) {
  return records.get("contacts", params.person);
}

/** @param {Records} records @param {Doing} doing */
function latestMeeting(records, { params }) {
  return meetingsWith(records, params.person ?? "")[0];
}

/** @param {Records} _ @param {Doing} doing */
function toPerson(_, { params }) {
  return `/people/${params.person}`;
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}
