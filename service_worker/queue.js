/** Whom to follow up after an event: the twin of blueprints/followups/queue.py. */
import { sorted } from "./order.js";

/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Day} Day */
/**
 * @typedef {object} Met what the queue needs to know of one meeting
 * @property {string} id
 * @property {Moment} met_at
 * @property {Day | null} owed_on
 * @property {string} moves_goal
 * @property {number} talked
 * @property {Record<string, string>} states
 * @property {boolean} let_go
 * @property {boolean} let_go_late
 */

export const KINDS = /** @type {const} */ (["recall", "message", "promise", "help", "next"]);

/** The day of what has none: after all others. */
export const SOME_DAY = "9999-12-31";

/** @type {Record<string, number>} */
const GOAL = { yes: 0, maybe: 1, "": 2, no: 3 };

/**
 * The `cap` people to follow up, ordered by promises due, the goal, and how well we talked. Whoever
 * has been begun with keeps their seat.
 * @template {Met} T @param {T[]} met @param {number} cap @returns {T[]}
 */
export function queue(met, cap) {
  const ranked = sorted(met.filter((one) => begun(one) || one.let_go_late || !one.let_go), rank);
  const seated = ranked.filter(begun).slice(0, cap);
  const others = ranked.filter((one) => !begun(one)).slice(0, cap - seated.length);
  const chosen = new Set([...seated, ...others]);
  return ranked.filter((one) => chosen.has(one));
}

/** How the person's item ended; "" while steps are open. @param {Met} met */
export function outcome(met) {
  if (met.let_go) return "let_go";
  if (Object.keys(met.states).length < KINDS.length) return "";
  return met.states.next === "scheduled" ? "scheduled" : "done";
}

/** @param {Met} met */
function begun(met) {
  return Object.keys(met.states).length > 0;
}

/** @param {Met} met */
function rank(met) {
  const owes = met.owed_on ?? SOME_DAY;
  return [met.owed_on === null, owes, GOAL[met.moves_goal] ?? 2, -met.talked, met.met_at, met.id];
}
