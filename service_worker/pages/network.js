/** Wide and deep, the network as a picture: the twin of blueprints/contacts/network.py. */
import { STAGE_ABOUT, STAGE_LABELS, STAGES } from "../built/words.js";
import { depth, lastOn } from "../depth.js";
import { sorted } from "../order.js";
import { standings } from "../standings.js";
import { described, HIGH, strata, WIDE } from "../strata.js";
import { why } from "../why.js";
import { who } from "./contacts.js";

/** @typedef {import("../depth.js").Depth} Depth */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../standings.js").Standing} Standing */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {Standing & {found: Depth}} Stood */

const SHOWN = 5;
const UNFOLDED = 50;

/** @param {Records} records @returns {Page} */
export function network(records) {
  const stood = sorted(standings(records).map((one) => ({ ...one, found: depth(one.facts) })), latestFirst);
  const at = (/** @type {string} */ stage) => stood.filter(({ found }) => found.stage === stage);
  const byStage = Object.fromEntries(STAGES.map((/** @type {string} */ stage) => [stage, at(stage)]));
  const people = Object.fromEntries(Object.entries(byStage).map(([stage, of]) => [stage, of.length]));
  const deepestFirst = [...STAGES].reverse().filter((stage) => people[stage]);
  const context = {
    place: "people",
    wide: WIDE,
    high: HIGH,
    bars: strata(people),
    described: described(people),
    stages: deepestFirst.map((stage) => shown(stage, byStage[stage] ?? [], records)),
  };
  return { template: "contacts/network.html", context };
}

/** @param {string} stage @param {Stood[]} stood @param {Records} records */
function shown(stage, stood, records) {
  const rows = stood.slice(0, SHOWN + UNFOLDED).map((one) => row(one, records));
  return {
    name: stage,
    label: STAGE_LABELS[stage],
    about: STAGE_ABOUT[stage],
    people: rows.slice(0, SHOWN),
    others: rows.slice(SHOWN),
    all_shown: stood.length <= SHOWN + UNFOLDED,
  };
}

/** @param {Stood} of @param {Records} records */
function row({ contact, found }, records) {
  return { ...who(contact), href: `/people/${contact.id}`, note: why(found, records), pill: "" };
}

/** @param {Stood} of */
function latestFirst({ contact, facts }) {
  const last = lastOn(facts);
  return [last ? -Date.parse(last) : Number.MAX_SAFE_INTEGER, contact.card.name, contact.id];
}
