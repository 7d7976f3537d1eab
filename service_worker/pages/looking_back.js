/** What came of an event, from what is kept of the people met there: the twin of followups/looking_back.py. */
import { WAYS } from "../built/words.js";
import { eveningOf } from "../moment.js";
import { sorted } from "../order.js";
import { verdicts } from "../verdict.js";
import { firstName } from "../words.js";
import { dayIn } from "../zones.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../verdict.js").Known} Known */

/** The verdicts on an event that are due, by the clocks of its place. @param {Records} records @param {Row} attendance @param {Moment} now */
export function verdictsOn(records, { event, plan }, now) {
  const [evening, today] = [eveningOf(event.ends_at, event.zone), dayIn(event.zone, now)];
  if (plan === "slide") return [];
  const met = sorted(records.where("meetings", "event_id", event.id), ({ met_at, id }) => [met_at, id]);
  return verdicts(met.map(({ contact_id }) => known(records, contact_id, event)), evening, today);
}

/** @param {Records} records @param {string} contactId @param {Record<string, any>} event @returns {Known} */
function known(records, contactId, event) {
  const name = records.get("contacts", contactId)?.name ?? "";
  const [own, theirs] = [keptBy(records, contactId, event, true), keptBy(records, contactId, event, false)];
  const again = metAgain(records, contactId, event);
  const by = (/** @type {string} */ way) => [...touched(records, contactId, way), ...again];
  const between = { heard: by("heard"), wrote: by("wrote"), kept: own, they_kept: theirs, introduced: introducedOn(records, contactId, event) };
  return { name: firstName(name), ...between };
}

/** @param {Records} records @param {string} contactId @param {string} way @returns {Day[]} */
function touched(records, contactId, way) {
  const touches = records.where("touches", "contact_id", contactId);
  return touches.filter(({ who, removed_at }) => removed_at === null && WAYS[who].includes(way)).map(({ touched_on }) => touched_on);
}

/** @param {Records} records @param {string} contactId @param {Record<string, any>} event @returns {Day[]} */
function metAgain(records, contactId, { id, zone }) {
  const elsewhere = records.where("meetings", "contact_id", contactId).filter(({ event_id }) => event_id !== id);
  return elsewhere.map(({ met_at }) => dayIn(zone, met_at));
}

/** @param {Records} records @param {string} contactId @param {Record<string, any>} event @param {boolean} byMe @returns {Day[]} */
function keptBy(records, contactId, { starts_at, zone }, byMe) {
  const day = (/** @type {Moment} */ at) => dayIn(zone, at);
  const promises = records.where("promises", "contact_id", contactId).filter(({ mine, kept_at }) => mine === byMe && kept_at !== null);
  return promises.filter(({ made_at }) => day(made_at) >= day(starts_at)).map(({ kept_at }) => day(kept_at));
}

/** @param {Records} records @param {string} contactId @param {Record<string, any>} event @returns {Day[]} */
function introducedOn(records, contactId, { zone }) {
  const both = ["first_id", "second_id"].flatMap((side) => records.where("introductions", side, contactId));
  return both.filter(({ introduced_at }) => introduced_at).map(({ introduced_at }) => dayIn(zone, introduced_at));
}
