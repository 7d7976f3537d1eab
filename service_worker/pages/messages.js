/** A message to one person: the twin of blueprints/followups/pages_messages.py. */
import { PART_LABELS, PARTS } from "../built/words.js";
import { channels } from "../channels.js";
import { draft, missing, whole } from "../drafting.js";
import { MessageForm, SendingForm } from "../forms/messages.js";
import { isOwed, meetingsWith } from "../lines.js";
import { latestFirst, sorted } from "../order.js";
import { alike, isParticular } from "../wording.js";
import * as words from "../words.js";
import * as contacts from "./contacts.js";
import { attendanceAt } from "./goals.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/**
 * A message to one person: its parts, and once they are kept, how to send it.
 * @param {Records} records @param {At} at @param {Shown} [form] @returns {Page | undefined}
 */
export function message(records, { params, now }, form) {
  const contact = records.get("contacts", params.person);
  if (!contact) return;
  const begun = draftTo(records, contact.id);
  const parts = begun ? partsOf(begun) : draft(noted(records, contact, meetingsWith(records, contact.id)[0], now));
  const fields = form ?? MessageForm.empty(parts);
  const context = {
    place: "followups",
    ...contacts.who(contact),
    href: `/people/${contact.id}`,
    action: begun ? `/messages/${begun.id}` : `/people/${contact.id}/messages`,
    parts: PARTS.map((part) => ({ label: PART_LABELS[part], field: fields[part] })),
    missing: missing(parts).map((part) => PART_LABELS[part]),
    writing: !begun || form !== undefined,
    kept: begun ? kept(records, contact, begun) : null,
  };
  return { template: "followups/message.html", context };
}

/** What is particular to somebody. @param {Records} records @param {Row} contact @returns {string[]} */
export function details(records, contact) {
  const texts = (/** @type {"promises" | "notes"} */ table) =>
    records.where(table, "contact_id", contact.id).map(({ text }) => text);
  const heard = records.where("meetings", "contact_id", contact.id).map((one) => one.heard);
  return [...heard, ...texts("promises"), ...texts("notes"), contact.card.looking_for, contact.card.can_help];
}

/** The message as it is sent. @param {Row} of @returns {string} */
export function textOf(of) {
  return of.line || whole(partsOf(of));
}

/**
 * A draft as it is read over, with the ways to send it and another that it reads like.
 * @param {Records} records @param {Row} contact @param {Row} of @param {Row | undefined} like
 */
export function howToSend(records, contact, of, like) {
  const text = textOf(of);
  const ways = channels(contact.ways, `${records.person.name}, Wellmet`, text);
  return {
    href: `/messages/${of.id}`,
    person: `/people/${contact.id}`,
    text,
    alike: like ? { name: records.get("contacts", like.contact_id)?.name ?? "", text: textOf(like) } : null,
    ways,
    sending: SendingForm.empty({ how: ways[0]?.kind ?? "" }),
    options: [...ways.map(({ kind, label }) => ({ value: kind, label })), { value: "", label: "Another way" }],
  };
}

/**
 * What was sent to anybody else, the latest first: messages in five parts, or lines.
 * @param {Records} records @param {string} contactId @param {boolean} [lines]
 */
export function sentToOthers(records, contactId, lines = false) {
  const sent = records.all("messages").filter((one) => one.sent_at !== null && isLine(one) === lines);
  const others = sent.filter(({ contact_id }) => contact_id !== contactId);
  return latestFirst(others, ({ sent_at, id }) => [sent_at, id]);
}

/** Whether it is one courteous line. @param {Row} of */
export function isLine({ meeting_id }) {
  return Boolean(meeting_id);
}

/** @param {Records} records @param {string} contactId @returns {Row | undefined} the draft that was begun last */
function draftTo(records, contactId) {
  const begun = records.where("messages", "contact_id", contactId).filter((one) => one.sent_at === null && !isLine(one));
  return latestFirst(begun, ({ written_at, id }) => [written_at, id])[0];
}

/** @param {Records} records @param {Row} contact @param {Row} of */
function kept(records, contact, of) {
  const like = sentToOthers(records, contact.id).find((one) => alike(own(of), own(one)));
  const particular = isParticular(textOf(of), details(records, contact));
  return { ...howToSend(records, contact, of, like), particular };
}

/** Everybody is told in the same words who writes. @param {Row} of */
function own(of) {
  return PARTS.filter((part) => part !== "who").map((part) => of[part]).join("\n");
}

/** @param {Row} of @returns {Record<string, string>} */
function partsOf(of) {
  return Object.fromEntries(PARTS.map((part) => [part, of[part]]));
}

/**
 * What a first draft is made of, where it is about a meeting.
 * @param {Records} records @param {Row} contact @param {Row | undefined} met @param {Moment} now
 */
export function noted(records, contact, met, now) {
  const { name, organisation, zone, lettering } = records.person;
  const all = [...(met ? [met] : []), ...meetingsWith(records, contact.id)];
  const owed = records.where("promises", "contact_id", contact.id).filter(isOwed);
  const ahead = contact.next_on && contact.next_on >= contacts.here(now, records.person);
  return {
    to: contact.name,
    me: name,
    organisation: organisation ?? "",
    event: met?.event_title ?? "",
    day: words.day(met?.met_at ?? contact.met_at, met?.event_zone || zone, lettering, now),
    heard: all.find(({ heard }) => heard)?.heard ?? "",
    promise: sorted(owed, ({ made_at, id }) => [made_at, id])[0]?.text ?? "",
    goal: goal(records, met),
    next_step: contact.next_step,
    next_day: ahead ? words.plainDay(contact.next_on, lettering) : "",
  };
}

/** @param {Records} records @param {Row | undefined} met @returns {string} */
function goal(records, met) {
  if (!met?.event_id || !["yes", "maybe"].includes(met.moves_goal)) return "";
  return attendanceAt(records, met.event_id)?.goal ?? "";
}
