/** How two people are in touch, as the person's page shows it: the twin of contacts/in_touch.py. */
import { EVERY, WHO } from "../built/words.js";
import { cadence } from "../cadence.js";
import { RhythmForm, TouchForm } from "../forms/touches.js";
import { meetingsWith } from "../lines.js";
import { sorted } from "../order.js";
import * as words from "../words.js";
import { dayIn } from "../zones.js";

/** @typedef {import("../cadence.js").Cadence} Cadence */
/** @typedef {import("../cadence.js").Rhythm} Rhythm */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

const RECENT = 5;

/**
 * What has been between them since they met, and when to write again.
 * @param {Records} records @param {Row} contact @param {Day} today
 * @param {{touch?: Shown, rhythm?: Shown}} given
 */
export function inTouch(records, contact, today, given) {
  const { lettering } = records.person;
  const stands = cadenceOf(records, contact);
  const wish = still(rhythmOf(contact), stands);
  const latestFirst = touchesWith(records, contact.id).reverse().map((one) => touch(one, today, lettering));
  return {
    stands: stands ? standing(stands, today, lettering) : "",
    recent: latestFirst.slice(0, RECENT),
    before: latestFirst.slice(RECENT),
    rhythm: rhythmInWords(wish, lettering),
    rhythms: [
      { value: "", label: "As it comes" },
      ...Object.entries(EVERY).map(([value, label]) => ({ value, label })),
    ],
    touch_form: given.touch ?? TouchForm.empty({ who: "they" }),
    touch_open: given.touch !== undefined,
    rhythm_form: given.rhythm ?? RhythmForm.empty({ rhythm: name(wish), rhythm_on: wish.on }),
    rhythm_open: given.rhythm !== undefined,
  };
}

/**
 * When to be in touch again; nothing before the first time, unless a rhythm is set. One courteous line does not begin it.
 * @param {Records} records @param {Row} contact @returns {Cadence | undefined}
 */
export function cadenceOf(records, contact) {
  const touches = touchesWith(records, contact.id);
  const rhythm = rhythmOf(contact);
  if (!rhythm.on && !name(rhythm) && touches.every(({ how }) => how === "line")) return;
  return cadence(contacted(records, contact, touches), rhythm);
}

/** What is noted at the very moment of the swap comes after it. @param {Records} records @param {Row} contact @param {Row[]} touches */
function contacted(records, contact, touches) {
  const met = meetingsWith(records, contact.id).map(({ id, met_at }) => {
    return { on: dayIn(records.person.zone, met_at), at: met_at, then: 0, id, who: "both" };
  });
  const touched = touches.map(({ id, touched_on, noted_at, who }) => ({ on: touched_on, at: noted_at, then: 1, id, who }));
  return sorted([...met, ...touched], ({ on, at, then, id }) => [on, at, then, id]);
}

/** Where two people stand, in a sentence or two. @param {Cadence} of @param {Day} today @param {any} lettering */
export function standing(of, today, lettering) {
  const [last, due] = [words.due(of.last_on, today, lettering), words.due(of.due_on, today, lettering)];
  if (of.turn === "me") return `They wrote ${last}. It is your turn.`;
  if (of.turn === "they" && of.due_on > today) return `You wrote ${last}. Leave it with them until ${due}.`;
  if (of.turn === "they") return `You wrote ${last}. A short word is fine again.`;
  const talked = `You were in touch ${last}.`;
  return of.due_on > today ? `${talked} Next: ${due}.` : `${talked} Time for a word.`;
}

/** @param {Rhythm} of @param {any} lettering */
function rhythmInWords(of, lettering) {
  return of.on ? `Your day: ${words.plainDay(of.on, lettering)}` : (EVERY[name(of)] ?? "");
}

/** One time they were in touch. @param {Row} of @param {Day} today @param {any} lettering */
function touch({ id, who, text, touched_on }, today, lettering) {
  return { href: `/touches/${id}`, who: WHO[who], text, when: words.due(touched_on, today, lettering) };
}

/** In the order in which they happened. @param {Records} records @param {string} contactId */
export function touchesWith(records, contactId) {
  const stand = records.where("touches", "contact_id", contactId).filter(({ removed_at }) => removed_at === null);
  return sorted(stand, ({ touched_on, noted_at, id }) => [touched_on, noted_at, id]);
}

/** A row that the phone has had since before there were rhythms has none. @param {Row} contact @returns {Rhythm} */
function rhythmOf({ rhythm_every: every = 0, rhythm_unit: unit = "", rhythm_on: on = null }) {
  return { every, unit, on };
}

/** What is wished now: a day that was set counts once. @param {Rhythm} of @param {Cadence | undefined} stands @returns {Rhythm} */
function still(of, stands) {
  return stands && of.on && of.on <= stands.last_on ? { ...of, on: null } : of;
}

/** @param {Rhythm} of */
function name({ every, unit }) {
  return every ? `${every}-${unit}` : "";
}
