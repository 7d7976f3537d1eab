import assert from "node:assert/strict";
import test from "node:test";
import { Records } from "../../service_worker/records.js";
import { list, mendable, refused } from "../../service_worker/waiting.js";

const KEY = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const WEI = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const NOBODY = Records.of({ zone: "UTC", codes: [] }, {});

/** @param {number} status @param {Partial<import("../../service_worker/outbox.js").Entry>} [facts] @param {string} [html] */
function refusal(status, facts, html = "") {
  return /** @type {import("../../service_worker/outbox.js").Entry} */ ({
    seq: 1, key: KEY, person: "alice", path: "/people", made_at: 0, seen: 0, onward: "",
    fields: [["name", "Wei Zhang"], ["prefers", ""]], refused: { status, sentence: "", html }, ...facts,
  });
}

test("every refused act can be mended or tried again, whatever the server said", () => {
  for (const path of ["/people", `/people/${WEI}/notes`, `/people/${WEI}/letting-go`, "/nowhere"]) {
    for (const status of [400, 404, 409, 410, 413, 422, 500]) {
      const page = list([refusal(status, { path })], NOBODY, "");
      const [row] = page.context.refused;
      assert.ok(row.mendable || row.again, `${status} ${path}`);
      assert.ok(row.sentence);
    }
  }
});

test("what the server found wrong is mended, not tried again as it is", () => {
  const [row] = list([refusal(422, {}, "<p>A name</p>")], NOBODY, "").context.refused;
  assert.deepEqual([row.mendable, row.again], [true, false]);
});

test("a refusal without a page is mended in the form it was typed in", () => {
  const entry = refused([refusal(400)], `/waiting/${KEY}`);
  const page = entry && mendable(entry, NOBODY);
  assert.equal(page?.template, "contacts/person_form.html");
  assert.equal(page?.context.form.name.value, "Wei Zhang");
});

test("what belongs to nothing any more has no form", () => {
  assert.equal(mendable(refusal(404, { path: `/people/${WEI}/notes` }), NOBODY), undefined);
});
