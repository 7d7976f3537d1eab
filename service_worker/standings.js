/** How everybody who is kept stands: the twin of blueprints/contacts/standings.py. */
import { unlessUnchanged } from "./unchanged.js";
import { dayIn } from "./zones.js";

/** @typedef {import("./depth.js").Fact} Fact */
/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */
/** @typedef {{contact: Row, facts: Fact[], moves: string[], i_owe: boolean, they_owe: boolean}} Standing */

/**
 * The day of a meeting, or of a kept promise, by its row: a calendar takes its time, for hundreds of them.
 * @type {WeakMap<Row, {zone: string, on: string}>}
 */
const days = new WeakMap();

/** @type {ReturnType<typeof unlessUnchanged<[Records, Row[]], Standing[]>>} */
const found = unlessUnchanged((records, kept) => kept.map((contact) => standing(records, contact)));

/** Everybody who is not let go. @param {Records} records @returns {Standing[]} */
export function standings(records) {
  const kept = records.all("contacts").filter(({ let_go_at }) => let_go_at === null);
  const [first, ...others] = kept;
  if (!first) return [];
  const told = [...records.all("meetings"), ...records.all("promises"), ...records.all("touches")];
  return found([first, ...others, ...told, records.person.zone], records, kept);
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
    ...met.map((row) => ({ kind: "met", on: day(row, row.met_at, records) })),
    ...touches.map(({ who, touched_on }) => ({ kind: who, on: touched_on })),
    ...kept.map((row) => ({ kind: row.mine ? "gave" : "got", on: day(row, row.kept_at, records) })),
  ];
}

/** @param {Row} row @param {Moment} moment its own @param {Records} records */
function day(row, moment, { person: { zone } }) {
  const known = days.get(row);
  if (known && known.zone === zone) return known.on;
  const on = dayIn(zone, moment);
  days.set(row, { zone, on });
  return on;
}
