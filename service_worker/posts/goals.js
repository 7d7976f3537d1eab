/** What people do about events, their goal and their targets: the twin of blueprints/goals. */
import { GoalForm } from "../forms/goals.js";
import { attendanceAt, event } from "../pages/goals.js";

/** @typedef {import("../twin.js").Post} Post */



/** @type {Post} */
export const setGoal = {
  form: GoalForm,
  find: (records, { params }) => attendanceAt(records, params.event),
  again: (records, { params, now }, goal_form) => event(records, { params, now }, { goal_form }),
  apply: (records, { params, data }) => {
    const attendance = attendanceAt(records, params.event);
    records.set("attendances", attendance.id, { goal: data.goal, plan: data.goal ? "go" : attendance.plan });
  },
  onward: (_, { params }) => `/events/${params.event}`,
};
