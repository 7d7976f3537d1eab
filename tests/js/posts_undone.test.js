import assert from "node:assert/strict";
import { test } from "node:test";
import { take } from "../../service_worker/twin.js";
import { act, changes, EARLIER, evening, MEETING, OWED, PRIYA, TARGET } from "./evening.js";

/** @typedef {import("../../service_worker/twin.js").Act} Act */

/** @type {[string, Act, Record<string, any>, string, string][]} */
const UNDONE = [
  ["found, and not after all", act(`/targets/${TARGET}/missing`), { met_at: null }, "targets", TARGET],
  ["let go, and taken back", act(`/people/${PRIYA}/return`), { let_go_at: null }, "contacts", PRIYA],
  ["let go, and taken back the day after", act(`/follow-ups/${MEETING}/return`), { let_go_at: null }, "contacts", PRIYA],
  ["kept, and open again", act(`/promises/${OWED}/reopening`), { kept_at: null, released_at: null }, "promises", OWED],
];

for (const [what, act, facts, table, rowId] of UNDONE) {
  test(what, () => {
    const records = evening();
    const name = /** @type {import("../../service_worker/records.js").Table} */ (table);
    records.set(name, rowId, () => Object.fromEntries(Object.keys(facts).map((fact) => [fact, EARLIER])));
    const taken = take(records, act);
    assert.ok("location" in taken && taken.done);
    assert.deepEqual(changes(records, taken.done.records), { [table]: { [rowId]: facts } });
  });
}
