/** What people type about people: the twin of blueprints/contacts/forms.py. */
import { atMost, day, Form, needed, oneOf, prose, text } from "./fields.js";

/** @typedef {import("./fields.js").Check} Check */

const PROMISE_LENGTH = 280;

/** The three questions right after a swap. Each may stay empty. */
export const ListenForm = new Form({
  heard: prose(atMost(2000)),
  promised: text(atMost(PROMISE_LENGTH), notADayAlone("due_on", "What did you promise for that day?")),
  due_on: day(),
  moves_goal: text(oneOf("", "yes", "maybe", "no")),
});

/** A note. */
export const NoteForm = new Form({ text: prose(needed("Write a word or two first."), atMost(2000)) });

/** A promise, mine to them or theirs to me. */
export const PromiseForm = new Form({
  side: text(oneOf("mine", "theirs")),
  promised: text(needed("What was promised?"), atMost(PROMISE_LENGTH)),
  due_on: day(),
});

/** Another day for a promise. */
export const MovingForm = new Form({ due_on: day() });

/** What comes next with somebody, and when. */
export const NextForm = new Form({
  next_step: text(atMost(280), notADayAlone("next_on", "What happens on that day?")),
  next_on: day(),
});

/** @param {string} day the field of the day @param {string} sentence @returns {Check} */
function notADayAlone(day, sentence) {
  return (value, data) => (data[day] && !value ? sentence : "");
}
