import assert from "node:assert/strict";
import test from "node:test";
import { allDone, busy, full, noNetwork, note, nothingNew, phoneWith, whole } from "./talking.js";

test("without a network everything stays, and each pause is longer than the last", async () => {
  const { phone, sync, pass } = await phoneWith(whole, noNetwork);
  await sync.wake();
  await note(phone, "Reads tenders");
  const pauses = [];
  for (let at = 0; at < 9; at++) {
    assert.equal(await sync.wake(), "unreachable");
    pauses.push(sync.pause());
    assert.equal(await sync.wake(), "later");
    pass(sync.pause());
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 150].map((seconds) => seconds * 1000));
  assert.equal((await phone.person())?.entries.length, 1);
});

test("the server's own pause is kept even when somebody waits", async () => {
  const { phone, sync, asked, pass } = await phoneWith(whole, busy, allDone);
  await sync.wake();
  await note(phone, "Reads tenders");
  await sync.wake({ now: true });
  assert.ok(sync.pause(true) >= 30_000);
  assert.equal(await sync.wake({ now: true }), "later");
  assert.equal(asked.length, 2);
  pass(sync.pause(true));
  assert.equal(await sync.wake({ now: true }), "done");
});

test("a look that a full server leaves out holds back nothing that its person does", async () => {
  const { phone, sync, asked } = await phoneWith(whole, full, allDone);
  await sync.wake();
  assert.equal(await sync.wake({ now: true }), "unreachable");
  assert.equal(await sync.wake(), "later");
  await note(phone, "Reads tenders");
  assert.equal(await sync.wake({ now: true }), "done");
  assert.equal(asked.length, 3);
});

test("a clock that is set back makes no pause longer, and nothing fresh for hours", async () => {
  const { phone, sync, asked, pass } = await phoneWith(whole, busy, allDone, nothingNew);
  await sync.wake();
  pass(-3_600_000);
  await sync.wake();
  assert.equal(asked.length, 2);
  await note(phone, "Reads tenders");
  pass(-3_600_000);
  assert.equal(sync.pause(true), 0);
  assert.equal(await sync.wake(), "done");
  assert.equal((await phone.person())?.entries.length, 0);
});
