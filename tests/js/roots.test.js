import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { roots } from "../../service_worker/roots.js";

const TABLE = JSON.parse(readFileSync(new URL("../matching/roots.json", import.meta.url), "utf8"));

for (const [text, expected] of TABLE) {
  test(`finds the roots of ${JSON.stringify(text)}`, () => assert.deepEqual(roots(text), expected));
}
