import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { quote } from "../../service_worker/quoting.js";

const TABLE = JSON.parse(readFileSync(new URL("../shared/quoted.json", import.meta.url), "utf8"));

for (const [text, safe, expected] of TABLE) {
  test(`quotes ${JSON.stringify(text)} but for "${safe}"`, () => assert.equal(quote(text, safe), expected));
}
