/** What people do about events, their goal and their targets: the twin of blueprints/goals. */
import { nextPlace } from "../access.js";
import { EventForm, facts, GoalForm, PlanForm, ReflectionForm, TargetForm } from "../forms/goals.js";
import { derived } from "../ids.js";
import * as pages from "../pages/goals.js";
import { attendanceAt, MOST_TARGETS, targetsOf } from "../pages/goals.js";
import { differs } from "../records.js";

/** @typedef {import("../forms/fields.js").Data} Data */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Params} Params */
/** @typedef {import("../twin.js").Post} Post */

const PLACES = Array.from({ length: MOST_TARGETS }, (_, at) => at + 1);
const THREE = "Three is the most. Remove one to make room: looking for everybody finds nobody.";

/** @type {Post} */
export const planningEvent = {
  form: EventForm,
  again: (records, doing, form) => pages.planEvent(records, doing, form),
  taken: (records, { id, data }) => differs(attendanceAt(records, id)?.event, facts(data)),
  apply: (records, { id, data }) => plan(records, id, facts(data)),
  onward: (_, { id }) => `/events/${id}`,
  tell: (_, { data }) => `Plan ${data.title}`,
};

/** @type {Post} */
export const editingEvent = {
  form: EventForm,
  find: (records, { params }) => attendanceAt(records, params.event)?.event.mine,
  again: (records, doing, form) => pages.editEvent(records, doing, form),
  apply: (records, { params, data }) => edit(records, params.event, facts(data)),
  onward: backToEvent,
  say: () => ({ text: "Changed for everybody who is going." }),
  tell: (_, { data }) => `Change ${data.title}`,
};

/** @type {Post} */
export const decide = {
  form: PlanForm,
  find: attendance,
  again: (records, doing) => pages.event(records, doing),
  apply: (records, { params, data }) => setAttendance(records, params, () => ({ plan: data.plan })),
  onward: backToEvent,
  say: (_, { data }) =>
    data.plan === "slide" ? { text: "Let slide. An evening to yourself is well spent, too." } : undefined,
  tell: (records, { params, data }) =>
    data.plan === "slide" ? `Let ${title(records, params)} slide` : `Go to ${title(records, params)}`,
};

/** @type {Post} */
export const setGoal = {
  form: GoalForm,
  find: attendance,
  again: (records, doing, goal_form) => pages.event(records, doing, { goal_form }),
  apply: (records, { params, data }) =>
    setAttendance(records, params, ({ plan }) => ({ goal: data.goal, plan: data.goal ? "go" : plan })),
  onward: backToEvent,
  say: (_, { data }) => (data.goal ? undefined : { text: "No goal is set. One sentence is enough." }),
  tell: (records, { params, data }) =>
    data.goal ? `The goal for ${title(records, params)}` : `No goal for ${title(records, params)}`,
};

/** @type {Post} */
export const nameTarget = {
  form: TargetForm,
  find: attendance,
  refuse: (records, doing) => (hasRoom(records, doing) ? undefined : withError(doing, "who", THREE)),
  again: (records, doing, form) => pages.newTarget(records, doing, form),
  taken: (records, { id, data }) => differs(records.get("targets", id), data),
  apply: (records, { id, params, data }) => addTarget(records, attendanceAt(records, params.event), id, data),
  onward: backToEvent,
  tell: (records, { params, data }) => `Look for ${data.who} at ${title(records, params)}`,
};

/** @type {Post} */
export const editingTarget = {
  form: TargetForm,
  find: target,
  again: (records, doing, form) => pages.editTarget(records, doing, form),
  apply: (records, { params, data }) => records.set("targets", params.target, () => ({ ...data })),
  onward: fromTarget,
  tell: (_, { data }) => `What you noted about ${data.who}`,
};

/** @type {Post} */
export const meetTarget = {
  find: target,
  apply: (records, { params, now }) =>
    records.set("targets", params.target, ({ met_at }) => ({ met_at: met_at ?? now })),
  onward: fromTarget,
  say: (records, doing) => ({
    text: `You found ${who(records, doing)}.`,
    undo: `/targets/${doing.params.target}/missing`,
  }),
  tell: (records, doing) => `You found ${who(records, doing)}`,
};

/** @type {Post} */
export const missTarget = {
  find: target,
  apply: (records, { params }) => records.set("targets", params.target, () => ({ met_at: null })),
  onward: fromTarget,
  tell: (records, doing) => `Still to find: ${who(records, doing)}`,
};

/** @type {Post} */
export const removeTarget = {
  find: target,
  apply: (records, { params, now }) =>
    records.set("targets", params.target, ({ removed_at }) => ({ removed_at: removed_at ?? now, position: null })),
  onward: fromTarget,
  say: (_, { params }) => ({ text: "Removed.", undo: `/targets/${params.target}/restoration` }),
  tell: (records, doing) => `Do not look for ${who(records, doing)}`,
};

/** @type {Post} */
export const restoreTarget = {
  find: target,
  apply: restore,
  onward: fromTarget,
  say: (records, doing) => (target(records, doing)?.removed_at ? { text: THREE } : undefined),
  tell: (records, doing) => `Look for ${who(records, doing)} after all`,
};

/** @type {Post} */
export const reflecting = {
  form: ReflectionForm,
  find: attendance,
  instead: tooEarly,
  again: (records, doing, form) => pages.reflection(records, doing, form),
  apply: (records, doing) => {
    if (!tooEarly(records, doing)) reflect(records, doing);
  },
  onward: () => "/today",
  say: () => ({ text: "Closed. What you noted is on their pages." }),
  tell: (records, { params }) => `How ${title(records, params)} turned out`,
};

/** @param {Records} records @param {string} eventId @param {Record<string, any>} what */
function plan(records, eventId, what) {
  if (attendanceAt(records, eventId)) return;
  records.put("attendances", {
    id: derived(eventId, "attendance"),
    rev: 0,
    event_id: eventId,
    plan: "",
    goal: "",
    reached: "",
    learned: "",
    again: "",
    closed_at: null,
    // Only the server can make its link.
    event: { id: eventId, mine: true, ...what, join_path: "", join_url: "", join_code: null },
  });
}

/** @param {Records} records @param {string | undefined} eventId @param {Record<string, any>} what */
function edit(records, eventId, what) {
  setAttendance(records, { event: eventId ?? "" }, ({ event }) => ({ event: { ...event, ...what } }));
  const told = { event_title: what.title, event_zone: what.zone };
  for (const { id } of records.where("meetings", "event_id", eventId ?? "")) records.set("meetings", id, () => told);
}

/** @param {Records} records @param {Doing} doing */
function reflect(records, { params, data, now }) {
  setAttendance(records, params, ({ closed_at }) => ({ ...data, closed_at: closed_at ?? now }));
}

/** @param {Records} records @param {Row | undefined} attendance @param {string} id @param {Data} what */
function addTarget(records, attendance, id, what) {
  const position = attendance && freePosition(records, attendance);
  if (!position || records.get("targets", id)) return;
  const unmet = { met_at: null, removed_at: null };
  records.put("targets", { id, rev: 0, attendance_id: attendance.id, position, ...what, ...unmet });
}

/** @param {Records} records @param {Doing} doing */
function restore(records, doing) {
  const at = records.get("attendances", target(records, doing)?.attendance_id);
  const position = at && freePosition(records, at);
  records.set("targets", doing.params.target, ({ removed_at }) =>
    removed_at && position ? { removed_at: null, position } : {});
}

/** @param {Records} records @param {Row} attendance */
function freePosition(records, attendance) {
  const taken = targetsOf(records, attendance).map(({ position }) => position);
  return PLACES.find((place) => !taken.includes(place));
}

/** @param {Records} records @param {Doing} doing */
function hasRoom(records, doing) {
  const at = attendance(records, doing);
  return at && (records.get("targets", doing.id) || freePosition(records, at));
}

/** @param {Doing} doing @param {string} name @param {string} error */
function withError({ shown }, name, error) {
  return { ...shown, [name]: { name, value: shown[name]?.value, error } };
}

/** @param {Records} records @param {Doing} doing */
function tooEarly(records, doing) {
  const page = pages.reflection(records, doing);
  return page && "location" in page ? page : undefined;
}

/** @param {Records} records @param {Doing} doing */
function attendance(records, { params }) {
  return attendanceAt(records, params.event);
}

/** @param {Records} records @param {Params} params @param {(attendance: Row) => Record<string, any>} what */
function setAttendance(records, params, what) {
  records.set("attendances", attendanceAt(records, params.event)?.id, what);
}

/** @param {Records} records @param {Doing} doing */
function target(records, { params }) {
  return records.get("targets", params.target);
}

/** @param {Records} _ @param {Doing} doing */
function backToEvent(_, { params }) {
  return `/events/${params.event}`;
}

/** @param {Records} records @param {Doing} doing */
function fromTarget(records, doing) {
  const at = records.get("attendances", target(records, doing)?.attendance_id);
  return nextPlace(doing, `/events/${at?.event_id}`);
}

/** @param {Records} records @param {Params} params @returns {string} */
function title(records, params) {
  return attendanceAt(records, params.event)?.event.title ?? "an event";
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function who(records, doing) {
  return target(records, doing)?.who ?? "somebody";
}
