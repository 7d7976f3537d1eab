import assert from "node:assert/strict";
import test from "node:test";
import { codeIn } from "../../service_worker/links.js";
import { show } from "../../service_worker/twin.js";
import { opened, page, post, WHOLE } from "./asking.js";
import { evening, PERSON } from "./evening.js";

const CHOICES = { "Swap cards": "swap", "Take theirs only": "take" };

/** Alice's phone, which knows her. */
async function signedIn() {
  const { phone } = await opened();
  await phone.hear([], { ...WHOLE, person: { ...PERSON, id: WHOLE.person_id } }, (await phone.asking()).asked);
  return phone;
}

const CODES = [
  ["abcd efgh jkmn", "ABCDEFGHJKMN"],
  ["ABCD-EFGH-JKMO", "ABCDEFGHJKM0"],
  ["http://localhost/c/abcdefghjkml", "ABCDEFGHJKM1"],
  ["localhost/C/ABCDEFGHJKMN/", "ABCDEFGHJKMN"],
  ["localhost/e/ABCDEFGHJKMN", ""],
  ["other.example/c/abcdefghjkmn", ""],
  ["https://[/c/abcdefghjkmn", ""],
  ["abcd", ""],
  ["abcdefghjkmu", ""],
];

for (const [typed = "", code] of CODES) {
  test(`the code of a card in ${typed}`, () => assert.equal(codeIn(typed, "localhost"), code));
}

test("a typed code leads to where it can be kept, with the choices of a card", async () => {
  await signedIn();
  const answer = await post("/scan/typed", "/scan", { code: "ABCD EFGH JKMO" });
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/c/abcdefghjkm0"]);
  const html = await page("/c/abcdefghjkm0");
  assert.match(html, /You are offline/);
  assert.match(html, /ABCD EFGH JKM0/);
  assert.match(html, /action="\/c\/abcdefghjkm0\/swap"/);
  for (const [said, mode] of Object.entries(CHOICES)) assert.match(html, new RegExp(`value="${mode}">${said}<`));
});

test("what is typed and is no code is shown, to be sent again", async () => {
  await signedIn();
  const html = await (await post("/scan/typed", "/scan", { code: "ABCD" })).text();
  assert.match(html, /This needs a network/);
  assert.match(html, /name="code" value="ABCD"/);
});

test("a code that was kept and leads nowhere is told with its letters", async () => {
  const phone = await signedIn();
  const kept = await post("/c/abcdefghjkmn/swap", "/c/abcdefghjkmn", { mode: "swap" });
  assert.match(kept.headers.get("location") ?? "", /^\/people\/.*\/listening$/);
  const [entry] = (await phone.person())?.entries ?? [];
  assert.ok(entry);
  await phone.refuse(entry.key, { status: 404, sentence: "This code leads nowhere. Ask them for a new one.", html: "" });
  const html = await page("/waiting");
  assert.match(html, /Swap cards with Somebody, scanned .* \(code ABCD EFGH JKMN\)/);
  assert.match(html, /This code leads nowhere/);
});

test("one's own code is not kept", () => {
  const found = show(evening(), new URL("http://localhost/C/O123456789AB"), "2026-12-03T20:00:00.000000Z", true);
  assert.ok(found && "template" in found);
  assert.deepEqual([found.template, found.context.sentence], ["exchange/gone.html", "That is your own code. It is for others to scan."]);
});

test("with a network the card is the server's", () => {
  const url = new URL("http://localhost/c/abcdefghjkmn");
  assert.equal(show(evening(), url, "2026-12-03T20:00:00.000000Z"), undefined);
  assert.equal(show(evening(), new URL("http://localhost/c/abcd"), "2026-12-03T20:00:00.000000Z", true), undefined);
});
