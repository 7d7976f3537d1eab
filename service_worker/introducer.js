/** Who introduced somebody new: the twin of blueprints/contacts/introducer.py. */
import { INTRODUCER } from "./built/words.js";
import { fold } from "./folding.js";
import { withoutControls, words as parted } from "./forms/fields.js";
import { MOST_WORDS } from "./lines.js";
import { sorted } from "./order.js";
import * as words from "./words.js";

/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */

/** Whether there is anybody who could have introduced somebody. @param {Records} records */
export function hasPeople(records) {
  return kept(records).length > 0;
}

/** Whom a name may mean, by name. @param {Records} records @param {string} name @returns {Row[]} */
export function namesakes(records, name) {
  const wanted = name.toLowerCase();
  if (!wanted || [...name].length > INTRODUCER.longest || wanted !== withoutControls(wanted)) return [];
  const people = sorted(kept(records), ({ name, id }) => [name.toLowerCase(), id]);
  const same = people.filter(({ name }) => name.toLowerCase() === wanted);
  const parts = parted(name).slice(0, MOST_WORDS).map(fold);
  const found = same.length ? same : people.filter(({ name }) => parts.every((part) => fold(name).includes(part)));
  return found.slice(0, INTRODUCER.most);
}

/**
 * The id of who introduced them, if anybody, or what is wrong with what was said of it.
 * @param {Records} records @param {string} chosen @param {string} name @returns {{id: string | null, wrong: string}}
 */
export function introducer(records, chosen, name) {
  if (!name) {
    const isKnown = !chosen || records.get("contacts", chosen);
    return isKnown ? { id: chosen || null, wrong: "" } : { id: null, wrong: INTRODUCER.nobody };
  }
  const ids = namesakes(records, name).map(({ id }) => id);
  if (ids.includes(chosen)) return { id: chosen, wrong: "" };
  if (ids.length === 1) return { id: ids[0] ?? null, wrong: "" };
  return { id: null, wrong: ids.length ? INTRODUCER.several : INTRODUCER.nobody };
}

/** Several who may be meant, to choose from. @param {Records} records @param {string} name */
export function choices(records, name) {
  const found = namesakes(records, name);
  return found.length > 1 ? found.map((one) => choice(records, one)) : [];
}

/** @param {Records} records @param {Row} of */
function choice({ person }, { id, name, card, met_at }) {
  const met = `met ${words.day(met_at, person.zone, person.lettering)}`;
  return { value: id, name, line: [card.headline, card.organisation, met].filter(Boolean).join(", ") };
}

/** @param {Records} records */
function kept(records) {
  return records.all("contacts").filter(({ let_go_at }) => let_go_at === null);
}
