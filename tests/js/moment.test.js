import assert from "node:assert/strict";
import { test } from "node:test";
import { lastEnded, leading, moment, queueLeads, queueReadyAt, underWay } from "../../service_worker/moment.js";

const LONDON = "Europe/London";

const at = (text) => `${text.replace(" ", "T")}:00.000000Z`;
const occasion = (id, starts, ends, more = {}) => {
  const times = { starts_at: at(starts), ends_at: at(ends) };
  return { id, ...times, zone: LONDON, closed: false, slid: false, ...more };
};
const EVENING = occasion("evening", "2026-12-03 19:00", "2026-12-03 21:30");
const LATER = occasion("later", "2026-12-10 19:00", "2026-12-10 21:00");

const CLOCK = [
  ["2026-11-20 12:00", "before"],
  ["2026-12-03 17:59", "before"],
  ["2026-12-03 18:00", "during"],
  ["2026-12-03 22:29", "during"],
  ["2026-12-03 22:30", "evening"],
  ["2026-12-04 08:59", "evening"],
  ["2026-12-04 09:00", "morning"],
  ["2026-12-18 08:59", "morning"],
  ["2026-12-18 09:00", "otherwise"],
];

for (const [now, name] of CLOCK) {
  test(`one evening at ${now} is ${name}`, () => assert.equal(moment([EVENING], at(now), LONDON).name, name));
}

test("the morning outweighs what is ahead until it is closed", () => {
  const now = at("2026-12-04 10:00");
  assert.deepEqual(moment([EVENING, LATER], now, LONDON), { name: "morning", event_id: "evening" });
  const closed = { ...EVENING, closed: true };
  assert.deepEqual(moment([closed, LATER], now, LONDON), { name: "before", event_id: "later" });
});

test("what begins soon outweighs the morning", () => {
  const fair = occasion("fair", "2026-12-04 18:00", "2026-12-04 20:00");
  assert.equal(moment([EVENING, fair], at("2026-12-04 10:00"), LONDON).event_id, "fair");
});

test("what was let slide is as if it were not", () => {
  const slid = { ...EVENING, slid: true };
  assert.equal(moment([slid], at("2026-12-03 20:00"), LONDON).name, "otherwise");
  assert.equal(underWay([slid], at("2026-12-03 20:00")), null);
  assert.equal(lastEnded([slid], at("2026-12-04 20:00")), undefined);
  assert.deepEqual(leading([slid], at("2026-12-04 20:00"), LONDON), []);
});

test("of back-to-back events the one that is on comes first, then the one that begins", () => {
  const next = occasion("next", "2026-12-03 21:30", "2026-12-03 23:00");
  const onAt = (now) => underWay([next, EVENING], at(now));
  assert.deepEqual(["21:29", "21:30", "23:30"].map((time) => onAt(`2026-12-03 ${time}`)), ["evening", "next", "next"]);
  const gap = { ...next, starts_at: at("2026-12-03 22:00") };
  assert.equal(underWay([EVENING, gap], at("2026-12-03 21:45")), "next");
});

test("a meetup in the evening of a fair is a meetup", () => {
  const fair = occasion("fair", "2026-12-02 09:00", "2026-12-04 17:00");
  assert.equal(underWay([fair, EVENING], at("2026-12-03 20:00")), "evening");
});

test("of two at the same time one is chosen, always the same", () => {
  const twin = { ...EVENING, id: "a twin" };
  assert.equal(underWay([EVENING, twin], at("2026-12-03 20:00")), "a twin");
  assert.equal(lastEnded([EVENING, twin], at("2026-12-04 20:00"))?.id, "evening");
});

const READY = [
  ["2026-12-03 21:30", LONDON, LONDON, "2026-12-04 09:00"],
  // What ends before six belongs to the evening before.
  ["2026-12-04 05:59", LONDON, LONDON, "2026-12-04 09:00"],
  ["2026-12-04 06:00", LONDON, LONDON, "2026-12-05 09:00"],
  // The clocks change in the night between: both ways.
  ["2026-03-28 22:00", LONDON, LONDON, "2026-03-29 08:00"],
  ["2026-10-24 21:00", LONDON, LONDON, "2026-10-25 09:00"],
  // The person's morning, by the evening of the place.
  ["2026-12-03 21:30", LONDON, "Asia/Kolkata", "2026-12-04 03:30"],
  ["2026-12-03 21:30", LONDON, "Pacific/Auckland", "2026-12-04 20:00"],
  ["2026-12-04 04:00", "America/Los_Angeles", "Asia/Kathmandu", "2026-12-05 03:15"],
];

for (const [ends, there, zone, ready] of READY) {
  test(`follow-ups of ${ends} in ${there} for ${zone}`, () => {
    assert.equal(queueReadyAt(at(ends), there, zone), at(ready));
  });
}

test("follow-ups lead until nine by somebody's clocks, though these change meanwhile", () => {
  const spring = occasion("spring", "2026-03-20 19:00", "2026-03-20 21:00");
  assert.ok(queueLeads(spring, at("2026-04-04 07:59"), LONDON));
  assert.ok(!queueLeads(spring, at("2026-04-04 08:00"), LONDON));
  const autumn = occasion("autumn", "2026-10-16 19:00", "2026-10-16 21:00");
  assert.ok(queueLeads(autumn, at("2026-10-31 08:59"), LONDON));
  assert.ok(!queueLeads(autumn, at("2026-10-31 09:00"), LONDON));
});

test("those that are not closed lead, the latest first, and five at most", () => {
  const closed = { ...LATER, closed: true };
  const led = (occasions, now) => leading(occasions, at(now), LONDON).map(({ id }) => id);
  assert.deepEqual(led([EVENING, LATER], "2026-12-15 12:00"), ["later", "evening"]);
  assert.deepEqual(led([EVENING, closed], "2026-12-15 12:00"), ["evening"]);
  assert.deepEqual(led([EVENING, closed], "2026-12-20 12:00"), []);
  const many = [...Array(9).keys()].map((number) => ({ ...EVENING, id: `${number}` }));
  assert.deepEqual(led(many, "2026-12-04 10:00"), ["8", "7", "6", "5", "4"]);
  assert.equal(lastEnded([EVENING, closed], at("2026-12-20 12:00"))?.id, "later");
  assert.equal(lastEnded([EVENING], at("2026-12-03 20:00")), undefined);
});
