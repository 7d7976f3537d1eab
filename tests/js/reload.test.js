import assert from "node:assert/strict";
import test from "node:test";

/** @type {string[]} */
const marks = [];
let loaded = 0;
Object.assign(globalThis, {
  document: { body: { hasAttribute: (/** @type {string} */ name) => marks.includes(name) }, activeElement: null },
  sessionStorage: { setItem() {} },
  location: { pathname: "/people", search: "", reload: () => loaded++ },
  scrollY: 0,
  addEventListener() {},
});
const { reloadInPlace } = await import("../../static/js/behaviours/reload.js");

test("a page loads itself again for what is new, but not one that answers a post: that would post again", () => {
  reloadInPlace();
  assert.equal(loaded, 1);
  marks.push("data-answers-post");
  reloadInPlace();
  assert.equal(loaded, 1);
});
