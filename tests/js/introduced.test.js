import assert from "node:assert/strict";
import test from "node:test";
import { redo, take } from "../../service_worker/twin.js";
import { act, CARD, contact, evening, id, NEW, PRIYA } from "./evening.js";
import { opened, WHOLE } from "./asking.js";

const [OTHER, FORM] = [id(40), { name: "Wei", source: "typed", prefers: "", introducer: "Priya" }];

test("whoever was meant by a name goes along with it", () => {
  const taken = take(evening(), act("/people", { ...FORM, introduced_by: "" }));
  assert.ok("location" in taken && taken.done);
  assert.deepEqual(Object.fromEntries(taken.done.act.fields), { id: NEW, ...FORM, introduced_by: PRIYA });
});

test("nobody goes along where nobody was named", () => {
  const alone = act("/people", { ...FORM, introducer: "" });
  const taken = take(evening(), alone);
  assert.ok("location" in taken && taken.done);
  assert.deepEqual(taken.done.act, alone);
});

test("whom the name meant then has introduced them, whoever else has it by now, and whatever theirs is", () => {
  const records = evening();
  const waits = act("/people", { ...FORM, introduced_by: PRIYA });
  records.set("contacts", PRIYA, () => ({ name: "P. R." }));
  records.put("contacts", contact(OTHER, CARD, "swap"));
  redo(records, waits);
  assert.equal(records.get("contacts", NEW)?.introduced_by, PRIYA);
});

test("what an earlier worker kept goes by the name", () => {
  const records = evening();
  redo(records, act("/people", FORM));
  assert.equal(records.get("contacts", NEW)?.introduced_by, PRIYA);
});

test("a second tap is known again, though the act says whom the name meant", async () => {
  const { phone } = await opened();
  await phone.hear([], { ...WHOLE, records: { contacts: [contact(PRIYA, CARD, "swap")] } }, (await phone.asking()).asked);
  const { path, fields } = act("/people", FORM);
  const [first, second] = [await phone.act(path, fields), await phone.act(path, fields)];
  assert.ok("location" in first && "location" in second);
  assert.equal(first.location, second.location);
  assert.equal((await phone.person())?.entries.length, 1);
});
