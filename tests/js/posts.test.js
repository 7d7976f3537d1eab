import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_RHYTHM } from "../../service_worker/forms/touches.js";
import { derived } from "../../service_worker/ids.js";
import { typed } from "../../service_worker/posts/words.js";
import { Records, TABLES } from "../../service_worker/records.js";
import { redo, take, tell } from "../../service_worker/twin.js";

/** @typedef {import("../../service_worker/twin.js").Act} Act */
/** @typedef {import("../../service_worker/records.js").Row} Row */

const id = (/** @type {number} */ n) => `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`;
const [EVENT, GONE, PRIYA, TOMAS, TARGET, REMOVED, MEETING, OWED, NEW] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(id);
const NOW = "2026-12-03T19:14:00.000000Z";
const EARLIER = "2026-12-03T18:30:00.000000Z";

const PERSON = {
  id: id(100),
  name: "Ifeoma Nwosu",
  zone: "Europe/Berlin",
  locale: "en_GB",
  followup_cap: 5,
  lettering: {
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    periods: Array(24).fill(""),
    day: "EEE d MMM",
    time: "HH:mm",
  },
  codes: [{ word: "0123456789AB" }],
};

const CARD = {
  name: "Priya Raman",
  headline: "Glaciologist",
  organisation: "",
  email: "priya@example.org",
  phone: "",
  links: [],
  looking_for: "",
  can_help: "",
  prefers: "",
};
const BARE = { headline: "", organisation: "", email: "", phone: "", links: [], looking_for: "", can_help: "", prefers: "" };

const MAIL = { kind: "email", label: "E-mail", shown: "priya@example.org", href: "mailto:priya@example.org" };

function evening() {
  return Records.of(PERSON, {
    attendances: [
      attendance(EVENT, { title: "Founders Evening", mine: true, starts_at: "2026-12-03T18:00:00.000000Z", ends_at: "2026-12-03T20:30:00.000000Z" }),
      attendance(GONE, { title: "Brunch", mine: false, starts_at: "2026-12-05T09:00:00.000000Z", ends_at: "2026-12-05T11:00:00.000000Z" }),
    ],
    targets: [
      target(TARGET, { position: 2, removed_at: null }),
      target(REMOVED, { position: null, removed_at: EARLIER }),
    ],
    contacts: [contact(PRIYA, CARD, "swap"), contact(TOMAS, { ...CARD, ...BARE, name: "Tomás" }, "typed")],
    meetings: [
      { id: MEETING, rev: 1, contact_id: PRIYA, event_id: EVENT, event_title: "Founders Evening", event_zone: "Europe/Berlin", met_at: EARLIER, heard: "Ice", moves_goal: "", listened_at: null },
    ],
    promises: [
      { id: OWED, rev: 1, contact_id: PRIYA, mine: true, text: "Send the map", due_on: null, made_at: EARLIER, kept_at: null, released_at: null },
    ],
  });
}

/** @param {string} eventId @param {Record<string, any>} event @returns {Row} */
function attendance(eventId, event) {
  const whole = { id: eventId, zone: "Europe/Berlin", place: "", link: "", join_path: "/e/abc", join_url: "", join_code: null, ...event };
  return { id: derived(eventId, "attendance"), rev: 1, event_id: eventId, plan: "", goal: "", reached: "", learned: "", again: "", closed_at: null, event: whole };
}

/** @param {string} targetId @param {Record<string, any>} facts @returns {Row} */
function target(targetId, facts) {
  return { id: targetId, rev: 1, attendance_id: derived(EVENT, "attendance"), who: "A glaciologist", why: "", offer: "", opening: "", met_at: null, ...facts };
}

/** @param {string} contactId @param {typeof CARD} card @param {string} source @returns {Row} */
function contact(contactId, card, source) {
  const ways = card.email ? [MAIL] : [];
  return { id: contactId, rev: 1, name: card.name, card, photo: "", source, met_at: EARLIER, next_step: "", next_on: null, let_go_at: null, ways };
}

/** @param {string} path @param {Record<string, string>} [fields] @returns {Act} */
function act(path, fields = {}) {
  return { key: id(99), path, fields: Object.entries({ id: NEW, ...fields }), made_at: NOW };
}

/** What differs: new rows whole, of others the facts that changed. @param {Records} before @param {Records} after */
function changes(before, after) {
  /** @type {Record<string, Record<string, any>>} */
  const found = {};
  for (const table of TABLES) {
    for (const row of after.all(table)) {
      const known = before.get(table, row.id) ?? {};
      const facts = Object.entries(row).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]));
      if (facts.length) (found[table] ??= {})[row.id] = Object.fromEntries(facts);
    }
  }
  return found;
}

const EVENT_FIELDS = { title: "Lunch", starts: "2026-12-04T12:00", ends: "2026-12-04T13:00", zone: "Europe/London", place: "Café", link: "example.org" };
const EVENT_FACTS = { title: "Lunch", starts_at: "2026-12-04T12:00:00.000000Z", ends_at: "2026-12-04T13:00:00.000000Z", zone: "Europe/London", place: "Café", link: "https://example.org" };
const ATTENDANCE = derived(EVENT, "attendance");
const STEP = derived(MEETING, "help");
const MET = { id: derived(NEW, "meeting"), rev: 0, event_id: EVENT, event_title: "Founders Evening", event_zone: "Europe/Berlin", met_at: NOW, heard: "", moves_goal: "", listened_at: null, focus: "" };
const STANDS = { rev: 0, made_at: NOW, kept_at: null, released_at: null };
const AHEAD = { photo: "", met_at: NOW, next_step: "", next_on: null, ...NO_RHYTHM, introduced_by: null, room_kept_at: null, let_go_at: null };

/**
 * @typedef {object} Case
 * @property {Act} act
 * @property {string} location
 * @property {Record<string, Record<string, any>>} changes
 * @property {import("../../service_worker/twin.js").Said} [said]
 * @property {string} told
 */
/** @type {Record<string, Case>} */
const DONE = {
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
    said: { text: "Changed for everybody who goes." },
    changes: {
      attendances: { [ATTENDANCE]: { event: { ...attendance(EVENT, { mine: true }).event, ...EVENT_FACTS } } },
      meetings: { [MEETING]: { event_title: "Lunch", event_zone: "Europe/London" } },
    },
    told: "Change Lunch",
  },
  "an event is let slide": {
    act: act(`/events/${EVENT}/plan`, { plan: "slide" }),
    location: `/events/${EVENT}`,
    said: { text: "Let slide. An evening kept is worth one spent well." },
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
    said: { text: "Closed. What you noted stays with the people." },
    changes: { attendances: { [ATTENDANCE]: { reached: "partly", learned: "Ask.", again: "yes", closed_at: NOW } } },
    told: "How Founders Evening turned out",
  },
  "somebody is written down": {
    act: act("/people", { name: "Marta", phone: "+44 7911 123456", source: "vcard" }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: {
        [NEW]: {
          ...{ id: NEW, rev: 0, name: "Marta", source: "vcard", ...AHEAD },
          card: { ...BARE, name: "Marta", phone: "+447911123456" },
          ways: [
            { kind: "phone", label: "Call", shown: "+447911123456", href: "tel:+447911123456" },
            { kind: "sms", label: "Text", shown: "+447911123456", href: "sms:+447911123456" },
            { kind: "whatsapp", label: "WhatsApp", shown: "+447911123456", href: "https://wa.me/447911123456" },
            { kind: "signal", label: "Signal", shown: "+447911123456", href: "https://signal.me/#p/+447911123456" },
          ],
        },
      },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW } },
    },
    told: "Write Marta down",
  },
  "a card is corrected": {
    act: act(`/people/${PRIYA}`, { name: "Priya R.", email: "priya@example.org", headline: "Glaciologist" }),
    location: `/people/${PRIYA}`,
    changes: { contacts: { [PRIYA]: { name: "Priya R.", card: { ...CARD, name: "Priya R." } } } },
    told: "The card of Priya R.",
  },
  "what was heard is kept, and with it a promise": {
    act: act(`/people/${PRIYA}/listening`, { promised: "A call", due_on: "2026-12-04", moves_goal: "yes" }),
    location: `/people/${PRIYA}`,
    changes: {
      meetings: { [MEETING]: { moves_goal: "yes", listened_at: NOW } },
      promises: { [NEW]: { ...STANDS, id: NEW, contact_id: PRIYA, mine: true, text: "A call", due_on: "2026-12-04" } },
    },
    told: "What you heard from Priya Raman",
  },
  "somebody is let go": {
    act: act(`/people/${PRIYA}/letting-go`),
    location: "/people",
    said: { text: "Let go. Priya Raman will not be told.", undo: `/people/${PRIYA}/return` },
    changes: { contacts: { [PRIYA]: { let_go_at: NOW } } },
    told: "Let Priya Raman go",
  },
  "a note is written": {
    act: act(`/people/${TOMAS}/notes`, { text: "Two\r\nlines" }),
    location: `/people/${TOMAS}`,
    changes: { notes: { [NEW]: { id: NEW, rev: 0, contact_id: TOMAS, text: "Two\nlines", written_at: NOW } } },
    told: "A note about Tomás",
  },
  "they promise": {
    act: act(`/people/${TOMAS}/promises`, { side: "theirs", promised: "A call" }),
    location: `/people/${TOMAS}`,
    changes: { promises: { [NEW]: { ...STANDS, id: NEW, contact_id: TOMAS, mine: false, text: "A call", due_on: null } } },
    told: "A promise of Tomás",
  },
  "the next step is planned": {
    act: act(`/people/${TOMAS}/next`, { next_step: "Coffee", next_on: "2026-12-10" }),
    location: `/people/${TOMAS}`,
    changes: { contacts: { [TOMAS]: { next_step: "Coffee", next_on: "2026-12-10" } } },
    told: "What comes next with Tomás",
  },
  "a promise is kept": {
    act: act(`/promises/${OWED}/keeping`, { next: `/follow-ups/${MEETING}` }),
    location: `/follow-ups/${MEETING}`,
    said: { text: "Kept.", undo: `/promises/${OWED}/reopening` },
    changes: { promises: { [OWED]: { kept_at: NOW } } },
    told: "Kept: Send the map",
  },
  "a promise is released": {
    act: act(`/promises/${OWED}/release`),
    location: `/people/${PRIYA}`,
    said: { text: "Released.", undo: `/promises/${OWED}/reopening` },
    changes: { promises: { [OWED]: { released_at: NOW } } },
    told: "Released: Send the map",
  },
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
    told: "Take the card of Somebody, scanned 20:14",
  },
  "somebody known is met once at an event": {
    act: act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" }),
    location: `/people/${PRIYA}/listening`,
    changes: {},
    told: "Swap cards with Priya Raman",
  },
};

for (const [what, { act, location, said, changes: expected, told }] of Object.entries(DONE)) {
  test(`${what}, once or twice`, () => {
    const before = evening();
    const taken = take(before, act);
    assert.ok("location" in taken && taken.done, JSON.stringify(taken));
    const { records, act: waits } = taken.done;
    assert.deepEqual(changes(before, records), expected);
    const tells = said ? { undo: "", ...said } : null;
    assert.deepEqual([taken.location, taken.said, waits], [location, tells, act]);
    assert.equal(tell(records, act), told);
    assert.deepEqual(changes(evening(), before), {}, "what it was is left as it was");
    const again = records.copy();
    redo(again, act);
    assert.deepEqual(changes(records, again), {});
  });

  test(`${what}, where nothing is left of what it was about`, () => {
    const nothing = Records.of(PERSON, {});
    redo(nothing, act);
    assert.ok(tell(nothing, act));
  });
}

/** @type {[string, Act, Record<string, any>, string, string][]} */
const UNDONE = [
  ["found, and not after all", act(`/targets/${TARGET}/missing`), { met_at: null }, "targets", TARGET],
  ["let go, and taken back", act(`/people/${PRIYA}/return`), { let_go_at: null }, "contacts", PRIYA],
  ["let go, and taken back the day after", act(`/follow-ups/${MEETING}/return`), { let_go_at: null }, "contacts", PRIYA],
  ["kept, and open again", act(`/promises/${OWED}/reopening`), { kept_at: null, released_at: null }, "promises", OWED],
];

for (const [what, act, facts, table, rowId] of UNDONE) {
  test(what, () => {
    const records = evening();
    const name = /** @type {import("../../service_worker/records.js").Table} */ (table);
    records.set(name, rowId, () => Object.fromEntries(Object.keys(facts).map((fact) => [fact, EARLIER])));
    const taken = take(records, act);
    assert.ok("location" in taken && taken.done);
    assert.deepEqual(changes(records, taken.done.records), { [table]: { [rowId]: facts } });
  });
}

/** @type {[string, Act, string, string][]} what, the act, the template that comes again, what is wrong */
const REFUSED = [
  ["an event without a name", act("/events", { ...EVENT_FIELDS, title: "" }), "goals/event_form.html", "Give the event a name."],
  ["an event without an end", act(`/events/${EVENT}`, { ...EVENT_FIELDS, ends: "" }), "goals/event_form.html", "When does it end?"],
  ["a long goal", act(`/events/${EVENT}/goal`, { goal: "x".repeat(141) }), "goals/event.html", "At most 140 characters; this has 141."],
  ["no plan", act(`/events/${EVENT}/plan`), "goals/event.html", ""],
  ["nobody to look for", act(`/events/${EVENT}/targets`), "goals/event.html", "A name, or a kind of person."],
  ["a target without a name", act(`/targets/${TARGET}`), "goals/target.html", "A name, or a kind of person."],
  ["half a reflection", act(`/events/${EVENT}/reflection`, { reached: "yes" }), "goals/reflection.html", "Choose one of these."],
  ["a person without a name", act("/people"), "contacts/person_form.html", "A name is what people remember."],
  ["a card without a name", act(`/people/${PRIYA}`), "contacts/person_form.html", "A name is what people remember."],
  ["a day without a promise", act(`/people/${PRIYA}/listening`, { due_on: "2026-12-04" }), "contacts/listening.html", "What did you promise for that day?"],
  ["an empty note", act(`/people/${PRIYA}/notes`), "contacts/person.html", "Write a word or two first."],
  ["an empty promise", act(`/people/${PRIYA}/promises`, { side: "mine" }), "contacts/person.html", "What was promised?"],
  ["a day without a step", act(`/people/${PRIYA}/next`, { next_on: "2026-12-04" }), "contacts/person.html", "What happens on that day?"],
  ["a plan without words", act(`/follow-ups/${MEETING}/steps/next`, { state: "scheduled" }), "followups/checklist.html", "What will you do?"],
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
  assert.ok("page" in fourth && fourth.page.context.target_form.who.error.startsWith("Three is the most."));
  const restored = take(records, act(`/targets/${REMOVED}/restoration`));
  assert.ok("location" in restored && restored.said?.text.startsWith("Three is the most."));
});

test("what has not begun has not turned out yet, and nothing waits", () => {
  const early = act(`/events/${GONE}/reflection`, { reached: "yes", again: "yes" });
  const taken = take(evening(), early);
  const said = { text: "It has not begun yet. How it turns out can be told afterwards.", undo: "" };
  assert.deepEqual(taken, { location: `/events/${GONE}`, said, done: null });
});

for (const path of [`/events/${NEW}/goal`, `/events/${GONE}`, `/people/${NEW}/notes`, `/follow-ups/${MEETING}/steps/dance`, `/people/${TOMAS}/listening`, "/me/card"]) {
  test(`the phone does not have ${path}`, () => {
    assert.deepEqual(take(evening(), act(path, { ...EVENT_FIELDS, goal: "x", text: "x" })), { missing: true });
  });
}

test("a page that the browser kept makes another record, not the same again", () => {
  const first = take(evening(), act(`/people/${PRIYA}/notes`, { text: "One" }));
  assert.ok("location" in first && first.done);
  const second = take(first.done.records, act(`/people/${PRIYA}/notes`, { text: "Two" }));
  assert.ok("location" in second && second.done);
  const [[, fresh] = ["", ""]] = second.done.act.fields;
  assert.notEqual(fresh, NEW);
  assert.deepEqual(second.done.records.all("notes").map(({ id, text }) => [id, text]), [[NEW, "One"], [fresh, "Two"]]);
});

test("what was done on another phone meanwhile is not done twice", () => {
  const records = evening();
  records.set("promises", OWED, () => ({ kept_at: EARLIER }));
  redo(records, act(`/promises/${OWED}/keeping`));
  assert.equal(records.get("promises", OWED)?.kept_at, EARLIER);
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

test("a swap brings back whom one had let go, with what is new and what was known", () => {
  const records = evening();
  records.set("contacts", PRIYA, () => ({ let_go_at: EARLIER, source: "take" }));
  records.set("meetings", MEETING, () => ({ event_id: null }));
  redo(records, act("/c/abcdefghjkmn/swap", { mode: "swap", card: "Priya+Raman;priya@example.org" }));
  const { let_go_at, source, card } = records.get("contacts", PRIYA) ?? { card: null };
  assert.deepEqual([let_go_at, source, card], [null, "swap", CARD]);
  assert.equal(records.where("meetings", "contact_id", PRIYA).length, 2);
});

const VCARD = [
  "BEGIN:VCARD",
  "VERSION:2.1",
  "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=",
  "=C3=B1ez;Ana;;Dr;",
  "ORG:Ice Ltd;Maps",
  "TITLE:Glaciologist\\, retired",
  "TEL;HOME:030 1234",
  "TEL;CELL:+44 (7911) 123-456",
  "item1.EMAIL;TYPE=pref:ana@EXAMPLE.org",
  "URL:example.org/ana",
  "END:VCARD",
].join("\r\n");

test("a card from another app is read on the phone, and nothing waits", () => {
  const taken = take(evening(), act("/scan/card", { text: VCARD }));
  assert.ok("page" in taken && taken.page.template === "contacts/person_form.html");
  const { form, action, source, place } = taken.page.context;
  const values = Object.fromEntries(Object.entries(form).map(([name, { value }]) => [name, value]));
  assert.deepEqual([action, source, place, taken.page.status ?? 200], ["/people", "vcard", "swap", 200]);
  assert.deepEqual(values, {
    name: "Dr Ana Núñez",
    headline: "Glaciologist, retired",
    organisation: "Ice Ltd, Maps",
    email: "ana@example.org",
    phone: "+447911123456",
    links: "https://example.org/ana",
    looking_for: "",
    can_help: "",
    prefers: "",
  });
});

test("what was typed is told, and nothing else", () => {
  assert.deepEqual(typed(act("/events/x/targets", { who: "Marta", why: "", next: "/today" })), ["Marta"]);
});
