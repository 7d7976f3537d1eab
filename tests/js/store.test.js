import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test from "node:test";
import { openDB } from "idb";
import { layOut, openStore } from "../../service_worker/store.js";

test("a store that a later version adds is laid beside what was there", async () => {
  const before = await openDB("older", 1, { upgrade: (db) => void db.createObjectStore("facts").put("mine", "phone") });
  before.close();
  const after = await openDB("older", 2, { upgrade: layOut });
  assert.deepEqual([...after.objectStoreNames], ["facts", "outbox", "replicas"]);
  assert.equal(await after.get("facts", "phone"), "mine");
  assert.deepEqual(await after.getAllFromIndex("outbox", "person"), []);
});

test("the stores of a later version are opened as they are", async () => {
  (await openDB("later", 7, { upgrade: layOut })).close();
  assert.equal((await openStore("later")).version, 7);
});

test("an open store makes way for a later version, and says that it is closed", async () => {
  let [closed, wasInTheWay] = [0, false];
  const store = await openStore("in the way", () => void (closed += 1));
  const blocked = () => ((wasInTheWay = true), store.close());

  const next = await openDB("in the way", 9, { upgrade: layOut, blocked });

  assert.equal(next.version, 9);
  assert.ok(!wasInTheWay);
  assert.equal(closed, 1);
});
