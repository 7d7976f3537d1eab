/** People: finding them, and what was said and promised: the twin of blueprints/contacts. */
import { balance } from "../balance.js";
import { CHANNELS, LABELS, SOURCES } from "../built/words.js";
import * as facts from "../facts.js";
import { CardForm, cardValues, NewPersonForm } from "../forms/card.js";
import { ListenForm, MovingForm, NextForm, NoteForm, PromiseForm } from "../forms/contacts.js";
import { oneLine, withoutControls } from "../forms/fields.js";
import { byName, meetingsWith, PAGE } from "../lines.js";
import { latestFirst, least, sorted } from "../order.js";
import { SOME_DAY } from "../queue.js";
import { quote } from "../quoting.js";
import * as words from "../words.js";
import { choices, hasPeople } from "../introducer.js";
import { dayIn } from "../zones.js";
import { standingOf } from "../why.js";
import { inTouch } from "./in_touch.js";
import { asks, asksBeside } from "./room.js";
import { introduced } from "./introduced.js";
import { eventAsked } from "./met_where.js";
import { mightHelp } from "./might_help.js";

/** @typedef {import("../twin.js").Asked} Asked */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../lines.js").Line} Line */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {Record<string, any>} Person */

const LONGEST_QUERY = 80;
/** @type {Record<string, string>} */
const MOVES = { yes: "Moves your goal", maybe: "May move your goal" };
const ASKED_MOVES = [
  { value: "yes", label: "Yes" },
  { value: "maybe", label: "Maybe" },
  { value: "no", label: "No" },
];

/** @param {Records} records @param {Asked} asked */
export function people(records, asked) {
  return peoplePage(records, asked, false);
}

/** @param {Records} records @param {Asked} asked */
export function peopleLetGo(records, asked) {
  return peoplePage(records, asked, true);
}

/** @param {Records} records @param {At} _at @param {Shown} [form] */
export function writeDown(records, { now }, form = NewPersonForm.empty()) {
  const [source, said] = [form.source?.value || "typed", form.event?.value];
  const page = personForm(form, "Write somebody down", "/people", "/people", source);
  const introducer = NewPersonForm.fields.introducer?.parse(form.introducer?.value ?? "") ?? "";
  const event = eventAsked(records, source, now, said);
  const asked = { asks_introducer: hasPeople(records), namesakes: choices(records, introducer), event };
  return { ...page, context: { ...page.context, ...asked } };
}

/**
 * Everything the person knows of somebody they met.
 * @param {Records} records @param {At} at
 * @param {Record<string, Shown | undefined>} [given] forms, by their names
 * @returns {Page | undefined}
 */
export function person(records, { params, now }, given = {}) {
  const contact = contactOf(records, params);
  if (!contact) return;
  const owner = records.person;
  const today = here(now, owner);
  const context = {
    place: "people",
    href: `/people/${contact.id}`,
    ...who(contact),
    depth: standingOf(records, contact, today),
    let_go: contact.let_go_at !== null,
    unverified: contact.source === "return",
    met: meetingsWith(records, contact.id).map((one) => meeting(one, owner, now)),
    source: SOURCES[contact.source] ?? "",
    ...introduced(records, contact, now),
    ways: waysTo(contact),
    in_touch: inTouch(records, contact, today, given),
    ...ledger(records, contact, today, given),
    balance: balance(records.where("promises", "contact_id", contact.id)),
    notes: notesOn(records, contact, now),
    also_noted: facts.shown(records.where("earlier", "contact_id", contact.id), owner, now),
    next_step: contact.next_step,
    next_due: contact.next_on ? words.due(contact.next_on, today, owner.lettering) : "",
    note_form: given.note ?? NoteForm.empty(),
    promise_form: given.promise ?? PromiseForm.empty({ side: "mine" }),
    promise_open: given.promise !== undefined,
    next_form: given.next ?? NextForm.empty(contact),
    next_open: given.next !== undefined,
    pair: mightHelp(records, contact, now),
    ask_room: asksBeside(records, contact, now),
  };
  return { template: "contacts/person.html", context };
}

/** @param {Records} records @param {At} at @param {Shown} [form] */
export function editPerson(records, { params }, form) {
  const contact = contactOf(records, params);
  if (!contact) return;
  const href = `/people/${contact.id}`;
  return personForm(form ?? CardForm.empty(cardValues(contact.card)), "Correct the card", href, href);
}

/**
 * The three questions right after a swap.
 * @param {Records} records @param {At} at @param {Shown} [form] @returns {Page | undefined}
 */
export function listen(records, { params }, form) {
  const contact = contactOf(records, params);
  const meeting = contact && meetingsWith(records, contact.id)[0];
  if (!meeting) return;
  const context = {
    place: "swap",
    ...who(contact),
    form: form ?? ListenForm.empty({ heard: meeting.heard, moves_goal: meeting.moves_goal }),
    action: `/people/${contact.id}/listening`,
    href: `/people/${contact.id}`,
    moves: ASKED_MOVES,
  };
  return { template: "contacts/listening.html", context };
}

/**
 * The form that writes somebody down, or corrects what is known.
 * @param {Shown} form @param {string} heading @param {string} action @param {string} back
 * @param {string} [source]
 * @returns {Page}
 */
export function personForm(form, heading, action, back, source = "typed") {
  const preferred = CHANNELS.map((channel) => ({ value: channel, label: LABELS[channel] }));
  const channels = [{ value: "", label: "I do not know" }, ...preferred];
  const asked = { asks_introducer: false, namesakes: [], event: null };
  return {
    template: "contacts/person_form.html",
    context: { place: "people", form, heading, source, action, back, channels, held: 1, ...asked },
  };
}

/**
 * Somebody in a list: what they said, and whether something is due; nothing once let go.
 * @param {Line} of @param {Person} owner @param {Moment} now
 */
export function row({ contact, heard, owed_on }, owner, now) {
  const today = here(now, owner);
  const due = contact.let_go_at === null ? least([owed_on, contact.next_on]) : null;
  return {
    ...who(contact),
    href: `/people/${contact.id}`,
    note: heard || contact.card.headline,
    pill: dueWords(due, today, owner),
    pill_look: due !== null && due <= today ? "late" : "due",
  };
}

/** A face and a name; another photo gets another address. @param {Row} contact */
export function who({ id, card, photo }) {
  return {
    name: card.name,
    initials: words.initials(card.name),
    photo: photo ? `/people/${id}/photo.jpg?v=${photo}` : "",
    line: [card.headline, card.organisation].filter(Boolean).join(", "),
    looking_for: card.looking_for,
    can_help: card.can_help,
  };
}

/** When and where two people met, and what was heard. @param {Row} of @param {Person} owner @param {Moment} now */
export function meeting(of, owner, now) {
  const zone = of.event_zone || owner.zone;
  const day = words.day(of.met_at, zone, owner.lettering, now);
  const hour = words.hour(of.met_at, zone, owner.lettering);
  return {
    event: of.event_title,
    event_href: of.event_id ? `/events/${of.event_id}` : "",
    when: `${day}, ${hour}`,
    heard: of.heard,
    moves_goal: MOVES[of.moves_goal] ?? "",
  };
}

/** How to reach somebody. @param {Row} contact @returns {{label: string, shown: string, href: string}[]} */
function waysTo({ ways }) {
  return ways.map((/** @type {import("../reach.js").Way} */ { label, shown, href }) => ({ label, shown, href }));
}

/**
 * What is promised between two people.
 * @param {Records} records @param {Row} contact @param {Day} today
 * @param {Record<string, Shown | undefined>} [given] forms, by their names
 */
export function ledger(records, contact, today, given = {}) {
  const made = records.where("promises", "contact_id", contact.id);
  const promises = sorted(made, ({ made_at, id }) => [made_at, id]).map((one) =>
    promise(one, today, records.person, given[`moving-${one.id}`]),
  );
  return {
    i_owe: promises.filter(({ mine, open }) => mine && open),
    they_owe: promises.filter(({ mine, open }) => !mine && open),
    settled: promises.filter(({ open }) => !open),
  };
}

/** Today's date where the person is. @param {Moment} now @param {Person} owner @returns {Day} */
export function here(now, owner) {
  return dayIn(owner.zone, now);
}

/**
 * A page of people, by name.
 * @param {Records} records @param {Asked} asked @param {boolean} letGo @returns {Page}
 */
function peoplePage(records, { query, now }, letGo) {
  const asked = oneLine(withoutControls(query.get("q") ?? ""));
  const text = [...asked].slice(0, LONGEST_QUERY).join("");
  const skip = whole(query.get("skip"));
  const found = byName(records, text, letGo, skip);
  const context = {
    place: "people",
    people: found.slice(0, PAGE).map((line) => row(line, records.person, now)),
    query: text,
    let_go: letGo,
    all_let_go: !found.length && !text && !letGo && byName(records, "", true, 0).length > 0,
    ask_room: !letGo && asks(records, now),
    more: found.length > PAGE ? `?q=${quote(text)}&skip=${skip + PAGE}` : "",
  };
  return { template: "contacts/people.html", context };
}

/** A line of the ledger. @param {Row} of @param {Day} today @param {Person} owner @param {Shown} [moving] */
export function promise(of, today, owner, moving = MovingForm.empty(of)) {
  return {
    id: of.id,
    href: `/promises/${of.id}`,
    mine: of.mine,
    text: of.text,
    open: of.kept_at === null && of.released_at === null,
    due: of.due_on ? words.due(of.due_on, today, owner.lettering) : "",
    moving,
    late: of.due_on !== null && of.due_on <= today,
    ended: of.kept_at ? "kept" : of.released_at ? "released" : "",
  };
}

/** The notes on somebody with their days, the latest first. @param {Records} records @param {Row} contact @param {Moment} now */
function notesOn(records, contact, now) {
  const { zone, lettering } = records.person;
  const notes = records.where("notes", "contact_id", contact.id);
  return latestFirst(notes, ({ written_at, id }) => [written_at, id]).map(({ id, text, written_at }) => ({
    href: `/notes/${id}`,
    text,
    begins: words.beginning(text),
    when: words.day(written_at, zone, lettering, now),
  }));
}

/** @param {Records} records @param {Record<string, string>} params */
function contactOf(records, params) {
  return records.get("contacts", params.person ?? "");
}

/** @param {Day | null} due @param {Day} today @param {Person} owner */
function dueWords(due, today, owner) {
  if (due === null) return "";
  return due === SOME_DAY ? "you owe" : words.due(due, today, owner.lettering);
}

/** A number of people to skip, as Python reads it. @param {string | null} text */
function whole(text) {
  const digits = /^\s*\+?(\d+(?:_\d+)*)\s*$/.exec(text ?? "")?.[1] ?? "0";
  return Number(digits.replaceAll("_", ""));
}
