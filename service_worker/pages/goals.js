/** Events, the one goal of each, and the targets: the twin of blueprints/goals. */
import { LAST, REACHED } from "../built/words.js";
import { drawing } from "../drawing.js";
import * as facts from "../facts.js";
import { EventForm, GoalForm, ReflectionForm, TargetForm } from "../forms/goals.js";
import { EARLY, queueReadyAt } from "../moment.js";
import { DAY, later } from "../time.js";
import { latestFirst, sorted } from "../order.js";
import { sameKind } from "../series.js";
import * as words from "../words.js";
import { END, months, place, START, YEAR } from "../year.js";
import { choices } from "../zone_choices.js";
import { dayIn, toLocal } from "../zones.js";
import { verdictsOn } from "./looking_back.js";

/** @typedef {import("../twin.js").Asked} Asked */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../twin.js").Elsewhere} Elsewhere */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../moment.js").Occasion} Occasion */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {Record<string, any>} Person */

export const MOST_TARGETS = 3;

const TOO_EARLY = "It has not begun yet. You can say how it turned out afterwards.";

/**
 * Events to come, the soonest first, and those past, the latest first.
 * @param {Records} records @param {At} at @returns {Page}
 */
export function events(records, { now }) {
  const mine = attendances(records);
  const rows = (/** @type {boolean} */ coming) =>
    mine.filter(({ event }) => event.ends_at > now === coming).map((one) => eventRow(one, records.person, now));
  const context = { place: "today", coming: rows(true).reverse(), past: rows(false), year: year(mine, records.person, now) };
  return { template: "goals/events.html", context };
}

/** @param {Records} records @param {At} at @param {Shown} [form] */
export function planEvent(records, { now }, form) {
  const last = form && lastTime(records, typedInto(form), now, now);
  return eventForm(form ?? EventForm.empty(tomorrowEvening(records.person, now)), "Plan an event", "/events", "/events", last);
}

/**
 * One event: what it is, my goal there, and whom I look for.
 * @param {Records} records @param {At} at
 * @param {{goal_form?: Shown}} [forms]
 * @returns {Page | undefined}
 */
export function event(records, { params, now }, { goal_form } = {}) {
  const attendance = attendanceAt(records, params.event);
  if (!attendance) return;
  const { person } = records;
  const of = attendance.event;
  const targets = targetsOf(records, attendance);
  const over = now >= of.ends_at;
  const context = {
    place: "today",
    last_time: over ? null : lastTime(records, of, of.starts_at, now),
    verdicts: over ? verdictsOn(records, attendance, now) : [],
    ...what(of, person, now),
    href: `/events/${of.id}`,
    followups: `/follow-ups/events/${of.id}`,
    mine: of.mine,
    goal: attendance.goal,
    goal_form: goal_form ?? GoalForm.empty({ goal: attendance.goal }),
    goal_open: goal_form !== undefined,
    slid: attendance.plan === "slide" && now < of.ends_at,
    to_decide: !attendance.plan && now < later(of.starts_at, -EARLY),
    may_slide: attendance.plan === "go" && now < of.starts_at,
    over,
    ready: now >= queueReadyAt(of.ends_at, of.zone, person.zone),
    outcome: REACHED[attendance.reached] ?? "",
    learned: attendance.learned,
    targets: targets.map(target),
    also_noted: facts.shown(records.where("earlier", "event_id", of.id), person, now),
    may_add: targets.length < MOST_TARGETS,
    join_url: of.join_url,
    join_at: of.join_url.slice(0, of.join_url.lastIndexOf("/") + 1),
    join_word: of.join_url.slice(of.join_url.lastIndexOf("/") + 1),
    join_code: over || !of.join_code ? null : drawing(of.join_code),
  };
  return { template: "goals/event.html", context };
}

/** @param {Records} records @param {At} at @param {Shown} [form] */
export function editEvent(records, { params }, form) {
  const of = attendanceAt(records, params.event)?.event;
  if (!of?.mine) return;
  const href = `/events/${of.id}`;
  return eventForm(form ?? EventForm.empty(eventValues(of)), "Change the event", href, href);
}

/**
 * The form that names somebody to look for.
 * @param {Records} records @param {At} at @param {Shown} [form] @returns {Page | undefined}
 */
export function newTarget(records, { params }, form) {
  const attendance = attendanceAt(records, params.event);
  if (!attendance) return;
  const href = `/events/${attendance.event_id}`;
  const context = {
    place: "today",
    form: form ?? TargetForm.empty(),
    action: `${href}/targets`,
    back: href,
    named: false,
  };
  return { template: "goals/target.html", context };
}

/**
 * The form that edits a target.
 * @param {Records} records @param {At} at @param {Shown} [form] @returns {Page | undefined}
 */
export function editTarget(records, { params }, form) {
  const of = records.get("targets", params.target ?? "");
  const attendance = of && records.get("attendances", of.attendance_id);
  if (!attendance) return;
  const context = {
    place: "today",
    form: form ?? TargetForm.empty(target(of)),
    action: `/targets/${of.id}`,
    back: `/events/${attendance.event_id}`,
    named: true,
  };
  return { template: "goals/target.html", context };
}

/**
 * The last page of an event: how it turned out.
 * @param {Records} records @param {At} at @param {Shown} [form] @returns {Page | Elsewhere | undefined}
 */
export function reflection(records, { params, now }, form) {
  const attendance = attendanceAt(records, params.event);
  if (!attendance) return;
  if (now < attendance.event.starts_at) {
    return { location: `/events/${attendance.event_id}`, said: { text: TOO_EARLY, undo: "" } };
  }
  const context = {
    place: "followups",
    title: attendance.event.title,
    goal: attendance.goal,
    form: form ?? ReflectionForm.empty(attendance),
    action: `/events/${attendance.event_id}/reflection`,
  };
  return { template: "goals/reflection.html", context };
}

/** A target in a list. @param {Row} of */
export function target(of) {
  const { id, who, why, offer, opening } = of;
  return { id, href: `/targets/${id}`, who, why, offer, opening, met: of.met_at !== null };
}

/** All attendances, the latest event first. @param {Records} records @returns {Row[]} */
export function attendances(records) {
  return latestFirst(records.all("attendances"), ({ event }) => [event.starts_at, event.id]);
}

/**
 * The attendance at an event.
 * @param {Records} records @param {string | undefined} eventId @returns {Row | undefined}
 */
export function attendanceAt(records, eventId) {
  return records.where("attendances", "event_id", eventId ?? "")[0];
}

/** All events joined, as the clock sees them. @param {Records} records @returns {Occasion[]} */
export function occasions(records) {
  return records.all("attendances").map(({ event: { id, starts_at, ends_at, zone }, closed_at, plan }) => {
    return { id, starts_at, ends_at, zone, closed: closed_at !== null, slid: plan === "slide" };
  });
}

/** The targets of an attendance, by their places. @param {Records} records @param {Row} attendance */
export function targetsOf(records, attendance) {
  const named = records.where("targets", "attendance_id", attendance.id);
  return sorted(named.filter(({ removed_at }) => removed_at === null), ({ position }) => [position]);
}

/**
 * The form that plans or edits an event.
 * @param {Shown} form @param {string} heading @param {string} action @param {string} back
 * @param {Record<string, string> | null} [last_time] @returns {Page}
 */
function eventForm(form, heading, action, back, last_time = null) {
  const context = { place: "today", form, heading, action, back, zones: choices(form.zone?.value), last_time };
  return { template: "goals/event_form.html", context };
}

/**
 * The events of the coming year to which the person goes, as marks on one line.
 * @param {Row[]} mine the latest event first @param {Person} person @param {string} now
 */
function year(mine, person, now) {
  const soon = later(now, YEAR);
  const coming = mine.filter(({ plan, event }) => plan === "go" && event.ends_at > now && event.starts_at <= soon);
  const going = coming.map(({ event }) => event).reverse();
  if (!going.length) return null;
  const here = (/** @type {string} */ at) => dayIn(person.zone, at);
  const told = going.map(({ title, starts_at, zone }) => `${title}, ${words.day(starts_at, zone, person.lettering)}`);
  const line = { start: START, end: END, months: months(here(now)) };
  return { ...line, marks: going.map(({ starts_at }) => place(here(starts_at), here(now))), told: told.join("; ") };
}

/**
 * What was said of the last event of the same kind that had ended by then.
 * @param {Records} records @param {import("../series.js").Described} like @param {string} before @param {string} now
 */
function lastTime(records, like, before, now) {
  const told = attendances(records).filter(({ reached, again, event }) => (reached || again) && event.ends_at <= before);
  const last = told.find(({ event }) => sameKind(event, like));
  if (!last) return null;
  const { id, title, starts_at, zone } = last.event;
  const [reached, again] = [LAST.reached[last.reached], LAST.again[last.again] ?? ""];
  return {
    said: (reached ? `Last time: ${reached}. ${again}` : `Last time: ${again}`).trim(),
    title,
    when: words.day(starts_at, zone, records.person.lettering, now),
    href: `/events/${id}`,
  };
}

/** @param {Shown} form @returns {import("../series.js").Described} */
function typedInto(form) {
  const [title = "", link = "", place = ""] = ["title", "link", "place"].map((name) => String(form[name]?.value));
  return { title, link, place };
}

/** An event as its form shows it, times as the clocks at its place. @param {Row} of */
function eventValues({ title, starts_at, ends_at, zone, place, link }) {
  return { title, starts: toLocal(starts_at, zone), ends: toLocal(ends_at, zone), zone, place, link };
}

/** @param {Person} person @param {string} now */
function tomorrowEvening({ zone }, now) {
  const day = dayIn(zone, later(now, DAY));
  return { starts: `${day}T19:00`, ends: `${day}T21:30`, zone };
}

/** An event in a list, with the goal I set for it. @param {Row} attendance @param {Person} person @param {string} now */
function eventRow({ event: of, goal, reached, plan }, person, now) {
  return {
    href: `/events/${of.id}`,
    title: of.title,
    when: words.span(of.starts_at, of.ends_at, of.zone, person.lettering, now),
    goal,
    outcome: REACHED[reached] ?? "",
    slid: plan === "slide",
  };
}

/** @param {Row} of @param {Person} person @param {string} now */
function what(of, person, now) {
  return {
    title: of.title,
    when: words.span(of.starts_at, of.ends_at, of.zone, person.lettering, now),
    zone: of.zone === person.zone ? "" : of.zone.replaceAll("_", " "),
    where: of.place,
    link: of.link,
  };
}
