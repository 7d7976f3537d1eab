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
 * @property {string} [focus] how far to follow up, as was chosen
 */

export const KINDS = /** @type {const} */ (["recall", "message", "promise", "help", "next"]);

/** The day of what has none: after all others. */
export const SOME_DAY = "9999-12-31";

/** @type {Record<string, number>} */
const GOAL = { yes: 0, maybe: 1, "": 2, no: 3 };

/**
 * The `cap` people to follow up, ordered by promises due, the goal, and how well we talked. Whoever was
 * chosen sits first, then whoever has been begun with; who gets one line has no seat.
 * @template {Met} T @param {T[]} met @param {number} cap @returns {T[]}
 */
export function queue(met, cap) {
  const seated = sorted(met.filter(maySit), (one) => [claim(one), ...rank(one)]).slice(0, cap);
  return ordered(seated);
}

/** Whether as many are chosen or begun with as there are seats. @param {Met[]} met @param {number} cap */
export function full(met, cap) {
  return met.filter((one) => !one.let_go && one.focus !== "line" && (one.focus || begun(one))).length >= cap;
}

/** All of them, as the queue orders people. @template {Met} T @param {T[]} met @returns {T[]} */
export function ordered(met) {
  return sorted(met, rank);
}

/** How the person's item ended; "" while steps are open. @param {Met} met */
export function outcome(met) {
  if (met.let_go) return "let_go";
  if (met.focus === "line") return met.states.message === "done" ? "done" : "";
  if (Object.keys(met.states).length < KINDS.length) return "";
  return met.states.next === "scheduled" ? "scheduled" : "done";
}

/** @param {Met} met */
function begun(met) {
  return Object.keys(met.states).length > 0;
}

/** @param {Met} met */
function maySit(met) {
  return met.focus !== "line" && (begun(met) || met.let_go_late || !met.let_go);
}

/** @param {Met} met */
function claim(met) {
  if (met.focus === "deep" && !met.let_go) return 0;
  return begun(met) ? 1 : 2;
}

/** @param {Met} met */
function rank(met) {
  const owes = met.owed_on ?? SOME_DAY;
  return [met.owed_on === null, owes, GOAL[met.moves_goal] ?? 2, -met.talked, met.met_at, met.id];
}
