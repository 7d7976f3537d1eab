/** When to be in touch again: the twin of blueprints/contacts/cadence.py. */
import { daysAfter, monthsAfter } from "./days.js";

/** @typedef {import("./records.js").Day} Day */
/** @typedef {{on: Day, who: string}} Contacted who saw to it: "me", "they" or "both" */
/** @typedef {{every: number, unit: string, on: Day | null}} Rhythm every so many units, or once */
/**
 * @typedef {object} Cadence where two people stand
 * @property {string} turn who has something to answer: "me", "they", or "" after a talk
 * @property {number} unanswered the days on which I wrote since they were last heard
 * @property {Day} last_on
 * @property {Day} earliest before it nothing may nudge
 * @property {Day} due_on
 */

const LEAST = 3;
const MOST = 90;
const QUIET = 30;

/**
 * Where two people stand, from their contacts in the order in which they happened.
 * @param {Contacted[]} contacted @param {Rhythm} rhythm @returns {Cadence | undefined}
 */
export function cadence(contacted, rhythm) {
  const last = contacted.at(-1);
  if (!last) return;
  const heard = contacted.findLastIndex(({ who }) => who !== "me");
  const unanswered = new Set(contacted.slice(heard + 1).map(({ on }) => on)).size;
  const earliest = daysAfter(last.on, gap(unanswered));
  const wish = wished(last, rhythm) ?? earliest;
  const turn = { me: "they", they: "me" }[last.who] ?? "";
  return { turn, unanswered, last_on: last.on, earliest, due_on: wish > earliest ? wish : earliest };
}

/** The days to leave after the last contact. @param {number} unanswered days on which I wrote in vain */
export function gap(unanswered) {
  const doublings = Math.min(Math.max(unanswered - 1, 0), 5);
  return Math.min(LEAST << doublings, MOST);
}

/** @param {Contacted} last @param {Rhythm} rhythm @returns {Day | null} */
function wished(last, { every, unit, on }) {
  // A day that was set is spent once there was a contact on it or later.
  if (on && on > last.on) return on;
  if (unit === "weeks") return daysAfter(last.on, 7 * every);
  if (unit === "months") return monthsAfter(last.on, every);
  return last.who === "both" ? daysAfter(last.on, QUIET) : null;
}
