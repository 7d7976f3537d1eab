import assert from "node:assert/strict";
import test from "node:test";
import { hasMissed, noteMade } from "../../service_worker/missed.js";

test("news between a page's making and its first word are told to it, once", () => {
  noteMade("one", 2);
  noteMade("other", 3);
  assert.ok(hasMissed("one", 3));
  assert.ok(!hasMissed("one", 3));
  assert.ok(!hasMissed("other", 3));
});

test("whoever was not made by the worker, or by a browser that names nobody, has missed nothing", () => {
  noteMade("", 1);
  assert.ok(!hasMissed("", 2));
  assert.ok(!hasMissed("unknown", 2));
});
