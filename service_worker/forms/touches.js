/** What people type about being in touch: the twin of TouchForm and RhythmForm. */
import { atMost, day, Form, oneOf, text } from "./fields.js";

/** How often somebody may wish to be in touch, by the name in the form. @type {Record<string, [number, string]>} */
const RHYTHMS = {
  "1-weeks": [1, "weeks"],
  "2-weeks": [2, "weeks"],
  "1-months": [1, "months"],
  "2-months": [2, "months"],
  "3-months": [3, "months"],
  "6-months": [6, "months"],
  "12-months": [12, "months"],
};

/** That they were in touch. */
export const TouchForm = new Form({
  who: text(oneOf("me", "they", "both")),
  text: text(atMost(280)),
  touched_on: day(),
});

/** How often to be in touch. */
export const RhythmForm = new Form({
  rhythm: text(oneOf("", ...Object.keys(RHYTHMS))),
  rhythm_on: day(),
});

/** The rhythm of somebody new. */
export const NO_RHYTHM = { rhythm_every: 0, rhythm_unit: "", rhythm_on: null };

/** The rhythm that was chosen. @param {import("./fields.js").Data} data */
export function chosen({ rhythm, rhythm_on }) {
  const [rhythm_every, rhythm_unit] = RHYTHMS[rhythm ?? ""] ?? [0, ""];
  return { rhythm_every, rhythm_unit, rhythm_on: rhythm_on || null };
}
