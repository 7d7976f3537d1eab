import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeCard } from "../../static/js/scan/compact.js";

const CARDS = [
  ["Ifeoma+Nwosu;ifeoma@example.org", "Ifeoma Nwosu", "ifeoma@example.org"],
  ["Ifeoma;+4915112345678", "Ifeoma", "+4915112345678"],
  ["J%C3%BCrgen", "Jürgen", ""],
  ["~w4nDpMO8", "Éäü", ""],
  ["%7Etilde", "~tilde", ""],
  ["~2YXYsdmK2YU;x@example.org", "مريم", "x@example.org"],
  ["%F0%9F%90%99", "🐙", ""],
  ["A%3BB;c", "A;B", "c"],
];

for (const [fragment, name, reach] of CARDS) {
  test(`reads ${fragment}`, () => assert.deepEqual(decodeCard(fragment), { name, reach }));
}

const MALFORMED = ["", ";reach", "+", "%", "%E9", "~*", "~w4", "~wA", "a;b;c", "A;%", "A;~!", "A%0AB", "A B", "A(B)"];

for (const fragment of MALFORMED) {
  test(`takes nothing from "${fragment}"`, () => assert.equal(decodeCard(fragment), null));
}
