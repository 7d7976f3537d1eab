/** Those one keeps in touch with, and why: the twin of blueprints/contacts/keeping_warm.py. */
import { isOwed, line } from "../lines.js";
import { least, sorted } from "../order.js";
import { SOME_DAY } from "../queue.js";
import { keepWarm } from "../warm.js";
import * as contacts from "./contacts.js";
import { cadenceOf, standing, touchesWith } from "./in_touch.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** The few to be in touch with now, as rows of a list. @param {Records} records @param {Moment} now */
export function warm(records, now) {
  const today = contacts.here(now, records.person);
  const people = records.all("contacts").filter(({ let_go_at }) => let_go_at === null);
  const found = keepWarm(people.map((contact) => kept(records, contact)), today);
  return found.map(({ one, why }) => ({
    ...contacts.row(line(records, one.contact, ""), records.person, now),
    note: inWords(records, one, why, today),
  }));
}

/** @param {Records} records @param {Row} contact */
function kept(records, contact) {
  const written = touchesWith(records, contact.id).filter(({ who }) => who !== "they");
  return {
    id: contact.id,
    name: contact.name,
    contact,
    owed_on: least(owed(records, contact).map(({ due_on }) => due_on)),
    owed_since: owedSince(records, contact),
    next_on: contact.next_on,
    cadence: cadenceOf(records, contact),
    written_on: written.at(-1)?.touched_on ?? null,
  };
}

/**
 * @param {Records} records @param {ReturnType<typeof kept>} one @param {string} why @param {Day} today
 * @returns {string}
 */
function inWords(records, { contact, cadence }, why, today) {
  if (why === "promise") {
    const ripe = owed(records, contact).filter(({ due_on }) => due_on === null || due_on <= today);
    const first = sorted(ripe, ({ due_on, made_at, id }) => [due_on ?? SOME_DAY, made_at, id])[0];
    return `You promised: ${first?.text}`;
  }
  if (why === "step") return `You planned: ${contact.next_step}`;
  return cadence ? standing(cadence, today, records.person.lettering) : "";
}

/** @param {Records} records @param {Row} contact @returns {Day | null} */
function owedSince(records, contact) {
  const made = owed(records, contact).filter(({ due_on }) => due_on === null);
  const first = least(made.map(({ made_at }) => made_at));
  return first && contacts.here(first, records.person);
}

/** @param {Records} records @param {Row} contact */
function owed(records, contact) {
  return records.where("promises", "contact_id", contact.id).filter(isOwed);
}
