import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "../../service_worker/languages.js";
import { day, due, firstName, hour, initials, span } from "../../service_worker/words.js";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
const BRITAIN = { weekdays: WEEKDAYS, months: MONTHS, periods: [], day: "EEE d MMM", dated: "EEE d MMM y", time: "HH:mm" };
const HALVES = [...Array(12).fill("AM"), ...Array(12).fill("PM")];
const AMERICA = { ...BRITAIN, periods: HALVES, day: "EEE MMM d", time: "h:mm\u202fa" };
const BULGARIA = { ...BRITAIN, day: "EEE d.MM", time: "H:mm 'ч'." };

const HOURS = [
  ["2026-12-03T19:05:00.000000Z", "19:05", "7:05\u202fPM", "19:05 ч."],
  ["2026-12-03T00:30:00.000000Z", "00:30", "12:30\u202fAM", "0:30 ч."],
  ["2026-12-03T12:00:59.999999Z", "12:00", "12:00\u202fPM", "12:00 ч."],
];

for (const [at, ...expected] of HOURS) {
  test(`tells the hour of ${at}`, () => {
    assert.deepEqual([BRITAIN, AMERICA, BULGARIA].map((of) => hour(at, "UTC", of)), expected);
  });
}

test("an hour of one figure has one where the pattern says so", () => {
  assert.equal(hour("2026-12-03T09:05:00.000000Z", "UTC", { ...BRITAIN, time: "H:m" }), "9:5");
});

test("a day is that of the zone", () => {
  const evening = "2026-12-03T19:00:00.000000Z";
  assert.equal(day(evening, "Pacific/Auckland", BRITAIN), "Fri 4 Dec");
  assert.equal(day(evening, "Asia/Kathmandu", AMERICA), "Fri Dec 4");
});

test("an end on another day names its day", () => {
  const [start, end, late] = ["19:00", "21:30", "23:59"].map((at) => `2026-12-03T${at}:00.000000Z`);
  assert.equal(span(start, end, "UTC", BRITAIN, start), "Thu 3 Dec, 19:00–21:30");
  assert.equal(span(end, late, "Europe/Berlin", BRITAIN, start), "Thu 3 Dec, 22:30 – Fri 4 Dec, 00:59");
});

test("an evening of another year has its year", () => {
  const [evening, near, far] = ["2026-12-03", "2027-05-30", "2028-01-01"].map((on) => `${on}T19:00:00.000000Z`);
  assert.equal(day(evening, "UTC", BRITAIN, near), "Thu 3 Dec");
  assert.equal(day(evening, "UTC", BRITAIN, far), "Thu 3 Dec 2026");
  assert.equal(span(evening, evening, "UTC", BRITAIN, far), "Thu 3 Dec 2026, 19:00–19:00");
});

const DUE = [
  ["2026-12-03", "today"],
  ["2026-12-04", "tomorrow"],
  ["2026-12-05", "Sat 5 Dec"],
  ["2026-12-02", "yesterday"],
  ["2026-11-30", "3 days ago"],
  ["2026-11-03", "30 days ago"],
  ["2026-11-02", "Mon 2 Nov"],
  ["2026-01-01", "Thu 1 Jan"],
  ["2025-12-31", "Wed 31 Dec 2025"],
  ["2024-12-04", "Wed 4 Dec 2024"],
  ["2027-06-04", "Fri 4 Jun"],
  ["2027-06-05", "Sat 5 Jun 2027"],
];

for (const [on, expected] of DUE) {
  test(`what is due on ${on}`, () => assert.equal(due(on, "2026-12-03", BRITAIN), expected));
}

const NAMES = [
  ["Alice Lindqvist", "AL"],
  ["Alice", "A"],
  ["anna van der berg", "AB"],
  ["“Élodie” (née) ...", "ÉN"],
  ["ßen 山田", "SS山"],
  ["e\u0301lodie", "E"],
  ["𐐨bc 🐙", "𐐀"],
  ["🐙", "🐙"],
  [" 🏳️‍🌈 ...", "🏳"],
  ["", ""],
];

for (const [name, expected] of NAMES) {
  test(`the initials of "${name}"`, () => assert.equal(initials(name), expected));
}

const CALLED = {
  "Wei Zhang": "Wei",
  Wei: "Wei",
  "Wei Wei": "Wei",
  "Dr. Wei Zhang": "Wei",
  "Prof. Dr. rer. nat. Hans Meier": "Hans",
  "Dr Jane Smith": "Jane",
  "MRS Jane Smith": "Jane",
  "Dr. Zhang": "Dr. Zhang",
  "Lindqvist, Alice": "Lindqvist",
  "Dr.": "Dr.",
  ".": ".",
  ",": ",",
  "Dr. ,": "Dr. ,",
  ", Alice": ", Alice",
  "": "",
};

test("nobody is called by a title", () => {
  for (const [name, called] of Object.entries(CALLED)) assert.equal(firstName(name), called);
});

test("a day in another language says so, where a tag may stand", () => {
  const weekdays = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"];
  const lettering = { ...BULGARIA, weekdays, months: Array(12).fill("12"), day: "EEE d.MMM", language: "bg-BG" };
  const page = '<title>чт 3.12</title><p id="чт 3.12">met чт 3.12, today</p>';
  const told = '<title>чт 3.12</title><p id="чт 3.12">met <span lang="bg-BG">чт 3.12</span>, today</p>';

  assert.equal(marked(page, lettering), told);
  assert.equal(marked(page, BRITAIN), page);
  assert.equal(marked(page), page);
});
