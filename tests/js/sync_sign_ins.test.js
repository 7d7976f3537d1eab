import assert from "node:assert/strict";
import test from "node:test";
import { Phone } from "../../service_worker/phone.js";
import { ALICE, allDone, held, note, phoneWith, WEI, WHOLE, whole } from "./talking.js";

test("an expired sign-in loses nothing and shows everything", async () => {
  const { phone, sync } = await phoneWith(whole, () => Response.json({ error: "signed-out" }, { status: 401 }));
  await sync.wake();
  await note(phone, "Reads tenders");
  assert.equal(await sync.wake(), "signed-out");
  assert.ok(sync.signedOut);
  assert.equal((await phone.person())?.records.all("notes").length, 1);
});

const ended = () => Response.json({ error: "signed-out", ended: true }, { status: 401 });

test("a sign-in that its person ended leaves nothing to see, and what waits goes out on their return", async () => {
  const { phone, sync, asked } = await phoneWith(whole, ended, whole, allDone);
  await sync.wake();
  await note(phone, "Reads tenders");
  const { surprises } = phone;
  assert.equal(await sync.wake(), "ended");
  assert.equal(await phone.person(), null);
  assert.deepEqual(await phone.db.getAllKeys("replicas"), []);
  assert.ok(phone.surprises > surprises);
  assert.equal(await sync.wake(), "done");
  assert.equal(asked.at(-1)?.body.acts.length, 1);
});

test("a pull hears of the end too, and a phone that has nothing hears of it unmoved", async () => {
  const { phone, sync } = await phoneWith(whole, ended);
  await sync.wake();
  assert.equal(await sync.wake({ now: true }), "ended");
  assert.equal(await sync.wake({ now: true }), "ended");
  assert.equal(await phone.person(), null);
});

test("the end of the sign-in before is not heard by whoever has signed in since", async () => {
  const { asked: onItsWay, hold, answer } = held();
  const { phone, sync } = await phoneWith(whole, hold);
  await sync.wake();
  const waking = sync.wake({ now: true });
  await onItsWay;
  await phone.leave();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  answer(ended());
  await waking;
  assert.equal((await phone.person())?.replica.person_id, ALICE);
});

test("when somebody else is signed in, nothing is shown, and what waits goes out on their return", async () => {
  const { phone, sync, asked } = await phoneWith(whole, () => Response.json({ error: "other-person" }, { status: 409 }), whole, allDone);
  await sync.wake();
  await note(phone, "Reads tenders");
  assert.equal(await sync.wake(), "other");
  assert.equal(await phone.person(), null);
  assert.equal(await sync.wake(), "done");
  assert.equal(asked.at(-1)?.body.acts.length, 1);
  assert.equal((await phone.person())?.entries.length, 0);
});

test("what was asked for one person is not heard for the next", async () => {
  const { asked: onItsWay, hold, answer } = held();
  const { phone, sync } = await phoneWith(hold);
  const waking = sync.wake();
  await onItsWay;
  await phone.leave();
  answer(whole());
  await waking;
  assert.equal(await phone.person(), null);
});

test("what was asked for before somebody left is heard by no worker, whichever they left by", async () => {
  const { asked: onItsWay, hold, answer } = held();
  const { phone, sync } = await phoneWith(whole, hold);
  await sync.wake();
  const waking = sync.wake({ now: true });
  await onItsWay;
  const next = new Phone(phone.db, phone.clock);
  await next.leave();
  answer(Response.json({ ...WHOLE, rev: 2 }));
  assert.equal(await waking, "later");
  for (const one of [phone, next, new Phone(phone.db, phone.clock)]) assert.equal(await one.person(), null);
});

test("a sign-out that failed brings nobody back who has left by another worker", async () => {
  const { phone, sync } = await phoneWith(whole);
  await sync.wake();
  await phone.leave();
  await new Phone(phone.db, phone.clock).leave();
  await phone.comeBack(ALICE);
  assert.equal(await phone.person(), null);
});

test("news after a revision that another worker has passed are not heard", async () => {
  const { asked: onItsWay, hold, answer } = held();
  const { phone, sync } = await phoneWith(whole, hold);
  await sync.wake();
  const waking = sync.wake({ now: true });
  await onItsWay;
  const next = new Phone(phone.db, phone.clock);
  const { asked } = await next.asking();
  assert.ok(await next.hear([], { ...WHOLE, rev: 3 }, asked));
  answer(Response.json({ ...WHOLE, whole: false, records: {}, rev: 2 }));
  assert.equal(await waking, "later");
  assert.equal((await phone.person())?.replica.rev, 3);
});

test("while it changes who is signed in, the server is asked nothing", async () => {
  const { phone, sync, asked } = await phoneWith(whole);
  await sync.wake();
  await sync.aside(async () => {
    await phone.leave();
    assert.equal(await sync.wake({ now: true }), "later");
  });
  assert.equal(asked.length, 1);
  assert.equal(await phone.person(), null);
});

test("a form on a page that was made for somebody else is not kept as this person's", async () => {
  const { phone, sync } = await phoneWith(whole);
  await sync.wake();
  const typed = (/** @type {string} */ whose) => phone.act(`/people/${WEI}/notes`, [["id", crypto.randomUUID()], ["whose", whose], ["text", "Sings"]]);
  assert.deepEqual(await typed(WEI), { missing: true });
  assert.equal((await phone.person())?.entries.length, 0);
  assert.ok("location" in await typed(ALICE));
  assert.ok("location" in await typed(""));
  assert.equal((await phone.person())?.entries.length, 2);
});
