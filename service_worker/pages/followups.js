/** The queue of the morning after, and each person's checklist: the twin of blueprints/followups. */
import { StepForm } from "../forms/followups.js";
import { due, line } from "../lines.js";
import { lastEnded, leading, queueReadyAt } from "../moment.js";
import { least } from "../order.js";
import { KINDS, outcome, queue as seats, SOME_DAY } from "../queue.js";
import * as words from "../words.js";
import * as contacts from "./contacts.js";
import { lines } from "./focus.js";
import { attendanceAt, occasions } from "./goals.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../queue.js").Met} Met */
/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** @type {Record<string, string>} */
const ENDED = { done: "done", scheduled: "scheduled", let_go: "let go" };

/** @param {Records} records @param {At} at @returns {Page} */
export function queue(records, { now }) {
  return { template: "followups/queue.html", context: leadingQueue(records, now) ?? nobodys(records, now) };
}

/**
 * Of the queues that lead the first of an event where one met somebody; else the first of all. Once all is
 * done there it stays first, until it is said how the event turned out.
 * @param {Records} records @param {Moment} now
 */
export function leadingQueue(records, now) {
  const led = leading(occasions(records), now, records.person.zone);
  const queues = led.map(({ id }) => queueOf(records, attendanceAt(records, id), now));
  return queues.find(({ anybody }) => anybody) ?? queues[0];
}

/** What is due without a queue, and the way to the last one. @param {Records} records @param {Moment} now */
function nobodys(records, now) {
  const last = lastEnded(occasions(records), now);
  return { ...queueOf(records, undefined, now), latest: latest(attendanceAt(records, last?.id ?? "")) };
}

/** @param {Records} records @param {At} at @returns {Page | undefined} */
export function queueOfEvent(records, { params, now }) {
  const attendance = attendanceAt(records, params.event);
  return attendance && { template: "followups/queue.html", context: queueOf(records, attendance, now) };
}

/**
 * One person's checklist.
 * @param {Records} records @param {At} at @param {Record<string, Shown>} [wrong] by kind of step
 * @returns {Page | undefined}
 */
export function checklist(records, { params, now }, wrong) {
  const meeting = records.get("meetings", params.meeting ?? "");
  const contact = meeting && records.get("contacts", meeting.contact_id);
  if (!contact) return;
  const today = contacts.here(now, records.person);
  const { i_owe, they_owe } = contacts.ledger(records, contact, today);
  const context = {
    place: "followups",
    ...contacts.who(contact),
    href: `/follow-ups/${meeting.id}`,
    person: `/people/${contact.id}`,
    let_go: contact.let_go_at !== null,
    met: contacts.meeting(meeting, records.person, now),
    i_owe,
    they_owe,
    steps: checked(records, meeting, today, wrong),
    back: queueHref(meeting),
  };
  return { template: "followups/checklist.html", context };
}

/**
 * The follow-ups of one event, and whether they are ready.
 * @param {Records} records @param {Row | undefined} attendance @param {Moment} now
 * @returns {Record<string, any>}
 */
export function queueOf(records, attendance, now) {
  if (!attendance) {
    const due = dueBesides(records, [], now);
    return { place: "followups", title: "", people: [], lines: [], due, cap: records.person.followup_cap };
  }
  const { event } = attendance;
  const { zone, lettering, followup_cap } = records.person;
  const ready = queueReadyAt(event.ends_at, event.zone, zone);
  const met = metAt(records, attendance);
  const seated = seats(met, followup_cap);
  const people = seated.map((met) => row(records, met, now));
  const thanked = lines(records, met, now);
  return {
    place: "followups",
    title: event.title,
    goal: attendance.goal,
    ready: now >= ready,
    ready_when: `${words.day(ready, zone, lettering)} at ${words.hour(ready, zone, lettering)}`,
    people,
    due: dueBesides(records, seated, now),
    anybody: people.length + thanked.length > 0,
    all_ended: [...people, ...thanked].every(({ ended }) => ended),
    closed: attendance.closed_at !== null,
    reflection: `/events/${attendance.event_id}/reflection`,
    focus: `/follow-ups/events/${attendance.event_id}/focus`,
    lines: thanked,
  };
}

/** The way to the follow-ups of an event that no longer come first. @param {Row | undefined} attendance */
function latest(attendance) {
  return attendance ? { title: attendance.event.title, href: queueHref(attendance) } : null;
}

/**
 * What is due with those who have no seat in the queue.
 * @param {Records} records @param {{contact: Row}[]} seated @param {Moment} now
 */
function dueBesides(records, seated, now) {
  const ids = new Set(seated.map(({ contact }) => contact.id));
  const found = due(records, contacts.here(now, records.person), ids);
  return found.map((one) => contacts.row(one, records.person, now));
}

/**
 * The kind of the first step that has not ended; "" when all have.
 * @param {Records} records @param {Row} meeting
 */
export function firstOpen(records, meeting) {
  const steps = stepsOf(records, meeting.id);
  return KINDS.find((kind) => !steps[kind]?.state) ?? "";
}

/** Where the queue is that somebody stands in. @param {Row} meeting */
export function queueHref(meeting) {
  return meeting.event_id ? `/follow-ups/events/${meeting.event_id}` : "/follow-ups";
}

/**
 * Somebody in the queue, with how far their checklist is.
 * @param {Records} records @param {Met & {meeting: Row, contact: Row}} met @param {Moment} now
 */
function row(records, met, now) {
  const shown = contacts.row(line(records, met.contact, met.meeting.heard), records.person, now);
  const ended = ENDED[outcome(met)] ?? "";
  return {
    ...shown,
    href: `/follow-ups/${met.id}`,
    ended,
    pill: ended || shown.pill,
    pill_look: ended ? "" : shown.pill_look,
    steps: KINDS.map((kind) => ({ ended: kind in met.states })),
    steps_ended: KINDS.filter((kind) => kind in met.states).length,
  };
}

/** All whom the person met at an event. @param {Records} records @param {Row} attendance */
export function metAt(records, attendance) {
  const meetings = records.where("meetings", "event_id", attendance.event_id);
  return meetings.flatMap((meeting) => {
    const contact = records.get("contacts", meeting.contact_id);
    if (!contact) return [];
    return [{ ...facts(records, meeting, contact, attendance.event), meeting, contact }];
  });
}

/** @param {Records} records @param {Row} meeting @param {Row} contact @param {Row} event @returns {Met} */
function facts(records, meeting, contact, event) {
  const made = records.where("promises", "contact_id", contact.id);
  const promises = made.filter((promise) => counts(promise, event));
  const owed = promises.filter(({ mine }) => mine).map(({ due_on }) => due_on ?? SOME_DAY);
  const ended = Object.values(stepsOf(records, meeting.id)).filter(({ state }) => state);
  const letGoAt = contact.let_go_at;
  return {
    id: meeting.id,
    met_at: meeting.met_at,
    owed_on: least(owed),
    moves_goal: meeting.moves_goal,
    talked: Number(meeting.heard !== "") + Number(promises.length > 0),
    states: Object.fromEntries(ended.map(({ kind, state }) => [kind, state])),
    let_go: letGoAt !== null,
    let_go_late: letGoAt !== null && letGoAt >= event.ends_at,
    focus: meeting.focus ?? "",
  };
}

/**
 * Kept since the event began, a promise still counts: keeping one must not shuffle the queue.
 * @param {Row} promise @param {Row} event
 */
function counts({ kept_at, released_at }, { starts_at }) {
  return released_at === null && (kept_at === null || kept_at >= starts_at);
}

/**
 * The steps of a meeting, by kind.
 * @param {Records} records @param {string} meetingId @returns {Record<string, Row>}
 */
function stepsOf(records, meetingId) {
  return Object.fromEntries(records.where("steps", "meeting_id", meetingId).map((step) => [step.kind, step]));
}

/** @param {Records} records @param {Row} meeting @param {Day} today @param {Record<string, Shown>} [wrong] */
function checked(records, meeting, today, wrong) {
  const steps = stepsOf(records, meeting.id);
  const current = Object.keys(wrong ?? {})[0] ?? firstOpen(records, meeting);
  const shown = KINDS.map((kind) => {
    return [kind, { ...step(kind, steps[kind], today, records, wrong?.[kind]), current: kind === current }];
  });
  return Object.fromEntries(shown);
}

/**
 * @param {string} kind @param {Row | undefined} of @param {Day} today @param {Records} records
 * @param {Shown} [wrong]
 */
function step(kind, of, today, records, wrong) {
  const text = of?.text ?? "";
  return {
    kind,
    // What was refused is there to be mended, also where the step has ended since.
    ended: wrong ? "" : (ENDED[of?.state ?? ""] ?? ""),
    text,
    due: of?.due_on ? words.due(of.due_on, today, records.person.lettering) : "",
    form: wrong ?? StepForm.empty({ text }),
  };
}
