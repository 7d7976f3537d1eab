import assert from "node:assert/strict";
import { test } from "node:test";
import { redo, take } from "../../service_worker/twin.js";
import { act, EARLIER, evening, id, NEW, OWED, PRIYA } from "./evening.js";

test("a page that the browser kept makes another record, not the same again", () => {
  const first = take(evening(), act(`/people/${PRIYA}/notes`, { text: "One" }));
  assert.ok("location" in first && first.done);
  const second = take(first.done.records, act(`/people/${PRIYA}/notes`, { text: "Two" }));
  assert.ok("location" in second && second.done);
  const [[, fresh] = ["", ""]] = second.done.act.fields;
  assert.notEqual(fresh, NEW);
  assert.deepEqual(second.done.records.all("notes").map(({ id, text }) => [id, text]), [[NEW, "One"], [fresh, "Two"]]);
});

test("what was done on another phone meanwhile is not done twice", () => {
  const records = evening();
  records.set("promises", OWED, () => ({ kept_at: EARLIER }));
  redo(records, act(`/promises/${OWED}/keeping`));
  assert.equal(records.get("promises", OWED)?.kept_at, EARLIER);
});
