/** Time zones by their IANA names, and local times made into moments: the twin of shared/zones.py. */
import { DAY, moment, ms } from "./time.js";

/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {string} Naive what the clocks of a place show, "2026-12-03T19:00" */

/** @type {Map<string, Intl.DateTimeFormat>} making one costs more than using it a hundred times */
const clocks = new Map();

/** There is no such time zone. */
export class UnknownZone extends Error {}

/** Clocks in this zone jump over this time when daylight saving begins. */
export class SkippedTime extends Error {}

/** Whether a name is that of a time zone this phone knows. @param {string} zone */
export function known(zone) {
  try {
    clock(zone);
    return true;
  } catch {
    return false;
  }
}

/** The place that a zone is called after: "Buenos Aires". @param {string} zone */
export function city(zone) {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/**
 * The moment at which clocks in a zone show a local time. One that occurs twice means the first.
 * @param {Naive} local @param {string} zone @returns {Moment}
 * @throws {UnknownZone} @throws {SkippedTime}
 */
export function toUtc(local, zone) {
  if (!known(zone)) throw new UnknownZone(`There is no time zone called ${zone}.`);
  const found = fromClocks(local, zone);
  if (toLocal(found, zone) !== local) {
    throw new SkippedTime(`The clocks in ${zone} skip ${local.slice(11)} on that day.`);
  }
  return found;
}

/**
 * The same for a time that somebody counts on: one that the clocks skip is told by those before.
 * @param {Naive} local @param {string} zone @returns {Moment}
 */
export function fromClocks(local, zone) {
  const asIfUtc = Date.parse(`${local}Z`);
  const byClocksAt = (/** @type {number} */ near) => moment(asIfUtc - offset(near, zone));
  const [before, after] = [byClocksAt(asIfUtc - DAY), byClocksAt(asIfUtc + DAY)];
  return [before, after].sort().find((at) => toLocal(at, zone) === local) ?? before;
}

/** What the clocks of a zone show at a moment. @param {Moment} at @param {string} zone @returns {Naive} */
export function toLocal(at, zone) {
  const parts = clock(zone).formatToParts(ms(at));
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}`;
}

/** Which day it is in a zone. @param {string} zone @param {Moment} at @returns {import("./records.js").Day} */
export function dayIn(zone, at) {
  return toLocal(at, zone).slice(0, 10);
}

/** @param {number} at ms @param {string} zone @returns {number} ms that its clocks are ahead of UTC */
function offset(at, zone) {
  return Date.parse(`${toLocal(moment(at), zone)}Z`) - (at - (at % 60_000));
}

/** @param {string} zone */
function clock(zone) {
  const kept = clocks.get(zone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  clocks.set(zone, made);
  return made;
}
