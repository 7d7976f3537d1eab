import assert from "node:assert/strict";
import { test } from "node:test";
import { derived } from "../../service_worker/ids.js";
import { redo } from "../../service_worker/twin.js";
import { act, changes, evening, EARLIER, EVENT, MEETING, NOW, PRIYA, STANDS, STEP } from "./evening.js";
import { areTaken } from "./taken.js";

areTaken({
  "a step ends, and the next one opens": {
    act: act(`/follow-ups/${MEETING}/steps/recall`, { state: "done" }),
    location: `/follow-ups/${MEETING}#message`,
    changes: {
      steps: {
        [derived(MEETING, "recall")]: { id: derived(MEETING, "recall"), rev: 0, meeting_id: MEETING, kind: "recall", state: "done", text: "", due_on: null, set_at: NOW },
      },
    },
    told: "Recall: Priya Raman",
  },
  "a way to help becomes a promise": {
    act: act(`/follow-ups/${MEETING}/steps/help`, { state: "scheduled", text: "A map", due_on: "2026-12-10" }),
    location: `/follow-ups/${MEETING}#recall`,
    changes: {
      steps: { [STEP]: { id: STEP, rev: 0, meeting_id: MEETING, kind: "help", state: "scheduled", text: "A map", due_on: "2026-12-10", set_at: NOW } },
      promises: {
        [derived(STEP, "promise")]: { ...STANDS, id: derived(STEP, "promise"), contact_id: PRIYA, mine: true, text: "A map", due_on: "2026-12-10" },
      },
    },
    told: "One way to help them: Priya Raman",
  },
  "somebody is let go the day after": {
    act: act(`/follow-ups/${MEETING}/letting-go`),
    location: `/follow-ups/events/${EVENT}`,
    said: { text: "Let go. Priya Raman will not be told.", undo: `/follow-ups/${MEETING}/return` },
    changes: { contacts: { [PRIYA]: { let_go_at: NOW } } },
    told: "Let Priya Raman go",
  },
  "somebody is let go among the others whom one met": {
    act: act(`/follow-ups/${MEETING}/letting-go`, { next: `/follow-ups/events/${EVENT}/focus` }),
    location: `/follow-ups/events/${EVENT}/focus`,
    said: {
      text: "Let go. Priya Raman will not be told.",
      undo: `/follow-ups/${MEETING}/return`,
      back: `/follow-ups/events/${EVENT}/focus`,
    },
    changes: { contacts: { [PRIYA]: { let_go_at: NOW } } },
    told: "Let Priya Raman go",
  },
});

for (const ended of ["kept_at", "released_at"]) {
  test(`a way to help after one with ${ended} is a promise of its own, and one however often it is done`, () => {
    const records = evening();
    const first = derived(STEP, "promise");
    const help = (/** @type {string} */ text) => act(`/follow-ups/${MEETING}/steps/help`, { state: "scheduled", text, due_on: "2026-12-10" });
    redo(records, help("A map"));
    records.set("promises", first, () => ({ [ended]: EARLIER }));
    const before = records.copy();
    for (const text of ["Maps", "Maps", "A globe"]) redo(records, help(text));
    const second = derived(first, "promise");
    assert.deepEqual(changes(before, records).promises, {
      [second]: { ...STANDS, id: second, contact_id: PRIYA, mine: true, text: "A globe", due_on: "2026-12-10" },
    });
  });
}
