/** Whom one could let go, and when to ask: the twin of blueprints/contacts/asking.py. */
import { lastOn } from "../depth.js";
import { underWay } from "../moment.js";
import { candidates, isActive, reasons } from "../room.js";
import { standings } from "../standings.js";
import { DAY, later } from "../time.js";
import { plainDay } from "../words.js";
import { here, who } from "./contacts.js";
import { occasions } from "./goals.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../standings.js").Standing} Standing */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../twin.js").Page} Page */

const NEW = 7 * DAY;
// Of somebody whose phone was last told before there was the setting.
const CAPACITY = 15;

/** Three people to think about, and why. @param {Records} records @param {At} at @returns {Page} */
export function room(records, { now }) {
  const found = standings(records);
  const capacity = records.person.capacity ?? CAPACITY;
  const over = found.filter(({ facts }) => isActive(facts)).length > capacity;
  const during = Boolean(underWay(occasions(records), now));
  const today = here(now, records.person);
  const asked = over && !during ? candidates(found, now, today) : [];
  const people = asked.map((one) => row(one, records, today));
  return { template: "contacts/room.html", context: { place: "people", capacity, over, during, people } };
}

/** Whether to ask. @param {Records} records @param {Moment} now */
export function asks(records, now) {
  const { over, during, people } = room(records, { params: {}, now }).context;
  return Boolean(over && people.length && !during);
}

/** Whether to ask on the page of somebody new. @param {Records} records @param {Row} contact @param {Moment} now */
export function asksBeside(records, contact, now) {
  return contact.let_go_at === null && now < later(contact.met_at, NEW) && asks(records, now);
}

/** @param {Standing} of @param {Records} records @param {Day} today */
function row(of, records, today) {
  const on = plainDay(lastOn(of.facts), records.person.lettering, today);
  return { ...who(of.contact), href: `/people/${of.contact.id}`, reasons: reasons(of, on) };
}
