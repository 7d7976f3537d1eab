import assert from "node:assert/strict";
import { test } from "node:test";
import { latestFirst, sorted } from "../../service_worker/order.js";
import { full, KINDS, outcome, queue } from "../../service_worker/queue.js";

const met = (id, facts = {}) => {
  const plain = { owed_on: null, moves_goal: "", talked: 0, states: {}, let_go: false, let_go_late: false };
  return { id, met_at: "2026-12-03T19:30:00.000000Z", ...plain, ...facts };
};
const ids = (people, cap = 5) => queue(people, cap).map(({ id }) => id);

test("promises come first, then the goal, then how well we talked, then who came first", () => {
  const early = "2026-12-03T19:00:00.000000Z";
  const people = [
    met("nothing"),
    met("early", { met_at: early }),
    met("talked", { talked: 2 }),
    met("no", { moves_goal: "no", talked: 2 }),
    met("maybe", { moves_goal: "maybe" }),
    met("yes", { moves_goal: "yes" }),
    met("some day", { owed_on: "9999-12-31" }),
    met("on friday", { owed_on: "2026-12-04" }),
  ];
  const order = ["on friday", "some day", "yes", "maybe", "talked", "early", "nothing", "no"];
  assert.deepEqual(ids(people, 8), order);
  assert.deepEqual(ids(people, 2), order.slice(0, 2));
});

test("whoever has been begun with keeps their seat", () => {
  const begun = met("begun", { moves_goal: "no", states: { recall: "done" } });
  const others = ["a", "b", "c"].map((id) => met(id, { moves_goal: "yes" }));
  assert.deepEqual(ids([...others, begun], 2), ["a", "begun"]);
});

test("somebody let go while the event was on has no seat", () => {
  const during = met("during", { let_go: true });
  const late = met("late", { let_go: true, let_go_late: true });
  assert.deepEqual(ids([during, late]), ["late"]);
});

test("whoever was chosen sits first, and who gets one line does not", () => {
  const begun = ["a", "b"].map((id) => met(id, { states: { recall: "done" } }));
  const thanked = met("c", { focus: "line", states: { recall: "done" } });
  const people = [...begun, thanked, met("z", { moves_goal: "no", focus: "deep" })];
  assert.deepEqual(ids(people, 2), ["a", "z"]);
  assert.ok(full(people, 3));
  assert.ok(!full(people, 4));
});

const states = (last) => Object.fromEntries(KINDS.map((kind) => [kind, kind === "next" ? last : "done"]));
const ENDS = [
  [met("a"), ""],
  [met("a", { states: { recall: "done" } }), ""],
  [met("a", { states: states("done") }), "done"],
  [met("a", { states: states("scheduled") }), "scheduled"],
  [met("a", { let_go: true, states: states("scheduled") }), "let_go"],
  [met("a", { focus: "line" }), ""],
  [met("a", { focus: "line", states: { message: "done" } }), "done"],
  [met("a", { focus: "line", states: { message: "let_go" } }), ""],
];

for (const [one, ended] of ENDS) {
  test(`an item with ${Object.keys(one.states).length} steps ended is "${ended}"`, () => assert.equal(outcome(one), ended));
}

test("text is ordered by code points, as the database does", () => {
  const names = ["\uffee", "\u{1f419}", "\ud7ff", "a", "", "ab"];
  assert.deepEqual(sorted(names, (name) => [name]), ["", "a", "ab", "\ud7ff", "\uffee", "\u{1f419}"]);
});

test("of equal moments the id decides", () => {
  const rows = [["1", "a"], ["2", "b"], ["2", "a"]];
  assert.deepEqual(latestFirst(rows, ([at, id]) => [at, id]), [["2", "a"], ["2", "b"], ["1", "a"]]);
});
