/** What is posted about introductions: the twin of PairForm, BeginForm and AnswerForm. */
import { FORMS } from "../built/words.js";
import { formOf } from "./fields.js";

/** Two contacts, by their ids. */
export const PairForm = formOf(FORMS.PairForm);

/** Whom to introduce, and why. */
export const BeginForm = formOf(FORMS.BeginForm);

/** What somebody said when they were asked. */
export const AnswerForm = formOf(FORMS.AnswerForm);
