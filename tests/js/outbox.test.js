import assert from "node:assert/strict";
import test from "node:test";
import { before, BATCH, due, rename, saying, settle, tryAgain, withIdOf } from "../../service_worker/outbox.js";

const A = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const B = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

/** @param {Partial<import("../../service_worker/outbox.js").Entry>} [facts] */
function entry(facts) {
  return {
    seq: 1, key: "k1", person: "alice", path: `/people/${A}/notes`, made_at: 0, seen: 0, onward: `/people/${A}`,
    fields: /** @type {[string, string][]} */ ([["id", B], ["text", "Reads every tender"]]),
    ...facts,
  };
}

test("an act leaves when the server has done it, and only then", () => {
  const entries = [200, 303, 400, 404, 422].map((status, seq) => entry({ seq, key: String(status) }));
  const answers = entries.map(({ key }) => ({ key, status: Number(key) }));
  const { left, gone, changed } = settle(entries, answers);
  assert.deepEqual(gone.map(({ key }) => key), ["200", "303"]);
  assert.deepEqual(left.map(({ key }) => key), ["400", "404", "422"]);
  assert.deepEqual(changed, left);
  assert.ok(left.every(({ refused }) => refused));
});

test("what was not answered waits on, unchanged", () => {
  const entries = [entry({ key: "k1" }), entry({ seq: 2, key: "k2" })];
  const { left, changed } = settle(entries, [{ key: "k1", status: 303 }]);
  assert.deepEqual(left, [entries[1]]);
  assert.deepEqual(changed, []);
});

test("what the server keeps under another id is called so in what still waits", () => {
  const swap = entry({ key: "k1", path: "/c/ABC/swap" });
  const note = entry({ seq: 2, key: "k2", fields: [["next", `/people/${A}`]] });
  const { left, renamed } = settle([swap, note], [{ key: "k1", status: 303, renamed: { [A]: B } }]);
  assert.deepEqual(renamed, { [A]: B });
  assert.equal(left[0]?.path, `/people/${B}/notes`);
  assert.deepEqual(left[0]?.fields, [["next", `/people/${B}`]]);
});

test("renaming nothing gives the very same act", () => {
  const act = entry();
  assert.equal(rename(act, { [B.replace("b", "c")]: A }), act);
});

test("refused acts are not sent again by themselves, and no more go than the server takes", () => {
  const refused = entry({ refused: { status: 404, sentence: "", html: "" } });
  const many = Array.from({ length: 70 }, (_, seq) => entry({ seq }));
  assert.deepEqual(due([refused, ...many]), many.slice(0, BATCH));
  assert.equal(due([tryAgain(refused)]).length, 1);
});

test("the same form with the same words is the same act; without an id nothing is", () => {
  const act = { ...entry(), made_at: "" };
  assert.equal(before([entry()], act)?.onward, `/people/${A}`);
  assert.equal(before([{ said: saying(act), onward: "/done" }], act)?.onward, "/done");
  assert.equal(before([entry()], { ...act, fields: [["id", B], ["text", "Hates slides"]] }), undefined);
  assert.equal(before([entry({ fields: [] })], { ...act, fields: [] }), undefined);
});

test("from A to B and back to A is three acts", () => {
  const [a, b] = [entry(), entry({ seq: 2, key: "k2", fields: [["id", B], ["text", "Hates slides"]] })];
  assert.equal(before([a, b], { ...a, made_at: "" }), undefined);
  assert.equal(before([a, b], { ...b, made_at: "" }), b);
});

test("a mended act keeps the id that others know it by", () => {
  const mended = entry({ fields: [["id", A]] });
  assert.deepEqual(withIdOf({ ...entry(), made_at: "" }, mended).fields[0], ["id", A]);
});
