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
 * @property {Day | null} next_on
 * @property {Cadence | undefined} cadence
 * @property {Day | null} written_on the last day on which I was in touch
 */
/** @typedef {"promise" | "step" | "turn" | "cadence"} Why */

export const MOST = 3;

/**
 * The few to be in touch with now, and why.
 * @template {Kept} T @param {T[]} people @param {Day} today @returns {{one: T, why: Why}[]}
 */
export function keepWarm(people, today) {
  const known = sorted(people, ({ name, id }) => [name, id]);
  const owed = sorted(known.filter((one) => dueOn(one) <= today), (one) => [dueOn(one)]).slice(0, MOST);
  const monday = daysAfter(today, -weekday(today));
  const seen = known.filter(({ written_on }) => written_on !== null && written_on >= monday);
  const others = known.filter(({ cadence, ...one }) => cadence && cadence.due_on <= today && !owed.some(({ id }) => id === one.id));
  const room = Math.max(Math.min(MOST - owed.length, MOST - seen.length), 0);
  const waiting = sorted(others, ({ cadence }) => [cadence?.turn !== "me", cadence?.due_on ?? ""]);
  return [...owed, ...waiting.slice(0, room)].map((one) => ({ one, why: why(one, today) }));
}

/** @param {Kept} one @returns {Day} */
function dueOn({ owed_on, next_on }) {
  const [owed, next] = [owed_on ?? SOME_DAY, next_on ?? SOME_DAY];
  return owed < next ? owed : next;
}

/** @param {Kept} one @param {Day} today @returns {Why} */
function why({ owed_on, next_on, cadence }, today) {
  if (owed_on !== null && owed_on <= today) return "promise";
  if (next_on !== null && next_on <= today) return "step";
  return cadence?.turn === "me" ? "turn" : "cadence";
}
