/** How everybody who is kept stands: the twin of blueprints/contacts/standings.py. */
import { toLocal } from "./zones.js";

/** @typedef {import("./depth.js").Fact} Fact */
/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */
/** @typedef {{contact: Row, facts: Fact[], moves: string[], i_owe: boolean, they_owe: boolean}} Standing */

/** Everybody who is not let go. @param {Records} records */
export function standings(records) {
  return records.all("contacts").filter(({ let_go_at }) => let_go_at === null).map((contact) => standing(records, contact));
}

/** @param {Records} records @param {Row} contact @returns {Standing} */
export function standing(records, contact) {
  const met = records.where("meetings", "contact_id", contact.id);
  const promises = records.where("promises", "contact_id", contact.id);
  const open = promises.filter(({ kept_at, released_at }) => kept_at === null && released_at === null);
  return {
    contact,
    facts: facts(records, contact, met, promises),
    moves: met.map(({ moves_goal }) => moves_goal),
    i_owe: open.some(({ mine }) => mine),
    they_owe: open.some(({ mine }) => !mine),
  };
}

/** @param {Records} records @param {Row} contact @param {Row[]} met @param {Row[]} promises @returns {Fact[]} */
function facts(records, contact, met, promises) {
  const touches = records.where("touches", "contact_id", contact.id).filter(({ removed_at }) => removed_at === null);
  const kept = promises.filter(({ kept_at }) => kept_at !== null);
  return [
    ...met.map(({ met_at }) => ({ kind: "met", on: day(met_at, records) })),
    ...touches.map(({ who, touched_on }) => ({ kind: who, on: touched_on })),
    ...kept.map(({ mine, kept_at }) => ({ kind: mine ? "gave" : "got", on: day(kept_at, records) })),
  ];
}

/** @param {Moment} moment @param {Records} records */
function day(moment, { person }) {
  return toLocal(moment, person.zone).slice(0, 10);
}
