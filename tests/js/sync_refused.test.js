import assert from "node:assert/strict";
import test from "node:test";
import { ALICE, allDone, note, noNetwork, NOW, phoneWith, WEI, whole } from "./talking.js";

test("a batch the server cannot read is sent one by one, and the one at fault is kept", async () => {
  const isBad = (/** @type {any} */ body) => body.acts.some((/** @type {any} */ act) => act.fields[1][1] === "bad");
  const { phone, sync } = await phoneWith(whole, (path, body) => isBad(body) ? Response.json({ error: "unreadable" }, { status: 400 }) : allDone(path, body));
  await sync.wake();
  for (const text of ["good", "bad", "better"]) await note(phone, text);
  await sync.wake();
  const left = (await phone.person())?.entries ?? [];
  assert.deepEqual(left.map(({ fields, refused }) => [fields[1]?.[1], refused?.status]), [["bad", 400]]);
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

test("a server that stumbles once after a long way without a network refuses nothing", async () => {
  const stumbles = () => Response.json({ answers: [], stopped_by: 500, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } });
  const { phone, sync, pass } = await phoneWith(whole, ...Array(6).fill(noNetwork), stumbles, allDone);
  await sync.wake();
  for (let tunnel = 0; tunnel < 6; tunnel++) {
    await note(phone, `Number ${tunnel}`);
    await sync.wake({ now: true });
  }
  assert.equal(await sync.wake({ now: true }), "unreachable");
  assert.deepEqual((await phone.person())?.entries.map(({ refused }) => refused), Array(6).fill(undefined));
  pass(sync.pause());
  await sync.wake();
  assert.equal((await phone.person())?.entries.length, 0);
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

/** A phone whose act that writes Nadia down was refused: the server failed at it, or found it wrong. @param {number} status */
async function withoutNadia(status) {
  const refuse = (/** @type {any} */ _path, /** @type {any} */ body) => {
    const answers = body.acts.map((/** @type {any} */ { key, path }) => ({ key, status: path === "/people" ? status : 404 }));
    return Response.json({ answers, retry_after: null, replica: { person_id: ALICE, rev: 1, now: NOW } });
  };
  const { phone, sync, asked } = await phoneWith(whole, refuse, allDone);
  await sync.wake();
  const id = crypto.randomUUID();
  await phone.act("/people", [["id", id], ["name", "Nadia"], ["prefers", ""]]);
  const onNadia = (/** @type {string} */ text) => phone.act(`/people/${id}/notes`, [["id", crypto.randomUUID()], ["text", text]]);
  const left = async () => (await phone.person())?.entries ?? [];
  return { phone, sync, asked, onNadia, left };
}

test("a refused act that is tried again takes along what was refused for want of it", async () => {
  const { phone, sync, asked, onNadia, left } = await withoutNadia(500);
  await onNadia("Nurse");
  await sync.wake();
  const [refused, hanging] = await left();
  assert.deepEqual([refused?.refused?.status, hanging?.refused?.status], [500, 404]);
  await phone.tryAgain(refused?.key ?? "");
  await sync.wake({ now: true });
  assert.deepEqual(asked.at(-1).body.acts.map((/** @type {any} */ { key }) => key), [refused?.key, hanging?.key]);
  assert.equal((await left()).length, 0);
});

test("what is typed on an open page about somebody who was refused is kept with them, and goes out with them", async () => {
  const { phone, sync, onNadia, left } = await withoutNadia(422);
  await sync.wake();
  const taken = await onNadia("Nurse");
  assert.equal(/** @type {any} */ (taken).location, "/waiting");
  assert.deepEqual((await phone.person())?.records.all("notes"), []);
  const [refused, hanging] = await left();
  assert.deepEqual(hanging?.fields[1], ["text", "Nurse"]);
  await sync.wake({ now: true });
  assert.equal((await left()).length, 2);

  await phone.act("/people", [["id", crypto.randomUUID()], ["name", "Nadia El-Amin"], ["prefers", ""]], refused?.key);
  assert.deepEqual((await phone.person())?.records.all("notes").map(({ text }) => text), ["Nurse"]);
  await sync.wake({ now: true });
  assert.equal((await left()).length, 0);
});

test("what belongs to nobody whom the phone knows is the server's to answer", async () => {
  const { phone, sync, left } = await withoutNadia(422);
  await sync.wake();
  const stranger = await phone.act(`/people/${crypto.randomUUID()}/notes`, [["id", crypto.randomUUID()], ["text", "Who?"]]);
  assert.deepEqual(stranger, { missing: true });
  assert.equal((await left()).length, 1);
});
