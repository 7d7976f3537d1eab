import assert from "node:assert/strict";
import test from "node:test";
import { opened, page, post, WHOLE } from "./asking.js";

const REFUSALS = { "a form of the phone": 404, "a page of the server": 422 };

/** What the forms of a page say of what they mend. @param {string} html */
const mends = (html) => [...html.matchAll(/name="mends" value="([^"]*)"/g)].map(([, key]) => key);

/** Who waits, or was refused. */
async function names() {
  const { phone } = await opened();
  return (await phone.person())?.entries.map(({ fields }) => fields.find(([name]) => name === "name")?.[1]);
}

/** A refused act that would have written Nadia down; its key. @param {number} status */
async function refusedNadia(status) {
  const { phone } = await opened();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  for (const { key } of (await phone.person())?.entries ?? []) await phone.discard(key);
  await post("/people", "/people/new", { name: "Nadia" });
  const key = (await phone.person())?.entries[0]?.key ?? "";
  await phone.refuse(key, { status, sentence: "", html: status === 422 ? "<form>Nadia</form>" : "" });
  return key;
}

for (const [form, status] of Object.entries(REFUSALS)) {
  test(`what comes from ${form} takes the place of the refused act, also after a slip`, async () => {
    const key = await refusedNadia(status);
    const [said] = mends(await page(`/waiting/${key}`));
    const slip = await post("/people", `/waiting/${key}`, { name: "", ...(said && { mends: said }) });
    assert.equal(slip.status, 422);
    const [again] = mends(await slip.text());
    assert.equal(again, key);
    await post("/people", "/people", { name: "Nadia El-Amin", mends: key });
    assert.deepEqual(await names(), ["Nadia El-Amin"]);
    const { phone } = await opened();
    assert.ok((await phone.person())?.entries.every(({ fields }) => !fields.some(([name]) => name === "mends")));
  });

  test(`after a slip on ${form} somebody else is somebody else, also with a slip of their own`, async () => {
    const key = await refusedNadia(status);
    await post("/people", `/waiting/${key}`, { name: "" });
    const slip = await post("/people", "/people/new", { name: "" });
    assert.deepEqual(mends(await slip.text()), []);
    await post("/people", "/people", { name: "Tomas" });
    assert.deepEqual(await names(), ["Nadia", "Tomas"]);
  });
}
