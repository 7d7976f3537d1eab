/** What people type into a message: the twin of MessageForm, LineForm and SendingForm. */
import { FORMS, PARTS } from "../built/words.js";
import { formOf } from "./fields.js";

/** The five parts of a message. Some may wait, not all. */
export const MessageForm = formOf(FORMS.MessageForm, { who: [notEmpty] });

/** One courteous line. */
export const LineForm = formOf(FORMS.LineForm);

/** That a message was sent, and which way. */
export const SendingForm = formOf(FORMS.SendingForm);

/** @type {import("./fields.js").Check} */
function notEmpty(_, data) {
  return PARTS.some((/** @type {string} */ part) => data[part]) ? "" : "Write a word or two first.";
}
