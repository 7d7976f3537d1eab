import assert from "node:assert/strict";
import { test } from "node:test";
import { redo, take } from "../../service_worker/twin.js";
import { act, evening, EVENT, EVENT_FIELDS, GONE, id, MEETING, NEW, PRIYA, REMOVED, TARGET, TOMAS } from "./evening.js";

/** @typedef {import("../../service_worker/twin.js").Act} Act */

/** @type {[string, Act, string, string][]} what, the act, the template that comes again, what is wrong */
const REFUSED = [
  ["an event without a name", act("/events", { ...EVENT_FIELDS, title: "" }), "goals/event_form.html", "Give the event a name."],
  ["an event without an end", act(`/events/${EVENT}`, { ...EVENT_FIELDS, ends: "" }), "goals/event_form.html", "When does it end?"],
  ["a long goal", act(`/events/${EVENT}/goal`, { goal: "x".repeat(141) }), "goals/event.html", "At most 140 characters; this has 141."],
  ["no plan", act(`/events/${EVENT}/plan`), "goals/event.html", ""],
  ["nobody to look for", act(`/events/${EVENT}/targets`), "goals/target.html", "Write down whom to look for."],
  ["a target without a name", act(`/targets/${TARGET}`), "goals/target.html", "Write down whom to look for."],
  ["half a reflection", act(`/events/${EVENT}/reflection`, { reached: "yes" }), "goals/reflection.html", "Choose one of these."],
  ["a person without a name", act("/people"), "contacts/person_form.html", "A name is what people remember."],
  ["a card without a name", act(`/people/${PRIYA}`), "contacts/person_form.html", "A name is what people remember."],
  ["a day without a promise", act(`/people/${PRIYA}/listening`, { due_on: "2026-12-04" }), "contacts/listening.html", "What did you promise for that day?"],
  ["an empty note", act(`/people/${PRIYA}/notes`), "contacts/person.html", "Write a word or two first."],
  ["an empty promise", act(`/people/${PRIYA}/promises`, { side: "mine" }), "contacts/person.html", "What was promised?"],
  ["a day without a step", act(`/people/${PRIYA}/next`, { next_on: "2026-12-04" }), "contacts/person.html", "What happens on that day?"],
  ["a step on a day that is past", act(`/people/${PRIYA}/next`, { next_step: "Coffee", next_on: "2020-12-04" }), "contacts/person.html", "That day is past."],
  ["a plan without words", act(`/follow-ups/${MEETING}/steps/next`, { state: "scheduled" }), "followups/checklist.html", "What will you do?"],
  ["a plan for a day that is past", act(`/follow-ups/${MEETING}/steps/next`, { state: "scheduled", text: "Coffee", due_on: "2020-12-04" }), "followups/checklist.html", "That day is past."],
  ["my own code", act("/c/0123456789ab/swap", { mode: "swap" }), "exchange/gone.html", "That is your own code. It is for others to scan."],
  ["a card that is none", act("/scan/card", { text: "Hello" }), "exchange/card_text.html", "There is no contact in that. It has to be a vCard or a MECARD."],
  ["a card of nobody", act("/scan/card", { text: "BEGIN:VCARD\nNOTE:x\nEND:VCARD" }), "exchange/card_text.html", "That contact has neither a name nor a way to reach anybody."],
];

for (const [what, act, template, sentence] of REFUSED) {
  test(`the phone refuses ${what}`, () => {
    const taken = take(evening(), act);
    assert.ok("page" in taken, JSON.stringify(taken));
    assert.deepEqual([taken.page.template, taken.page.status], [template, 422]);
    assert.ok(JSON.stringify(taken.page.context).includes(sentence));
  });
}

test("three targets are the most", () => {
  const records = evening();
  for (const n of [20, 21]) {
    const taken = take(records, act(`/events/${EVENT}/targets`, { id: id(n), who: "Somebody" }));
    assert.ok("location" in taken && taken.done);
    redo(records, taken.done.act);
  }
  const fourth = take(records, act(`/events/${EVENT}/targets`, { who: "Everybody" }));
  assert.ok("page" in fourth && fourth.page.context.form.who.error.startsWith("Three is the most."));
  const restored = take(records, act(`/targets/${REMOVED}/restoration`));
  assert.ok("location" in restored && restored.said?.text.startsWith("Three is the most."));
});

test("what has not begun has not turned out yet, and nothing waits", () => {
  const early = act(`/events/${GONE}/reflection`, { reached: "yes", again: "yes" });
  const taken = take(evening(), early);
  const said = { text: "It has not begun yet. You can say how it turned out afterwards.", undo: "" };
  assert.deepEqual(taken, { location: `/events/${GONE}`, said, done: null });
});

for (const path of [`/events/${NEW}/goal`, `/events/${GONE}`, `/people/${NEW}/notes`, `/follow-ups/${MEETING}/steps/dance`, `/people/${TOMAS}/listening`, "/me/card"]) {
  test(`the phone does not have ${path}`, () => {
    assert.deepEqual(take(evening(), act(path, { ...EVENT_FIELDS, goal: "x", text: "x" })), { missing: true });
  });
}
