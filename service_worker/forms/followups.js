/** What people type into a checklist: the twin of blueprints/followups/forms.py. */
import { FORMS } from "../built/words.js";
import { formOf } from "./fields.js";

/** @typedef {import("./fields.js").Check} Check */

const LEDGER_LENGTH = 280;

/** How a step ended, with what was written and for which day. */
export const StepForm = formOf(FORMS.StepForm, {
  text: [whenScheduled("What will you do?"), fitsTheLedger],
  due_on: [whenScheduled("On which day?")],
});

/** @param {string} sentence what is scheduled needs this @returns {Check} */
function whenScheduled(sentence) {
  return (value, { state }) => (state === "scheduled" && !value ? sentence : "");
}

/** @type {Check} */
function fitsTheLedger(value, { state }) {
  const tooLong = state === "scheduled" && [...value].length > LEDGER_LENGTH;
  return tooLong ? `At most ${LEDGER_LENGTH} characters; put the rest in a note.` : "";
}
