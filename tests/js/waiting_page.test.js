import assert from "node:assert/strict";
import test from "node:test";
import { NEWS, opened, page, WHOLE } from "./asking.js";

test("what waits for its person to sign in does not wait for a network", async () => {
  const { phone, sync } = await opened();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  await phone.act("/people", [["id", "cccccccc-cccc-4ccc-8ccc-cccccccccccc"], ["name", "Marta"], ["source", "typed"], ["prefers", ""]]);
  const key = (await phone.person())?.entries[0]?.key ?? "";
  assert.match(await page("/waiting"), /Waiting for a network/);

  sync.signedOut = true;
  const shown = await page("/waiting");
  assert.match(shown, /Waiting for you to sign in/);
  assert.match(shown, /goes out once you sign in\./);
  assert.doesNotMatch(shown, /Waiting for a network|by itself/);

  sync.signedOut = false;
  await phone.hear([{ key, status: 303 }], NEWS, (await phone.asking()).asked);
});

test("what was refused for want of somebody who was refused says whom it is about", async () => {
  const { phone } = await opened();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  const id = "dddddddd-dddd-4ddd-8ddd-dddddddddddd";
  await phone.act("/people", [["id", id], ["name", "Nadia"], ["source", "typed"], ["prefers", ""]]);
  await phone.act(`/people/${id}/listening`, [["id", "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee"], ["heard", "Stuck"]]);
  const entries = (await phone.person())?.entries ?? [];
  const answers = entries.map(({ key }, at) => ({ key, status: at ? 404 : 422, html: "<p>Mend</p>" }));
  await phone.hear(answers, NEWS, (await phone.asking()).asked);
  const shown = await page("/waiting");
  assert.match(shown, /What you heard from Nadia/);
  for (const { key } of entries) await phone.discard(key);
});

test("a page of what waits that is out of date by the time it is there does not say that nothing waits", async () => {
  const { phone } = await opened();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  await phone.act("/people", [["id", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"], ["name", "Wei"], ["source", "typed"], ["prefers", ""]]);
  const key = (await phone.person())?.entries[0]?.key ?? "";
  phone.said = async () => {
    await phone.hear([{ key, status: 303 }], NEWS, (await phone.asking()).asked);
    return [];
  };
  const shown = await page("/waiting");
  assert.match(shown, /Write Wei down/);
  assert.match(shown, /data-waits="1\/0"/);
});
