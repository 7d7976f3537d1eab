import assert from "node:assert/strict";
import { test } from "node:test";
import { ranked } from "../../service_worker/matching.js";
import { reason } from "../../service_worker/reasons.js";
import { Records } from "../../service_worker/records.js";
import { suggestions } from "../../service_worker/suggesting.js";

const NOW = "2026-12-04T09:00:00.000000Z";
const known = (id, needs, offers) => ({ id, name: id, needs: needs.split(" "), offers: offers.split(" ") });
const contact = (id, card) => {
  const told = { name: id, looking_for: "", can_help: "", headline: "", organisation: "", ...card };
  return { id, name: id, let_go_at: null, card: told };
};
const met = (records) => suggestions(records, NOW).map(({ first, second }) => [first.id, second.id]);

test("who shares more than what everybody says is found", () => {
  const hall = Array.from({ length: 40 }, (_, at) => known(`n${at}`, "nurse", "nurse"));
  const found = ranked([...hall, known("a", "nurse glacier", "nurse"), known("b", "nurse", "glacier nurse")]);
  assert.deepEqual(found.map(({ seeker, helper, shared }) => [seeker, helper, shared]), [["a", "b", ["nurse", "glacier"]]]);
});

test("of people beyond counting those are looked for whose need fewest can help with, then by id", () => {
  // Who comes first by name comes last by id.
  const named = (at, words) => ({ ...known(`n${1000 + at}`, words, words), name: `${9999 - at}` });
  const orchards = Array.from({ length: 600 }, (_, at) => named(at, "orchard lichen mortar"));
  const harbours = Array.from({ length: 600 }, (_, at) => named(600 + at, "harbour willow granite"));
  const found = ranked([...harbours, ...orchards, known("z", "glacier", "lake"), known("y", "lake", "glacier")]);
  const seekers = found.map(({ seeker }) => seeker);
  assert.deepEqual(seekers.slice(0, 2).sort(), ["y", "z"]);
  // Each of them would be weighed with 600, found by two words: 300,000 pairs are those of 249.
  assert.equal(seekers[2], "n1248");
});

test("what somebody told since is part of the next search", () => {
  const records = Records.of({}, { contacts: [contact("a", { looking_for: "Glaciers" }), contact("b"), contact("c")] });
  assert.deepEqual(met(records), []);
  records.set("contacts", "b", ({ card }) => ({ card: { ...card, can_help: "Glaciers" } }));
  assert.deepEqual(met(records), [["a", "b"]]);
  records.put("meetings", { id: "m", contact_id: "c", met_at: NOW, heard: "Mapping lichen" });
  records.set("contacts", "b", ({ card }) => ({ card: { ...card, can_help: "Lichen" } }));
  assert.deepEqual(met(records), [["c", "b"]]);
  records.set("contacts", "b", () => ({ let_go_at: NOW }));
  assert.deepEqual(met(records), []);
});

test("words from right to left move nothing around them", () => {
  const nobody = { looking_for: "", heard: [], can_help: "", headline: "", organisation: "" };
  const { line } = reason({ ...nobody, name: "דנה לוי", looking_for: "אחות nurse" }, { ...nobody, name: "Yael", can_help: "nurse" }, ["nurse"]);
  assert.equal(line, "\u2068דנה\u2069 is looking for “\u2068אחות nurse\u2069”; Yael can help with “nurse”.");
});
