import assert from "node:assert/strict";
import test from "node:test";
import { Phone } from "../../service_worker/phone.js";
import { ALICE, allDone, noNetwork, note, nothingNew, NOW, phoneWith, whole } from "./talking.js";

test("the first visit fetches everything, and what waits goes out with the next talk", async () => {
  const { phone, sync, asked } = await phoneWith(whole, allDone);
  assert.equal(await sync.wake(), "done");
  await note(phone, "Reads tenders");
  assert.equal(await sync.wake(), "done");
  assert.deepEqual(asked.map(({ path }) => path), ["/replica", "/outbox"]);
  assert.equal(asked[1].body.acts.length, 1);
  assert.equal((await phone.person())?.entries.length, 0);
});

test("no more than fifty go at once, in their order", async () => {
  const { phone, sync, asked } = await phoneWith(whole, allDone);
  await sync.wake();
  for (let at = 0; at < 53; at++) await note(phone, `note ${at}`);
  await sync.wake();
  const texts = asked.slice(1).map(({ body }) => body.acts.map((/** @type {any} */ act) => act.fields[1][1]));
  assert.deepEqual(texts.map((batch) => batch.length), [50, 3]);
  assert.deepEqual(texts.flat(), Array.from({ length: 53 }, (_, at) => `note ${at}`));
});

test("a part of the news says nothing to a phone that has nothing", async () => {
  const { phone, sync } = await phoneWith(() => Response.json({ person_id: ALICE, rev: 7, now: NOW }));
  assert.equal(await sync.wake(), "later");
  assert.equal(await phone.person(), null);
});

test("nobody has seen the news that stand behind what still waits", async () => {
  const { phone, sync, asked, pass } = await phoneWith(whole, allDone, noNetwork, noNetwork, allDone);
  await sync.wake();
  for (let at = 0; at < 51; at++) await note(phone, `note ${at}`);
  await sync.wake();
  await note(phone, "the next");
  assert.equal((await phone.person())?.replica.rev, 2);
  pass(sync.pause());
  await sync.wake();
  pass(sync.pause());
  await sync.wake();
  await note(phone, "the last");
  await sync.wake();
  const seen = asked.at(-2).body.acts.map((/** @type {any} */ act) => act.seen);
  assert.deepEqual(seen, [1, 1]);
  assert.deepEqual(asked.at(-1).body.acts.map((/** @type {any} */ act) => act.seen), [2]);
});

test("a killed browser forgets nothing", async () => {
  const { phone, sync } = await phoneWith(whole, noNetwork);
  await sync.wake();
  await note(phone, "Reads tenders");
  const again = new Phone(phone.db, Date.now);
  const person = await again.person();
  assert.equal(person?.entries.length, 1);
  assert.equal(person?.records.all("notes")[0]?.text, "Reads tenders");
});

test("nothing new changes nothing", async () => {
  const { phone, sync, pass } = await phoneWith(whole, nothingNew);
  await sync.wake();
  const before = await phone.person();
  pass(60_000);
  await sync.wake();
  assert.equal(await phone.person(), before);
});
