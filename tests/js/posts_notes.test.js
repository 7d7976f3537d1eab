import assert from "node:assert/strict";
import { test } from "node:test";
import { saying } from "../../service_worker/outbox.js";
import { absorb, SHAPE } from "../../service_worker/replica.js";
import { show, take, tell } from "../../service_worker/twin.js";
import { act, changes, EARLIER, evening, id, NOW, PRIYA } from "./evening.js";

/** @typedef {import("../../service_worker/records.js").Row} Row */

const NOTE = id(50);
const WRITTEN = { id: NOTE, rev: 1, contact_id: PRIYA, about: PRIYA, text: "Reads tenders", written_at: EARLIER };
const REMOVED = { contact_id: null };
const BACK = `/people/${PRIYA}#notes`;
const [removal, restoration] = [act(`/notes/${NOTE}/removal`), act(`/notes/${NOTE}/restoration`)];

/** @param {Row} note */
function noted(note) {
  const records = evening();
  records.put("notes", note);
  return records;
}

/** @param {Row} note @param {ReturnType<typeof act>} does */
function doneTo(note, does) {
  const before = noted(note);
  const taken = take(before, does);
  assert.ok("location" in taken && taken.done, JSON.stringify(taken));
  return { before, ...taken, after: taken.done.records };
}

test("a removed note is on no page, and can be undone", () => {
  const { before, after, location, said } = doneTo(WRITTEN, removal);
  assert.deepEqual(changes(before, after), { notes: { [NOTE]: REMOVED } });
  assert.equal(location, BACK);
  assert.deepEqual(said, { text: "Removed. In a day it is gone.", undo: `/notes/${NOTE}/restoration`, back: "" });
  assert.equal(tell(after, removal), "Remove a note about Priya Raman");
  for (const path of [`/people/${PRIYA}`, "/people?q=tenders"]) {
    const on = (/** @type {typeof after} */ records) => JSON.stringify(show(records, new URL(`https://a.example${path}`), NOW));
    assert.notEqual(on(before), on(after), path);
    assert.ok(!on(after).includes("Reads tenders"), path);
  }
  const again = take(after, removal);
  assert.ok("location" in again && again.done);
  assert.deepEqual(changes(after, again.done.records), {});
});

test("a note is restored, once or twice", () => {
  const { before, after, location } = doneTo({ ...WRITTEN, ...REMOVED }, restoration);
  assert.deepEqual(changes(before, after), { notes: { [NOTE]: { contact_id: PRIYA } } });
  assert.equal(location, BACK);
  assert.equal(tell(after, restoration), "Keep a note about Priya Raman after all");
  const again = doneTo(WRITTEN, restoration);
  assert.deepEqual(changes(again.before, again.after), {});
});

test("a note that a server told before there were removals is removed and restored", () => {
  const { about, ...older } = WRITTEN;
  const { after, location } = doneTo(older, removal);
  assert.equal(location, BACK);
  const taken = take(after, restoration);
  assert.ok("location" in taken && taken.done);
  assert.equal(taken.done.records.get("notes", NOTE)?.contact_id, about);
});

test("an erased note is not there to be restored", () => {
  assert.deepEqual(take(noted({ ...WRITTEN, ...REMOVED, text: "" }), restoration), { missing: true });
});

test("nobody's note is neither removed nor restored", () => {
  for (const does of [removal, restoration]) {
    assert.deepEqual(take(evening(), does), { missing: true });
    assert.ok(tell(evening(), does).includes("a note about somebody"));
  }
});

test("what an erased note said is not remembered of what was sent either", () => {
  const acts = [act(`/people/${PRIYA}/notes`, { text: "Reads tenders" }), act(`/people/${PRIYA}/promises`, { promised: "A call" })];
  const done = acts.map((one) => ({ said: saying(one), onward: BACK }));
  const replica = { person_id: id(100), rev: 1, shape: SHAPE, records: noted(WRITTEN), aliases: {}, done };
  const news = (/** @type {string} */ text) => ({ person_id: id(100), rev: 2, now: NOW, records: { notes: [{ ...WRITTEN, ...REMOVED, text }] } });
  assert.deepEqual(absorb(replica, news("Reads tenders")).done, done);
  const after = absorb(replica, news(""));
  assert.deepEqual(after.done, done.slice(1));
  assert.ok(!JSON.stringify(after.records.all("notes")).includes("Reads tenders"));
});
