/** The forms of blueprints/goals/forms.py. */
import { atMost, Form, text } from "./fields.js";

const GOAL_LENGTH = 140;

/** One goal: one sentence. Empty takes it back. */
export const GoalForm = new Form({ goal: text(atMost(GOAL_LENGTH)) });
