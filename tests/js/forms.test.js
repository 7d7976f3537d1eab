import assert from "node:assert/strict";
import { test } from "node:test";
import { CardForm, cardOf } from "../../service_worker/forms/card.js";
import { ListenForm, NextForm, NoteForm, PromiseForm } from "../../service_worker/forms/contacts.js";
import { CardTextForm, SwapForm, TypedForm } from "../../service_worker/forms/exchange.js";
import { StepForm } from "../../service_worker/forms/followups.js";
import { EventForm, facts, GoalForm, PlanForm, ReflectionForm, TargetForm } from "../../service_worker/forms/goals.js";

/** @typedef {import("../../service_worker/forms/fields.js").Form} Form */

const EVENING = {
  title: "Founders Evening",
  starts: "2026-12-03T19:00",
  ends: "2026-12-03T21:30",
  zone: "Europe/Berlin",
};

/** @type {[string, Form, Record<string, string>, Record<string, string>][]} what is typed, what is wrong */
const CASES = [
  ["an event", EventForm, EVENING, {}],
  ["an event of an older browser", EventForm, { ...EVENING, starts: "2026-12-03 19:00:00" }, {}],
  ["an event without anything", EventForm, {}, {
    title: "Give the event a name.",
    starts: "When does it start?",
    ends: "When does it end?",
    zone: "In which time zone?",
  }],
  ["no day of the calendar", EventForm, { ...EVENING, starts: "2026-02-30T19:00" }, {
    starts: "Write a day and a time, like 2026-12-03 19:00.",
  }],
  ["a far year", EventForm, { ...EVENING, ends: "2226-12-03T19:00" }, {
    ends: "That year is far off. Check it.",
  }],
  ["a skipped hour", EventForm, { ...EVENING, starts: "2026-03-29T02:30", ends: "2026-03-29T05:00" }, {
    starts: "The clocks in Europe/Berlin skip 02:30 on that day.",
  }],
  ["an end before the start", EventForm, { ...EVENING, ends: "2026-12-03T19:00" }, {
    ends: "The end has to come after the start.",
  }],
  ["an event of three weeks", EventForm, { ...EVENING, ends: "2026-12-24T19:00" }, {
    ends: "That is more than two weeks. Plan each part as its own event.",
  }],
  ["a link that grows too long", EventForm, { ...EVENING, link: `ja.wikipedia.org/${"あ".repeat(60)}` }, {
    link: "Written out for the web, that link is too long. Use a shorter one.",
  }],
  ["a zone nobody knows", EventForm, { ...EVENING, zone: "Mars/Base" }, {
    zone: "There is no time zone of that name. Choose one from the list.",
  }],
  ["a link with a secret", EventForm, { ...EVENING, link: "https://a:b@example.org" }, {
    link: "That link holds a name or a password. Leave out what stands before the @.",
  }],
  ["a goal", GoalForm, { goal: "x".repeat(140) }, {}],
  ["a long goal", GoalForm, { goal: "x".repeat(141) }, { goal: "At most 140 characters; this has 141." }],
  ["no plan", PlanForm, { plan: "maybe" }, { plan: "Choose one of these." }],
  ["nobody", TargetForm, { who: "\u200b " }, { who: "Write down whom to look for." }],
  ["half a reflection", ReflectionForm, { reached: "yes" }, { again: "Choose one of these." }],
  ["nothing heard", ListenForm, {}, {}],
  ["a day without a promise", ListenForm, { due_on: "2026-12-04" }, {
    promised: "What did you promise for that day?",
  }],
  ["no day", ListenForm, { promised: "A call", due_on: "soon" }, { due_on: "Write a day, like 2026-12-04." }],
  ["no note", NoteForm, { text: " " }, { text: "Write a word or two first." }],
  ["no promise", PromiseForm, { side: "mine" }, { promised: "What was promised?" }],
  ["a promise of nobody", PromiseForm, { side: "", promised: "A call" }, { side: "Choose one of these." }],
  ["a day without a step", NextForm, { next_on: "2026-12-04" }, { next_step: "What happens on that day?" }],
  ["a step", StepForm, { state: "done" }, {}],
  ["a plan without anything", StepForm, { state: "scheduled" }, {
    text: "What will you do?",
    due_on: "On which day?",
  }],
  ["a long plan", StepForm, { state: "scheduled", text: "x".repeat(281), due_on: "2026-12-04" }, {
    text: "At most 280 characters; put the rest in a note.",
  }],
  ["no code", TypedForm, {}, { code: "Type the code, or paste the link." }],
  ["no card", CardTextForm, {}, { text: "Paste the vCard here." }],
  ["a swap", SwapForm, { mode: "swap", card: "Ifeoma" }, {}],
  ["a swap of nobody", SwapForm, {}, { mode: "Choose one of these." }],
  ["a card", CardForm, { name: "Priya", phone: "+44 7911 123456", email: "p@example.org", links: "a.example b.example" }, {}],
  ["a doubtful card", CardForm, { name: "Priya", phone: "07911 123456", email: "p@例え。テスト" }, {}],
  ["a card without a name", CardForm, {}, { name: "A name is what people remember." }],
  ["a phone of letters", CardForm, { name: "P", phone: "CALL ME" }, {
    phone: "A phone number is made of digits, and this one has letters in it.",
  }],
  ["a phone of nothing", CardForm, { name: "P", phone: "+" }, {
    phone: "That does not look like a phone number. Write it like +44 7911 123456.",
  }],
  ["no address", CardForm, { name: "P", email: "priya" }, {
    email: "That does not look like an e-mail address. Check it once more.",
  }],
  ["six links", CardForm, { name: "P", links: "a.io b.io c.io d.io e.io f.io" }, {
    links: "At most 5 links, one per line.",
  }],
  ["no link", CardForm, { name: "P", links: "javascript:alert(1)" }, {
    links: "That does not look like a web address. Write it like example.org/you.",
  }],
  ["another scheme", CardForm, { name: "P", links: "ftp://example.org" }, {
    links: "A link begins with https:// or http://.",
  }],
];

for (const [what, form, typed, errors] of CASES) {
  test(`a form checks ${what}`, () => {
    const { shown, ok } = form.read(Object.entries(typed));
    const wrong = Object.values(shown).filter(({ error }) => error).map(({ name, error }) => [name, error]);
    assert.deepEqual(Object.fromEntries(wrong), errors);
    assert.equal(ok, wrong.length === 0);
  });
}

test("an event's times are those of its place", () => {
  const { data } = EventForm.read(Object.entries({ ...EVENING, link: "Example.ORG/Ä?q=%20#x" }));
  assert.deepEqual(facts(data), {
    title: "Founders Evening",
    starts_at: "2026-12-03T18:00:00.000000Z",
    ends_at: "2026-12-03T20:30:00.000000Z",
    zone: "Europe/Berlin",
    place: "",
    link: "https://example.org/%C3%84?q=%20#x",
  });
});

test("a time that occurs twice means the first", () => {
  const night = { ...EVENING, starts: "2026-10-25T02:30", ends: "2026-10-25T03:00" };
  const { starts_at, ends_at } = facts(EventForm.read(Object.entries(night)).data);
  assert.deepEqual([starts_at, ends_at], ["2026-10-25T00:30:00.000000Z", "2026-10-25T02:00:00.000000Z"]);
});

test("a card is kept as the server would keep it, as far as a phone can tell", () => {
  const typed = { name: " Priya  Raman ", phone: "+44 7911 123456", email: "P@Example.ORG", links: "a.example\r\nHTTP://B.example/X" };
  assert.deepEqual(cardOf(CardForm.read(Object.entries(typed)).data), {
    name: "Priya Raman",
    headline: "",
    organisation: "",
    email: "P@example.org",
    phone: "+447911123456",
    links: ["https://a.example", "http://b.example/X"],
    looking_for: "",
    can_help: "",
    prefers: "",
  });
});
