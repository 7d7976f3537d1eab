/** What people type about being in touch: the twin of TouchForm and RhythmForm. */
import { FORMS, RHYTHMS } from "../built/words.js";
import { formOf } from "./fields.js";

/** That they were in touch. */
export const TouchForm = formOf(FORMS.TouchForm);

/** How often to be in touch. */
export const RhythmForm = formOf(FORMS.RhythmForm);

/** The rhythm of somebody new. */
export const NO_RHYTHM = { rhythm_every: 0, rhythm_unit: "", rhythm_on: null };

/** The rhythm that was chosen. @param {import("./fields.js").Data} data */
export function chosen({ rhythm, rhythm_on }) {
  const [rhythm_every, rhythm_unit] = RHYTHMS[rhythm ?? ""] ?? [0, ""];
  return { rhythm_every, rhythm_unit, rhythm_on: rhythm_on || null };
}
