import assert from "node:assert/strict";
import { test } from "node:test";
import { derived } from "../../service_worker/ids.js";
import { redo, take } from "../../service_worker/twin.js";
import { act, AHEAD, BARE, CARD, changes, EARLIER, evening, EVENT, id, MEETING, MET, NEW, PRIYA, STANDS } from "./evening.js";
import { areTaken } from "./taken.js";

areTaken({
  "cards are swapped, with the card that the code held": {
    act: act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Marta+Nowak;marta@example.org" }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: {
        [NEW]: {
          ...{ id: NEW, rev: 0, name: "Marta Nowak", source: "swap", ...AHEAD },
          card: { ...BARE, name: "Marta Nowak", email: "marta@example.org" },
          ways: [{ kind: "email", label: "E-mail", shown: "marta@example.org", href: "mailto:marta@example.org" }],
        },
      },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW } },
    },
    told: "Swap cards with Marta Nowak",
  },
  "a code without a card is kept by its hour": {
    act: act("/c/abcdefghjkmn/swap", { mode: "take" }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: {
        [NEW]: {
          ...{ id: NEW, rev: 0, name: "Somebody, scanned 20:14", source: "take", ...AHEAD },
          card: { ...BARE, name: "Somebody, scanned 20:14" },
          ways: [],
        },
      },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW } },
    },
    told: "Take the card of Somebody, scanned 20:14 (code ABCD EFGH JKMN)",
  },
  "somebody known is met once at an event": {
    act: act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" }),
    location: `/people/${PRIYA}/listening`,
    changes: {},
    told: "Swap cards with Priya Raman",
  },
});

test("a swap that the server joined with an older contact leads there", () => {
  const records = evening();
  const swap = act("/c/abcdefghjkmn/swap", { mode: "swap", card: "P.;+49151123" });
  records.put("meetings", { ...MET, contact_id: PRIYA });
  const taken = take(records, swap);
  assert.ok("location" in taken && taken.done);
  assert.deepEqual([taken.location, changes(records, taken.done.records)], [`/people/${PRIYA}/listening`, {}]);
});

test("what was named after a meeting is found under the one that stands", () => {
  const records = evening();
  records.set("contacts", PRIYA, () => ({ source: "swap" }));
  const older = derived(NEW, "an older way to name a step");
  records.put("steps", { id: older, rev: 1, meeting_id: MEETING, kind: "recall", state: "done", text: "", due_on: null, set_at: EARLIER });
  const mine = derived(NEW, "meeting");
  const aliases = redo(records, act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" }));
  const help = derived(MEETING, "help");
  const named = [NEW, mine, derived(mine, "recall"), derived(mine, "help"), derived(derived(mine, "help"), "promise")];
  assert.deepEqual(named.map((id) => aliases[id]), [PRIYA, MEETING, older, help, derived(help, "promise")]);
});

test("what is promised after a promise that has ended is found behind that one", () => {
  const records = evening();
  records.set("contacts", PRIYA, () => ({ source: "swap" }));
  const [mine, stands] = [derived(NEW, "meeting"), MEETING].map((id) => derived(derived(id, "help"), "promise"));
  assert.ok(mine && stands);
  records.put("promises", { ...STANDS, id: stands, contact_id: PRIYA, mine: true, text: "A map", due_on: null });
  const swap = act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" });
  const next = (/** @type {string} */ id) => derived(id, "promise");
  const found = () => [mine, next(mine), next(next(mine))].map((id) => redo(records, swap)[id]);
  const known = [stands, next(stands), next(next(stands)), next(next(next(stands)))];
  assert.deepEqual(found(), known.slice(0, 3));
  records.set("promises", stands, () => ({ kept_at: EARLIER }));
  assert.deepEqual(found(), known.slice(1));
});

test("what was named after a swap that came late is found under the meeting of its own day", () => {
  const records = evening();
  const [that, later] = [id(60), id(61)];
  records.put("meetings", { ...MET, id: that, contact_id: PRIYA, event_id: null, met_at: "2026-12-20T10:00:00.000000Z" });
  records.put("meetings", { ...MET, id: later, contact_id: PRIYA, event_id: null, met_at: "2026-12-25T10:00:00.000000Z" });
  const swap = act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" });
  const aliases = redo(records, { ...swap, made_at: "2026-12-20T12:00:00.000000Z" });
  assert.equal(aliases[derived(NEW, "meeting")], that);
});

test("a swap brings back whom one had let go, with what is new and what was known", () => {
  const records = evening();
  records.set("contacts", PRIYA, () => ({ let_go_at: EARLIER, source: "take" }));
  records.set("meetings", MEETING, () => ({ event_id: null, met_at: "2026-11-03T18:30:00.000000Z" }));
  redo(records, act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" }));
  const { let_go_at, source, card } = records.get("contacts", PRIYA) ?? { card: null };
  assert.deepEqual([let_go_at, source, card], [null, "swap", CARD]);
  assert.equal(records.where("meetings", "contact_id", PRIYA).length, 2);
});

/** @type {[string, string, number][]} what, when they were met, how many meetings that makes */
const BEFORE_JOINING = [
  ["as the doors opened", "2026-12-03T17:00:00.000000Z", 1],
  ["before the doors opened", "2026-12-03T16:59:59.999999Z", 2],
];

for (const [what, met_at, count] of BEFORE_JOINING) {
  test(`whoever was met ${what}, before the event was joined, is met ${count === 1 ? "once" : "twice"}`, () => {
    const records = evening();
    records.set("contacts", PRIYA, () => ({ source: "swap" }));
    records.set("meetings", MEETING, () => ({ event_id: null, event_title: "", event_zone: "", met_at }));
    const swap = act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" });
    const [first, second] = [redo(records, swap), redo(records, swap)];
    assert.deepEqual(first, second);
    const meetings = records.where("meetings", "contact_id", PRIYA);
    assert.equal(meetings.length, count);
    const there = meetings.find(({ event_id }) => event_id === EVENT);
    assert.deepEqual([there?.event_title, there?.event_zone], ["Founders Evening", "Europe/Berlin"]);
    assert.equal(there?.id === MEETING, count === 1);
  });
}
