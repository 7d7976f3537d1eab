/** Today, before, during and after an event, and otherwise: the twin of blueprints/today. */
import { due, metAt } from "../lines.js";
import { moment, queueReadyAt, SOON } from "../moment.js";
import { suggestions } from "../suggesting.js";
import { later } from "../time.js";
import { MOST } from "../warm.js";
import * as words from "../words.js";
import { city } from "../zones.js";
import * as contacts from "./contacts.js";
import { leadingQueue, queueOf } from "./followups.js";
import { attendanceAt, occasions, target, targetsOf } from "./goals.js";
import { warm } from "./keeping_warm.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../lines.js").Line} Line */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** @param {Records} records @param {At} at @returns {Page} */
export function today(records, { now }) {
  const on = moment(occasions(records), now, records.person.zone);
  const attendance = attendanceAt(records, on.event_id);
  if (on.name === "otherwise" || !attendance) {
    return { template: "today/otherwise.html", context: otherwise(records, now) };
  }
  const { template, context } = AT_EVENT[on.name];
  return { template, context: context(records, attendance, now) };
}

/**
 * The event ahead, and what is due meanwhile; while it is far, whom to keep warm.
 * @param {Records} records @param {Row} attendance @param {Moment} now
 */
function before(records, attendance, now) {
  const due = dueRows(records, now);
  const isNear = attendance.event.starts_at <= later(now, SOON);
  const kept = isNear ? [] : warm(records, now).filter(({ href }) => !due.some((row) => row.href === href));
  return { ...event(records, attendance, now), due, warm: kept };
}

/**
 * The goal in large type, my code and scan, whom I met, whom I still look for.
 * @param {Records} records @param {Row} attendance @param {Moment} now
 */
function during(records, attendance, now) {
  const { zone, lettering } = records.person;
  const of = attendance.event;
  const ready = queueReadyAt(of.ends_at, of.zone, zone);
  const targets = targetsOf(records, attendance);
  const missing = targets.filter(({ met_at }) => met_at === null);
  return {
    ...event(records, attendance, now),
    started: of.starts_at <= now,
    starts: words.hour(of.starts_at, of.zone, lettering),
    ends: words.hour(of.ends_at, of.zone, lettering),
    over: of.ends_at <= now,
    met: metAt(records, of.id).map((line) => met(records, line, now)),
    missing: missing.map(target),
    still: missing.length ? `${missing.length} of ${targets.length} still to find` : "",
    ready: `${words.day(ready, zone, lettering)} at ${words.hour(ready, zone, lettering)}`,
  };
}

/**
 * The head of the queue, and after it who gets one courteous line.
 * @param {Records} records @param {Row} attendance @param {Moment} now
 */
function morning(records, attendance, now) {
  const page = leadingQueue(records, now) ?? queueOf(records, attendance, now);
  const open = (/** @type {{ended: unknown}} */ { ended }) => !ended;
  const [waiting, lines] = [page.people.filter(open), page.lines.filter(open)];
  const begun = page.people.some((/** @type {any} */ { ended, steps_ended }) => ended || steps_ended);
  return { ...page, ...place(records), waiting, begun, lines };
}

/** Between events: whom to keep warm and why, two who should meet, and what comes next. @param {Records} records @param {Moment} now */
function otherwise(records, now) {
  const rows = warm(records, now);
  const pair = rows.length < MOST ? suggestions(records, now)[0] : undefined;
  return {
    ...place(records),
    first_name: records.person.first_name,
    warm: pair ? [...rows, pairRow(pair)] : rows,
    new_here: records.all("attendances").length === 0,
  };
}

/** @param {Records} records */
function place({ person: { zone } }) {
  return { place: "today", clocks: { zone, city: city(zone) } };
}

/** @param {ReturnType<typeof suggestions>[0]} of */
function pairRow({ first, second, reason }) {
  const name = `${first.name} and ${second.name}`;
  return { ...contacts.who(first), name, href: "/introductions", note: reason.line };
}

/** @param {Records} records @param {Row} attendance @param {Moment} now */
function event(records, attendance, now) {
  const { event: of, goal } = attendance;
  return {
    ...place(records),
    title: of.title,
    when: words.span(of.starts_at, of.ends_at, of.zone, records.person.lettering, now),
    where: of.place,
    href: `/events/${of.id}`,
    goal,
    targets: targetsOf(records, attendance).map(target),
  };
}

/** @param {Records} records @param {Moment} now */
function dueRows(records, now) {
  const lines = due(records, contacts.here(now, records.person));
  return lines.map((line) => contacts.row(line, records.person, now));
}

/** @param {Records} records @param {Line} line @param {Moment} now */
function met(records, line, now) {
  const row = contacts.row(line, records.person, now);
  return line.listened ? row : { ...row, note: "What did you hear?", href: `${row.href}/listening` };
}

// Written out: the build finds the templates that the worker needs by their names.
const AT_EVENT = {
  before: { template: "today/before.html", context: before },
  during: { template: "today/during.html", context: during },
  evening: { template: "today/evening.html", context: during },
  morning: { template: "today/morning.html", context: morning },
};
