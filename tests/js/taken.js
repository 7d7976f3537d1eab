/** What holds of every act that a phone takes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Records } from "../../service_worker/records.js";
import { redo, take, tell } from "../../service_worker/twin.js";
import { changes, evening, PERSON } from "./evening.js";

/** @typedef {import("../../service_worker/twin.js").Act} Act */

/**
 * @typedef {object} Case
 * @property {Act} act
 * @property {string} location
 * @property {Record<string, Record<string, any>>} changes
 * @property {import("../../service_worker/twin.js").Said} [said]
 * @property {string} told
 */

/** Each case is a test of its own. @param {Record<string, Case>} cases */
export function areTaken(cases) {
  for (const [what, expected] of Object.entries(cases)) {
    test(`${what}, once or twice`, () => isTakenOnce(expected));
    test(`${what}, where nothing is left of what it was about`, () => isToldOfNothing(expected));
  }
}

/** @param {Case} expected */
function isTakenOnce({ act, location, said, changes: expected, told }) {
  const before = evening();
  const taken = take(before, act);
  assert.ok("location" in taken && taken.done, JSON.stringify(taken));
  const { records, act: waits } = taken.done;
  assert.deepEqual(changes(before, records), expected);
  const tells = said ? { undo: "", back: "", ...said } : null;
  assert.deepEqual([taken.location, taken.said, waits], [location, tells, act]);
  assert.equal(tell(records, act), told);
  assert.deepEqual(changes(evening(), before), {}, "what it was is left as it was");
  const again = records.copy();
  redo(again, act);
  assert.deepEqual(changes(records, again), {});
}

/** @param {Case} expected */
function isToldOfNothing({ act }) {
  const nothing = Records.of(PERSON, {});
  redo(nothing, act);
  assert.ok(tell(nothing, act));
}
