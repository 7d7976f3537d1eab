/** What people type about people: the twin of blueprints/contacts/forms.py. */
import { FORMS } from "../built/words.js";
import { formOf } from "./fields.js";

/** @typedef {import("./fields.js").Check} Check */

/** The three questions right after a swap. Each may stay empty. */
export const ListenForm = formOf(FORMS.ListenForm, {
  promised: [notADayAlone("due_on", "What did you promise for that day?")],
});

/** A note. */
export const NoteForm = formOf(FORMS.NoteForm);

/** A promise, mine to them or theirs to me. */
export const PromiseForm = formOf(FORMS.PromiseForm);

/** Another day for a promise. */
export const MovingForm = formOf(FORMS.MovingForm);

/** What comes next with somebody, and when. */
export const NextForm = formOf(FORMS.NextForm, { next_step: [notADayAlone("next_on", "What happens on that day?")] });

/** @param {string} day the field of the day @param {string} sentence @returns {Check} */
function notADayAlone(day, sentence) {
  return (value, data) => (data[day] && !value ? sentence : "");
}
