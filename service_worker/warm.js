/** Whom to keep warm this week: the twin of blueprints/contacts/warm.py. */
import { daysAfter, weekday } from "./days.js";
import { sorted } from "./order.js";
import { SOME_DAY } from "./queue.js";

/** @typedef {import("./cadence.js").Cadence} Cadence */
/** @typedef {import("./records.js").Day} Day */
/**
 * @typedef {object} Kept somebody one keeps in touch with
 * @property {string} id
 * @property {string} name
 * @property {Day | null} owed_on
 * @property {Day | null} owed_since on which the first of my promises without a day was made
 * @property {Day | null} next_on
 * @property {Cadence | undefined} cadence
 * @property {Day | null} written_on the last day on which I was in touch
 */
/** @typedef {"promise" | "step" | "turn" | "cadence"} Why */

export const MOST = 3;
/** So many days after it was made a promise without a day comes up. */
const UNNAMED = 7;

/**
 * The few to be in touch with now, and why.
 * @template {Kept} T @param {T[]} people @param {Day} today @returns {{one: T, why: Why}[]}
 */
export function keepWarm(people, today) {
  const known = sorted(people, ({ name, id }) => [name, id]);
  const owed = sorted(known.filter((one) => dueOn(one) <= today), (one) => [dueOn(one)]).slice(0, MOST);
  const seen = known.filter((one) => isSeen(one, today));
  const others = known.filter((one) => isTime(one, today) && !owed.includes(one));
  const room = Math.max(Math.min(MOST - owed.length, MOST - seen.length), 0);
  const waiting = sorted(others, (one) => waits(one, today));
  return [...owed, ...waiting.slice(0, room)].map((one) => ({ one, why: why(one, today) }));
}

/** Whether I was in touch with them since Monday. @param {Kept} one @param {Day} today */
function isSeen({ written_on }, today) {
  return written_on !== null && written_on >= daysAfter(today, -weekday(today));
}

/** @param {Kept} one @returns {Day} */
function dueOn({ owed_on, next_on }) {
  const [owed, next] = [owed_on ?? SOME_DAY, next_on ?? SOME_DAY];
  return owed < next ? owed : next;
}

/** @param {Kept} one @param {Day} today */
function isTime(one, today) {
  return (one.cadence && one.cadence.due_on <= today) || isOwedLong(one, today);
}

/** @param {Kept} one @param {Day} today */
function isOwedLong(one, today) {
  const isRipe = one.owed_since !== null && daysAfter(one.owed_since, UNNAMED) <= today;
  // Each week another one comes up, or whoever is kept waiting keeps others from it.
  return isRipe && !isSeen(one, today);
}

/** @param {Kept} one @param {Day} today */
function waits(one, today) {
  if (isOwedLong(one, today)) return [0, one.owed_since ?? ""];
  return [one.cadence?.turn === "me" ? 1 : 2, one.cadence?.due_on ?? ""];
}

/** @param {Kept} one @param {Day} today @returns {Why} */
function why(one, today) {
  const { owed_on, next_on, cadence } = one;
  if (owed_on !== null && owed_on <= today) return "promise";
  if (next_on !== null && next_on <= today) return "step";
  if (isOwedLong(one, today)) return "promise";
  return cadence?.turn === "me" ? "turn" : "cadence";
}
