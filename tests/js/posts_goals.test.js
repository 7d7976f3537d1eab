import assert from "node:assert/strict";
import { test } from "node:test";
import { derived } from "../../service_worker/ids.js";
import { act, attendance, evening, ATTENDANCE, EVENT, EVENT_FACTS, EVENT_FIELDS, MEETING, NEW, NOW, REMOVED, target, TARGET } from "./evening.js";
import { areTaken } from "./taken.js";
import { take } from "../../service_worker/twin.js";

areTaken({
  "an event is planned": {
    act: act("/events", EVENT_FIELDS),
    location: `/events/${NEW}`,
    changes: {
      attendances: {
        [derived(NEW, "attendance")]: {
          ...attendance(NEW, {}),
          rev: 0,
          event: { id: NEW, mine: true, ...EVENT_FACTS, join_path: "", join_url: "", join_code: null },
        },
      },
    },
    told: "Plan Lunch",
  },
  "an event is changed, and the meetings there hear of it": {
    act: act(`/events/${EVENT}`, EVENT_FIELDS),
    location: `/events/${EVENT}`,
    said: { text: "Changed for everybody who is going." },
    changes: {
      attendances: { [ATTENDANCE]: { event: { ...attendance(EVENT, { mine: true }).event, ...EVENT_FACTS } } },
      meetings: { [MEETING]: { event_title: "Lunch", event_zone: "Europe/London" } },
    },
    told: "Change Lunch",
  },
  "an event is let slide": {
    act: act(`/events/${EVENT}/plan`, { plan: "slide" }),
    location: `/events/${EVENT}`,
    said: { text: "Let slide. An evening to yourself is well spent, too." },
    changes: { attendances: { [ATTENDANCE]: { plan: "slide" } } },
    told: "Let Founders Evening slide",
  },
  "somebody goes": {
    act: act(`/events/${EVENT}/plan`, { plan: "go" }),
    location: `/events/${EVENT}`,
    changes: { attendances: { [ATTENDANCE]: { plan: "go" } } },
    told: "Go to Founders Evening",
  },
  "a goal is set": {
    act: act(`/events/${EVENT}/goal`, { goal: " Meet  a glaciologist " }),
    location: `/events/${EVENT}`,
    changes: { attendances: { [ATTENDANCE]: { goal: "Meet a glaciologist", plan: "go" } } },
    told: "The goal for Founders Evening",
  },
  "no sentence is no goal, and is said to be": {
    act: act(`/events/${EVENT}/goal`, { goal: " " }),
    location: `/events/${EVENT}`,
    said: { text: "No goal is set. One sentence is enough." },
    changes: {},
    told: "No goal for Founders Evening",
  },
  "a target is named, in the first free place": {
    act: act(`/events/${EVENT}/targets`, { who: "Marta", why: "Ice" }),
    location: `/events/${EVENT}`,
    changes: { targets: { [NEW]: { ...target(NEW, { position: 1, removed_at: null }), rev: 0, who: "Marta", why: "Ice" } } },
    told: "Look for Marta at Founders Evening",
  },
  "a target is edited": {
    act: act(`/targets/${TARGET}`, { who: "Marta", offer: "Maps" }),
    location: `/events/${EVENT}`,
    changes: { targets: { [TARGET]: { who: "Marta", offer: "Maps" } } },
    told: "What you noted about Marta",
  },
  "a target is found, on today's page": {
    act: act(`/targets/${TARGET}/meeting`, { next: "/today" }),
    location: "/today",
    said: { text: "You found A glaciologist.", undo: `/targets/${TARGET}/missing` },
    changes: { targets: { [TARGET]: { met_at: NOW } } },
    told: "You found A glaciologist",
  },
  "a target is removed": {
    act: act(`/targets/${TARGET}/removal`, { next: "//evil.example" }),
    location: `/events/${EVENT}`,
    said: { text: "Removed.", undo: `/targets/${TARGET}/restoration` },
    changes: { targets: { [TARGET]: { position: null, removed_at: NOW } } },
    told: "Do not look for A glaciologist",
  },
  "a target is restored": {
    act: act(`/targets/${REMOVED}/restoration`),
    location: `/events/${EVENT}`,
    changes: { targets: { [REMOVED]: { position: 1, removed_at: null } } },
    told: "Look for A glaciologist after all",
  },
  "an evening is closed": {
    act: act(`/events/${EVENT}/reflection`, { reached: "partly", learned: "Ask.", again: "yes" }),
    location: "/today",
    said: { text: "Closed. What you noted is on their pages." },
    changes: { attendances: { [ATTENDANCE]: { reached: "partly", learned: "Ask.", again: "yes", closed_at: NOW } } },
    told: "How Founders Evening turned out",
  },
});

test("an empty goal takes the one that was set back, and whoever goes still goes", () => {
  const set = (/** @type {import("../../service_worker/records.js").Records} */ records, /** @type {string} */ goal) => {
    const taken = take(records, act(`/events/${EVENT}/goal`, { goal }));
    assert.ok("done" in taken && taken.done);
    return taken.done.records;
  };
  const after = set(set(evening(), "Meet a glaciologist"), "");
  const { goal, plan } = after.get("attendances", ATTENDANCE) ?? {};
  assert.deepEqual([goal, plan], ["", "go"]);
});
