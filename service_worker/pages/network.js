/** Wide and deep, the network as a picture: the twin of blueprints/contacts/network.py. */
import { STAGE_ABOUT, STAGE_LABELS, STAGES } from "../built/words.js";
import { depth, lastOn } from "../depth.js";
import { sorted } from "../order.js";
import { standings } from "../standings.js";
import { described, HIGH, strata, WIDE } from "../strata.js";
import { why } from "../why.js";
import { here, who } from "./contacts.js";

/** @typedef {import("../depth.js").Depth} Depth */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../standings.js").Standing} Standing */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {Standing & {found: Depth}} Stood */

const SHOWN = 5;
const UNFOLDED = 50;

/** @param {Records} records @param {At} at @returns {Page} */
export function network(records, { now }) {
  const today = here(now, records.person);
  const stood = sorted(standings(records).map((one) => ({ ...one, found: depth(one.facts) })), latestFirst);
  const on = (/** @type {string} */ stage) => stood.filter(({ found }) => found.stage === stage);
  const byStage = Object.fromEntries(STAGES.map((/** @type {string} */ stage) => [stage, on(stage)]));
  const people = Object.fromEntries(Object.entries(byStage).map(([stage, of]) => [stage, of.length]));
  const deepestFirst = [...STAGES].reverse().filter((stage) => people[stage]);
  const context = {
    place: "people",
    wide: WIDE,
    high: HIGH,
    bars: strata(people),
    described: described(people),
    stages: deepestFirst.map((stage) => shown(stage, byStage[stage] ?? [], records, today)),
  };
  return { template: "contacts/network.html", context };
}

/** @param {string} stage @param {Stood[]} stood @param {Records} records @param {Day} today */
function shown(stage, stood, records, today) {
  const rows = stood.slice(0, SHOWN + UNFOLDED).map((one) => row(one, records, today));
  return {
    name: stage,
    label: STAGE_LABELS[stage],
    about: STAGE_ABOUT[stage],
    people: rows.slice(0, SHOWN),
    others: rows.slice(SHOWN),
    all_shown: stood.length <= SHOWN + UNFOLDED,
  };
}

/** @param {Stood} of @param {Records} records @param {Day} today */
function row({ contact, found }, records, today) {
  return { ...who(contact), href: `/people/${contact.id}`, note: why(found, records, today), pill: "" };
}

/** @param {Stood} of */
function latestFirst({ contact, facts }) {
  const last = lastOn(facts);
  return [last ? -Date.parse(last) : Number.MAX_SAFE_INTEGER, contact.card.name, contact.id];
}
