import assert from "node:assert/strict";
import test from "node:test";
import { opened, page, post, WHOLE } from "./asking.js";
import { PERSON } from "./evening.js";

const OWN = "0123456789ab";
const NOWHERE = { status: 404, sentence: "This code leads nowhere. Ask them for a new one.", html: "" };
/** The server's word on what belongs to nobody. */
const NOTHING = { status: 404, sentence: "There is nothing here.", html: "" };

/** A phone on which a mistyped code was refused, and what was heard from whoever it was. */
async function refusedCode() {
  const { phone } = await opened();
  await phone.hear([], { ...WHOLE, person: { ...PERSON, id: WHOLE.person_id } }, (await phone.asking()).asked);
  for (const { key } of (await phone.person())?.entries ?? []) await phone.discard(key);
  const kept = await post("/c/abcdefghjkmn/swap", "/c/abcdefghjkmn", { mode: "take" });
  await post(kept.headers.get("location") ?? "", "/people", { heard: "Stuck with tenders" });
  const [swap, heard] = (await phone.person())?.entries ?? [];
  assert.ok(swap && heard);
  await phone.refuse(swap.key, NOWHERE);
  await phone.refuse(heard.key, NOTHING);
  return { phone, swap, heard };
}

/** What waits: where it goes, of which id, made when, and whether it was refused. @param {Awaited<ReturnType<typeof refusedCode>>["phone"]} phone */
async function waits(phone) {
  const entries = (await phone.person())?.entries ?? [];
  return entries.map(({ path, fields, made_at, refused }) => [path, Object.fromEntries(fields).id, made_at, refused !== undefined]);
}

test("what was noted about whoever had a mistyped code says what it hangs on", async () => {
  await refusedCode();
  const html = await page("/waiting");
  assert.match(html, /This code leads nowhere/);
  assert.match(html, /It goes out once the one it belongs to does/);
  assert.doesNotMatch(html, /There is nothing here/);
});

test("a mistyped code is typed anew, and what hangs on it goes out with it", async () => {
  const { phone, swap, heard } = await refusedCode();
  assert.match(await page("/waiting"), new RegExp(`href="/waiting/${swap.key}">Fix it`));
  const html = await page(`/waiting/${swap.key}`);
  assert.match(html, new RegExp(`action="/waiting/${swap.key}/code"`));
  assert.match(html, /value="ABCD EFGH JKMN"/);
  await post(`/waiting/${swap.key}/code`, `/waiting/${swap.key}`, { code: "ABCD EFGH JKMM", mends: swap.key });
  const id = Object.fromEntries(swap.fields).id;
  const [first, second] = await waits(phone);
  assert.deepEqual(first, ["/c/abcdefghjkmm/swap", id, swap.made_at, false]);
  assert.deepEqual([second?.[0], second?.[3]], [heard.path, false]);
  const [{ fields } = { fields: [] }] = (await phone.person())?.entries ?? [];
  assert.equal(Object.fromEntries(fields).mode, "take");
});

const NO_CODES = { "ABCD": "A code has twelve letters and digits.", "": "Type the code, or paste the link.", [OWN]: "That is your own code." };

for (const [typed, sentence] of Object.entries(NO_CODES)) {
  test(`a code is not mended by "${typed}"`, async () => {
    const { phone, swap } = await refusedCode();
    const answer = await post(`/waiting/${swap.key}/code`, `/waiting/${swap.key}`, { code: typed });
    assert.equal(answer.status, 422);
    assert.ok((await answer.text()).includes(sentence));
    assert.deepEqual((await waits(phone)).map(([, , , refused]) => refused), [true, true]);
  });
}

test("whoever had a mistyped code is written down instead, as met at that hour", async () => {
  const { phone, swap, heard } = await refusedCode();
  phone.clock = () => swap.made_at + 50_000_000;
  await post("/people", `/waiting/${swap.key}`, { name: "Nadia", mends: swap.key });
  const id = Object.fromEntries(swap.fields).id;
  const [first, second] = await waits(phone);
  assert.deepEqual(first, ["/people", id, swap.made_at, false]);
  assert.deepEqual([second?.[0], second?.[3]], [heard.path, false]);
  const { records } = (await phone.person()) ?? {};
  assert.equal(records?.get("contacts", id)?.name, "Nadia");
  assert.equal(records?.where("meetings", "contact_id", id)[0]?.heard, "Stuck with tenders");
  phone.clock = Date.now;
});

test("what a code carried is there to write down", async () => {
  const { phone } = await refusedCode();
  await post("/c/abcdefghjkmp/swap", "/c/abcdefghjkmp", { mode: "swap", card: "Nadia;nadia%40example.org" });
  const { key = "" } = (await phone.person())?.entries.at(-1) ?? {};
  await phone.refuse(key, NOWHERE);
  assert.match(await page(`/waiting/${key}`), /value="Nadia".*value="nadia@example\.org"/s);
});

test("whoever was written down may not take the place of a note", async () => {
  const { phone, heard } = await refusedCode();
  await post("/people", "/waiting", { name: "Nadia", mends: heard.key });
  assert.equal((await waits(phone)).length, 3);
});

test("a code typed for what waits no more leads to what waits", async () => {
  await refusedCode();
  const answer = await post("/waiting/dddddddd-dddd-4ddd-8ddd-dddddddddddd/code", "/waiting", { code: "ABCD EFGH JKMM" });
  assert.equal(answer.headers.get("location"), "/waiting");
});
