import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test from "node:test";
import { Phone } from "../../service_worker/phone.js";
import { openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";

const ALICE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const WEI = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const NOW = "2026-12-03T20:00:00.000000Z";
const WHOLE = {
  person_id: ALICE, rev: 1, now: NOW, whole: true,
  person: { id: ALICE, name: "Alice", zone: "Europe/London", codes: [], lettering: {} },
  records: { contacts: [{ id: WEI, rev: 1, name: "Wei", card: {}, source: "typed", let_go_at: null }] },
};
let stores = 0;

/** @param {((path: string, body: any) => Response | Promise<Response>)[]} answers one for each request, the last for all after it */
async function phoneWith(...answers) {
  let time = Date.parse(NOW);
  /** @type {any[]} */
  const asked = [];
  const phone = new Phone(await openStore(`sync-${++stores}`), () => time);
  const sync = new Sync(phone, async (path, options) => {
    const body = options?.body ? JSON.parse(String(options.body)) : null;
    asked.push({ path: path.split("?")[0], body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer) throw new TypeError("no network");
    return answer(path, body);
  }, () => 0);
  const pass = (/** @type {number} */ ms) => (time += ms);
  return { phone, sync, asked, pass };
}

const whole = () => Response.json(WHOLE);
const nothingNew = () => Response.json({ person_id: ALICE, rev: 1, now: NOW });
const busy = () => new Response("", { status: 429, headers: { "Retry-After": "30" } });
const full = () => new Response("", { status: 429 });
const noNetwork = () => { throw new TypeError("no network"); };

/** @param {any} _path @param {any} body */
function allDone(_path, body) {
  const answers = body.acts.map((/** @type {any} */ { key }) => ({ key, status: 303 }));
  return Response.json({ answers, retry_after: null, replica: { ...WHOLE, rev: 2 } });
}

/** @param {Phone} phone @param {string} text */
function note(phone, text) {
  return phone.act(`/people/${WEI}/notes`, [["id", crypto.randomUUID()], ["text", text]]);
}

test("the first visit fetches everything, and what waits goes out with the next talk", async () => {
  const { phone, sync, asked } = await phoneWith(whole, allDone);
  assert.equal(await sync.wake(), "done");
  await note(phone, "Reads tenders");
  assert.equal(await sync.wake(), "done");
  assert.deepEqual(asked.map(({ path }) => path), ["/replica", "/outbox"]);
  assert.equal(asked[1].body.acts.length, 1);
  assert.equal((await phone.person())?.entries.length, 0);
});

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

test("no more than fifty go at once, in their order", async () => {
  const { phone, sync, asked } = await phoneWith(whole, allDone);
  await sync.wake();
  for (let at = 0; at < 53; at++) await note(phone, `note ${at}`);
  await sync.wake();
  const texts = asked.slice(1).map(({ body }) => body.acts.map((/** @type {any} */ act) => act.fields[1][1]));
  assert.deepEqual(texts.map((batch) => batch.length), [50, 3]);
  assert.deepEqual(texts.flat(), Array.from({ length: 53 }, (_, at) => `note ${at}`));
});

test("a batch the server cannot read is sent one by one, and the one at fault is kept", async () => {
  const isBad = (/** @type {any} */ body) => body.acts.some((/** @type {any} */ act) => act.fields[1][1] === "bad");
  const { phone, sync } = await phoneWith(whole, (path, body) => isBad(body) ? Response.json({ error: "unreadable" }, { status: 400 }) : allDone(path, body));
  await sync.wake();
  for (const text of ["good", "bad", "better"]) await note(phone, text);
  await sync.wake();
  const left = (await phone.person())?.entries ?? [];
  assert.deepEqual(left.map(({ fields, refused }) => [fields[1]?.[1], refused?.status]), [["bad", 400]]);
});

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
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const { phone, sync } = await phoneWith(whole, () => new Promise((resolve) => (answer = resolve)));
  await sync.wake();
  const waking = sync.wake({ now: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
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
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const { phone, sync } = await phoneWith(() => new Promise((resolve) => (answer = resolve)));
  const waking = sync.wake();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await phone.leave();
  answer(whole());
  await waking;
  assert.equal(await phone.person(), null);
});

test("what was asked for before somebody left is heard by no worker, whichever they left by", async () => {
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const { phone, sync } = await phoneWith(whole, () => new Promise((resolve) => (answer = resolve)));
  await sync.wake();
  const waking = sync.wake({ now: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
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
  /** @type {(response: Response) => void} */
  let answer = () => {};
  const { phone, sync } = await phoneWith(whole, () => new Promise((resolve) => (answer = resolve)));
  await sync.wake();
  const waking = sync.wake({ now: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const next = new Phone(phone.db, phone.clock);
  const { asked } = await next.asking();
  assert.ok(await next.hear([], { ...WHOLE, rev: 3 }, asked));
  answer(Response.json({ ...WHOLE, whole: false, records: {}, rev: 2 }));
  assert.equal(await waking, "later");
  assert.equal((await phone.person())?.replica.rev, 3);
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

test("a mended act takes the place of the refused one, and what hung on it is tried again", async () => {
  const refuse = (/** @type {any} */ _path, /** @type {any} */ body) => {
    const statuses = [422, 404];
    const answers = body.acts.map((/** @type {any} */ { key }, /** @type {number} */ at) => ({ key, status: statuses[at], html: "<p>No</p>" }));
    return Response.json({ answers, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } });
  };
  const { phone, sync } = await phoneWith(whole, refuse, allDone);
  await sync.wake();
  const id = crypto.randomUUID();
  await phone.act("/people", [["id", id], ["name", "Nadia"], ["prefers", ""]]);
  await phone.act(`/people/${id}/notes`, [["id", crypto.randomUUID()], ["text", "Nurse"]]);
  await sync.wake();
  const [refused] = (await phone.person())?.entries ?? [];
  assert.equal(refused?.refused?.status, 422);
  await phone.act("/people", [["id", crypto.randomUUID()], ["name", "Nadia El-Amin"], ["prefers", ""]], refused?.key);
  const [mended, hanging] = (await phone.person())?.entries ?? [];
  assert.equal(mended?.fields[0]?.[1], id);
  assert.equal(mended?.seq, refused?.seq);
  assert.equal(hanging?.refused, undefined);
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

test("another form of a refused act's page is another act", async () => {
  const refuse = (/** @type {any} */ _path, /** @type {any} */ body) => {
    const answers = body.acts.map((/** @type {any} */ { key }) => ({ key, status: 422, html: "<p>Mend</p>" }));
    return Response.json({ answers, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } });
  };
  const { phone, sync } = await phoneWith(whole, refuse);
  await sync.wake();
  await note(phone, "Reads tenders");
  await sync.wake();
  const [refused] = (await phone.person())?.entries ?? [];
  await phone.act(`/people/${WEI}/letting-go`, [["id", crypto.randomUUID()]], refused?.key);
  const left = (await phone.person())?.entries ?? [];
  assert.deepEqual(left.map(({ path }) => path.split("/").pop()), ["notes", "letting-go"]);
});

test("an act at which the server fails again and again does not hold up the others for ever", async () => {
  const fails = (/** @type {any} */ path, /** @type {any} */ body) => {
    const isBad = body.acts[0].fields[1][1] === "bad";
    return isBad ? Response.json({ answers: [], stopped_by: 500, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } }) : allDone(path, body);
  };
  const { phone, sync, pass } = await phoneWith(whole, fails);
  await sync.wake();
  for (const text of ["bad", "good"]) await note(phone, text);
  const pauses = [];
  while (await sync.wake() !== "done") {
    pauses.push(sync.pause());
    pass(sync.pause());
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32].map((seconds) => seconds * 1000));
  const left = (await phone.person())?.entries ?? [];
  assert.deepEqual(left.map(({ fields, refused }) => [fields[1]?.[1], refused?.status]), [["bad", 500]]);
});

test("what a proxy in between says is nobody's answer", async () => {
  for (const status of [400, 401, 403, 409, 413, 502]) {
    const { phone, sync } = await phoneWith(whole, () => new Response("<h1>Portal</h1>", { status }));
    await sync.wake();
    await note(phone, "Reads tenders");
    assert.equal(await sync.wake({ now: true }), "unreachable");
    const person = await phone.person();
    assert.deepEqual(person?.entries.map(({ refused }) => refused), [undefined]);
  }
});

test("a refused act that is tried again goes out as it was", async () => {
  const gone = (/** @type {any} */ _path, /** @type {any} */ body) => {
    const answers = body.acts.map((/** @type {any} */ { key }) => ({ key, status: 404 }));
    return Response.json({ answers, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } });
  };
  const { phone, sync, asked } = await phoneWith(whole, gone, allDone);
  await sync.wake();
  await note(phone, "Reads tenders");
  await sync.wake();
  const [refused] = (await phone.person())?.entries ?? [];
  assert.equal((await phone.person())?.records.all("notes").length, 0);
  await phone.tryAgain(refused?.key ?? "");
  assert.equal((await phone.person())?.records.all("notes").length, 1);
  await sync.wake({ now: true });
  assert.deepEqual(asked.at(-1).body.acts, asked.at(-2).body.acts);
  assert.equal((await phone.person())?.entries.length, 0);
});
