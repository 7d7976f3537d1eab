/** A next step with one person: the twin of blueprints/followups/pages_proposals.py. */
import { LENGTHS, PROPOSALS } from "../built/words.js";
import { channels } from "../channels.js";
import { daysAfter } from "../days.js";
import { ChoiceForm, ProposalForm } from "../forms/proposals.js";
import { MEDIA_TYPE } from "../icalendar.js";
import { meetingsWith } from "../lines.js";
import { latestFirst } from "../order.js";
import { forBoth, invitation, letter } from "../proposing.js";
import { guess } from "../zone_guess.js";
import { choices } from "../zone_choices.js";
import { toLocal } from "../zones.js";
import * as contacts from "./contacts.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").Download} Download */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/**
 * What to propose, and once that is said, what becomes of it.
 * @param {Records} records @param {At} at
 * @param {{form?: Shown, choice?: Shown}} [given] @returns {Page | undefined}
 */
export function proposal(records, { params, now }, { form, choice } = {}) {
  const contact = records.get("contacts", params.person);
  if (!contact) return;
  const latest = latestWith(records, contact.id);
  const stands = latest && isOpen(latest) ? latest : undefined;
  const fields = form ?? ProposalForm.empty(values(contact, stands, records.person, now));
  const context = {
    place: "followups",
    ...contacts.who(contact),
    href: `/people/${contact.id}`,
    action: stands ? `/proposals/${stands.id}` : `/people/${contact.id}/proposals`,
    form: fields,
    form_open: form !== undefined,
    kinds: Object.entries(PROPOSALS).map(([value, label]) => ({ value, label })),
    lengths: lengths(String(fields.minutes?.value)),
    zones: choices(String(fields.zone?.value)),
    stands: stands ? standing(records, stands, contact, now, choice) : null,
    called_off: latest ? calledOff(latest, records.person, now) : null,
  };
  return { template: "followups/proposal.html", context };
}

/** The invitation as a file, once a time was agreed on. @param {Records} records @param {At} at @returns {Download | undefined} */
export function file(records, { params }) {
  const of = records.get("proposals", params.proposal);
  if (!of?.chosen_at) return;
  const they = records.get("contacts", of.contact_id)?.name ?? "";
  return { file: invitation(of, records.person, they), type: MEDIA_TYPE, name: fileName(of) };
}

/** Whether it has neither happened nor been called off. @param {Row} of */
export function isOpen({ happened_at, cancelled_at }) {
  return happened_at === null && cancelled_at === null;
}

/** The open one; where there is none, the last. @param {Records} records @param {string} contactId @returns {Row | undefined} */
function latestWith(records, contactId) {
  const theirs = latestFirst(records.where("proposals", "contact_id", contactId), ({ proposed_at, id }) => [proposed_at, id]);
  return theirs.find(isOpen) ?? theirs[0];
}

/** The meeting whose checklist has the next step. @param {Records} records @param {Row} of @returns {Row | undefined} */
export function checked(records, of) {
  const meeting = meetingsWith(records, of.contact_id)[0];
  return meeting?.event_id ? meeting : undefined;
}

/** The next step of that checklist, if it was ever ended. @param {Records} records @param {Row} of @returns {Row | undefined} */
export function stepOf(records, of) {
  return records.where("steps", "meeting_id", checked(records, of)?.id ?? "").find(({ kind }) => kind === "next");
}

/** @param {Records} records @param {Row} of @param {Row} contact @param {Moment} now @param {Shown} [choice] */
function standing(records, of, contact, now, choice = ChoiceForm.empty()) {
  const [owner, meeting] = [records.person, checked(records, of)];
  const clocks = { mine: owner.zone, theirs: of.zone, lettering: owner.lettering };
  const text = letter(of, clocks, owner.name, contact.name);
  const ways = channels(contact.ways, PROPOSALS[of.kind], text);
  return {
    href: `/proposals/${of.id}`,
    kind: PROPOSALS[of.kind],
    place: of.place,
    minutes: of.minutes,
    times: of.moments.map((/** @type {Moment} */ at) => ({ value: at, told: forBoth(at, clocks), chosen: at === of.chosen_at })),
    chosen: of.chosen_at ? forBoth(of.chosen_at, clocks) : "",
    past: of.chosen_at !== null && of.chosen_at <= now,
    text,
    ways,
    choice,
    asking: meeting ? `/follow-ups/${meeting.id}/steps/next` : "",
    asked: Boolean(stepOf(records, of)?.state),
    file_name: fileName(of),
  };
}

/** @param {Row} of @param {Record<string, any>} owner @param {Moment} now */
function calledOff(of, owner, now) {
  if (of.cancelled_at === null || of.chosen_at === null || of.chosen_at <= now) return null;
  const clocks = { mine: owner.zone, theirs: of.zone, lettering: owner.lettering };
  return { href: `/proposals/${of.id}`, kind: PROPOSALS[of.kind], told: forBoth(of.chosen_at, clocks), file_name: fileName(of) };
}

/** @param {Row} contact @param {Row | undefined} of @param {Record<string, any>} owner @param {Moment} now */
function values(contact, of, owner, now) {
  if (!of) {
    const [first, second] = weekdays(daysAfter(contacts.here(now, owner), 1));
    const zone = guess(contact.card.phone, owner.zone);
    return { kind: "call", first: `${first}T10:00`, second: `${second}T15:00`, minutes: "30", zone };
  }
  const [first, second, third] = of.moments.map((/** @type {Moment} */ at) => toLocal(at, owner.zone));
  return { kind: of.kind, first, second, third, minutes: String(of.minutes), place: of.place, zone: of.zone };
}

/** The next two days on which people work. @param {Day} after */
function weekdays(after) {
  const days = [1, 2, 3, 4].map((ahead) => daysAfter(after, ahead));
  return days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay())).slice(0, 2);
}

/** @param {string} current */
function lengths(current) {
  const known = LENGTHS.map(String);
  const all = known.includes(current) || !current ? known : [current, ...known];
  return all.map((value) => ({ value, label: `${value} minutes` }));
}

/** @param {Row} of */
function fileName({ kind }) {
  return `${kind}.ics`;
}
