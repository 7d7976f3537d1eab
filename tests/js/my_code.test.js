import assert from "node:assert/strict";
import { test } from "node:test";
import { myCode } from "../../service_worker/pages/exchange.js";
import { Records } from "../../service_worker/records.js";
import { PERSON } from "./evening.js";

const at = (/** @type {string} */ day) => `2026-12-${day}T19:00:00.000000Z`;
const code = (/** @type {string} */ link, /** @type {string | null} */ event_id, young = "04", living = "11") => {
  const until = { young_until: at(young), living_until: at(living) };
  return { link, event_id, event_title: event_id ?? "", ...until, spaced: "", drawn: { modules: 1, bits: "gA==" } };
};
const shown = (/** @type {any[]} */ codes, /** @type {any} */ asked) => {
  const page = myCode(Records.of({ ...PERSON, codes }, {}), { params: {}, query: new URLSearchParams(), ...asked });
  return page?.context.link;
};

const PLAIN = code("plain", null);
const FAIR = code("fair", "fair", "30", "30");

test("a young code is shown, and another's event's is not", () => {
  assert.equal(shown([FAIR, PLAIN], { now: at("03") }), "plain");
});

test("a code that is young no longer is the network's to renew", () => {
  assert.equal(shown([FAIR, PLAIN], { now: at("05") }), undefined);
});

test("without a network one that is answered still is better than none", () => {
  assert.equal(shown([FAIR, PLAIN], { now: at("05"), offline: true }), "plain");
  assert.equal(shown([FAIR, code("older", "older", "06", "06")], { now: at("05"), offline: true }), "fair");
});

test("a code that is answered no longer is not shown at all", () => {
  assert.equal(shown([PLAIN], { now: at("12"), offline: true }), undefined);
});
