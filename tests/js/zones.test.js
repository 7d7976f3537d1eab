import assert from "node:assert/strict";
import { test } from "node:test";
import { fromClocks, known, SkippedTime, toLocal, toUtc, UnknownZone } from "../../service_worker/zones.js";

const CLOCKS = [
  ["2026-12-03T19:00", "Europe/London", "2026-12-03T19:00:00.000000Z"],
  ["2026-07-03T19:00", "Europe/London", "2026-07-03T18:00:00.000000Z"],
  ["2026-07-03T19:00", "Asia/Kathmandu", "2026-07-03T13:15:00.000000Z"],
  ["2026-07-03T19:00", "Asia/Kolkata", "2026-07-03T13:30:00.000000Z"],
  ["2026-01-03T19:00", "Australia/Lord_Howe", "2026-01-03T08:00:00.000000Z"],
  ["2026-07-03T19:00", "Australia/Lord_Howe", "2026-07-03T08:30:00.000000Z"],
  ["2026-12-03T00:30", "Pacific/Kiritimati", "2026-12-02T10:30:00.000000Z"],
];

for (const [local, zone, moment] of CLOCKS) {
  test(`${local} in ${zone}`, () => {
    assert.equal(toUtc(local, zone), moment);
    assert.equal(toLocal(moment, zone), local);
  });
}

test("a time that occurs twice means the first", () => {
  assert.equal(toUtc("2026-10-25T01:30", "Europe/London"), "2026-10-25T00:30:00.000000Z");
  assert.equal(toUtc("2026-11-01T01:30", "America/New_York"), "2026-11-01T05:30:00.000000Z");
});

test("a time that the clocks skip is refused where somebody writes it", () => {
  assert.throws(() => toUtc("2026-03-29T01:30", "Europe/London"), SkippedTime);
});

test("a time that the clocks skip is told by those before where somebody counts on it", () => {
  assert.equal(fromClocks("2026-03-29T01:30", "Europe/London"), "2026-03-29T01:30:00.000000Z");
  assert.equal(fromClocks("2011-12-30T09:00", "Pacific/Apia"), "2011-12-30T19:00:00.000000Z");
});

test("a zone that there is not is refused", () => {
  assert.equal(known("Middle/Earth"), false);
  assert.throws(() => toUtc("2026-12-03T19:00", "Middle/Earth"), UnknownZone);
});
