import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test from "node:test";
import { Phone } from "../../service_worker/phone.js";
import { openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";
import { HOUR } from "../../service_worker/time.js";

const ALICE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const BOB = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const NOW = "2026-12-03T20:00:00.000000Z";
const FORM = /** @type {[string, string][]} */ ([["id", "cccccccc-cccc-4ccc-8ccc-cccccccccccc"], ["name", "Wei"], ["prefers", ""]]);
let stores = 0;

/** @param {string} id @param {number} [rev] */
function whole(id, rev = 1) {
  const person = { id, name: "Somebody", zone: "UTC", codes: [], lettering: {} };
  return { person_id: id, rev, now: NOW, whole: true, person, records: {} };
}

/** A phone in somebody's hands. @param {number} [clock] */
async function phoneOf(clock = Date.parse(NOW)) {
  const phone = new Phone(await openStore(`phone-${++stores}`), () => clock);
  await hear(phone, whole(ALICE));
  return phone;
}

/** @param {Phone} phone @param {any} news @param {any[]} [answers] */
async function hear(phone, news, answers = []) {
  const { asked } = await phone.asking();
  assert.ok(await phone.hear(answers, news, asked));
}

/** The same phone after its browser was killed. @param {Phone} phone */
const restarted = (phone) => new Phone(phone.db, phone.clock);

test("an act is on the disk for good before its person is sent on", async () => {
  const db = await openStore(`phone-${++stores}`);
  /** @type {any[]} */
  const asked = [];
  const begin = db.transaction.bind(db);
  const watched = new Proxy(db, {
    get(target, name) {
      if (name === "transaction") return (/** @type {any[]} */ ...how) => (asked.push(how), /** @type {any} */ (begin)(...how));
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const phone = new Phone(watched, () => Date.parse(NOW));
  await hear(phone, whole(ALICE));
  asked.length = 0;
  await phone.act("/people", FORM);
  assert.deepEqual(asked.map(([, mode, options]) => [mode, options]), [["readwrite", { durability: "strict" }]]);
  assert.equal((await restarted(phone).person())?.entries.length, 1);
});

test("what was shared while nobody was signed in is nobody's after an hour", async () => {
  let now = Date.parse(NOW);
  const phone = new Phone(await openStore(`phone-${++stores}`), () => now);
  assert.equal(await phone.shared(), "");
  await phone.keepShared("BEGIN:VCARD");
  now += HOUR - 1;
  assert.equal(await restarted(phone).shared(), "BEGIN:VCARD");
  now += 1;
  assert.equal(await phone.shared(), "");
});

test("a sign-in forgets everybody else's records, and keeps what waits of theirs", async () => {
  const phone = await phoneOf();
  await phone.act("/people", FORM);
  await phone.leave();
  await hear(phone, whole(BOB));
  assert.deepEqual(await phone.db.getAllKeys("replicas"), [BOB]);
  assert.deepEqual((await phone.db.getAll("outbox")).map(({ person }) => person), [ALICE]);
});

test("a sign-out forgets the records, and what was still to be told", async () => {
  const phone = await phoneOf();
  await phone.say({ text: "Let go." });
  await phone.leave();
  await phone.forget(ALICE);
  assert.deepEqual(await phone.db.getAllKeys("replicas"), []);
  assert.deepEqual(await phone.said(), []);
  assert.equal(await restarted(phone).person(), null);
});

test("with an account goes what waited of theirs, and nobody else's", async () => {
  const phone = await phoneOf();
  await phone.act("/people", FORM);
  await phone.leave();
  await hear(phone, whole(BOB));
  await phone.act("/people", FORM);
  await phone.leave();
  await phone.lose(BOB);
  assert.deepEqual((await phone.db.getAll("outbox")).map(({ person }) => person), [ALICE]);
  assert.deepEqual(await phone.db.getAllKeys("replicas"), []);
});

test("what the server has done is gone from the disk too", async () => {
  const phone = await phoneOf();
  await phone.act("/people", FORM);
  const [entry] = (await phone.person())?.entries ?? [];
  await hear(phone, whole(ALICE, 2), [{ key: entry?.key, status: 303 }]);
  assert.equal((await restarted(phone).person())?.entries.length, 0);
});

test("the server's clock is known again after a restart", async () => {
  const phone = await phoneOf(Date.parse(NOW) - 3_600_000);
  const again = restarted(phone);
  await again.person();
  assert.equal(again.now(), NOW);
});

test("ids that the server replaced are known by its own, however many were before", async () => {
  const phone = await phoneOf();
  const ids = /** @type {const} */ ([["aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000001"], ["aaaaaaaa-0000-4000-8000-000000000002", "bbbbbbbb-0000-4000-8000-000000000002"]]);
  for (const [made, kept] of ids) {
    await phone.act("/people", [["id", made], ["name", "Wei"]]);
    const [entry] = (await phone.person())?.entries ?? [];
    await hear(phone, whole(ALICE, 2), [{ key: entry?.key, status: 303, renamed: { [made]: kept } }]);
  }
  assert.deepEqual((await restarted(phone).person())?.aliases, Object.fromEntries(ids));
});

test("a phone gives itself one name for good, also when it is asked twice at once", async () => {
  const phone = await phoneOf();
  const [name, again] = await Promise.all([phone.name(), phone.name()]);

  assert.match(name, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal(again, name);
  assert.equal(await restarted(phone).name(), name);
  assert.notEqual(await (await phoneOf()).name(), name);
});

test("what waits is seen once, however often it is applied", async () => {
  const phone = await phoneOf();
  await phone.act("/people", FORM);
  await hear(phone, whole(ALICE, 2));
  assert.deepEqual((await phone.person())?.records.all("contacts").map(({ name }) => name), ["Wei"]);
});

test("a second tap is known again, also on a form that was sent with other words before", async () => {
  const phone = await phoneOf();
  const other = FORM.map(([name, value]) => /** @type {[string, string]} */ ([name, name === "name" ? "Ife" : value]));
  await phone.act("/people", FORM);
  await phone.act("/people", other);
  const onward = await phone.act("/people", other);

  const entries = (await restarted(phone).person())?.entries ?? [];
  assert.deepEqual(entries.map(({ fields }) => fields.find(([name]) => name === "name")?.[1]), ["Wei", "Ife"]);
  assert.equal(/** @type {any} */ (onward).location, entries[1]?.onward);
  const answers = entries.map(({ key }) => ({ key, status: 303 }));
  await hear(phone, whole(ALICE, 2), answers);
  await phone.act("/people", other);
  assert.equal((await phone.person())?.entries.length, 0);
});

test("whoever goes back to what was done, after other words that wait, means it", async () => {
  const phone = await phoneOf();
  const other = FORM.map(([name, value]) => /** @type {[string, string]} */ ([name, name === "name" ? "Ife" : value]));
  await phone.act("/people", FORM);
  const [first] = (await phone.person())?.entries ?? [];
  await hear(phone, whole(ALICE, 2), [{ key: first?.key, status: 303 }]);
  for (const said of [other, FORM, FORM]) await phone.act("/people", said);

  const entries = (await phone.person())?.entries ?? [];
  assert.deepEqual(entries.map(({ fields }) => fields.find(([name]) => name === "name")?.[1]), ["Ife", "Wei"]);
});

test("nobody follows the server's own page elsewhere: a redirect is no answer", async () => {
  const phone = await phoneOf();
  /** @type {(RequestInit | undefined)[]} */
  const asked = [];
  const sync = new Sync(phone, async (_path, options) => (asked.push(options), Response.json(whole(ALICE))));
  await sync.wake({ now: true });
  assert.deepEqual(asked.map((options) => options?.redirect), ["error"]);
});

test("news that leave the person out leave them as they were, at the new revision", async () => {
  const phone = await phoneOf();
  await hear(phone, { person_id: ALICE, rev: 2, now: NOW, whole: false, records: {} });
  const { records } = /** @type {any} */ (await phone.person());
  assert.deepEqual([records.person.name, records.person.last_rev], ["Somebody", 2]);
});

test("a setting that another phone changed is news, and a code that was renewed is none", async () => {
  const phone = await phoneOf();
  const { person } = whole(ALICE);
  const { surprises } = phone;
  await hear(phone, { person_id: ALICE, rev: 2, now: NOW, person: { ...person, last_rev: 2, codes: [{ word: "0123456789AB" }] }, records: {} });
  assert.equal(phone.surprises, surprises);
  await hear(phone, { person_id: ALICE, rev: 3, now: NOW, person: { ...person, last_rev: 3, zone: "Asia/Tokyo" }, records: {} });
  assert.equal(phone.surprises, surprises + 1);
});
