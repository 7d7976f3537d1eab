/** Words that no longer stand, because another phone said otherwise: the twin of shared/facts.py. */
import { latestFirst } from "./order.js";
import * as words from "./words.js";

/** @typedef {import("./records.js").Row} Row */

/** @type {Record<string, string>} */
const WHAT = {
  plan: "Whether to go",
  goal: "The goal",
  outcome: "What you learned",
  target: "Whom to find",
  met: "Whom to find",
  place: "Whom to find",
  event: "The event",
  card: "The card",
  next: "What comes next",
  heard: "What they said",
  moves_goal: "Whether they move your goal",
  kept: "Whether you stay in touch",
  words: "A promise",
  state: "A promise",
  step: "A step",
};

/**
 * What was also noted, as a page shows it: the latest first.
 * @param {Row[]} kept @param {Record<string, any>} person
 */
export function shown(kept, { zone, lettering }) {
  return latestFirst(kept, ({ made_at, id }) => [made_at, id]).map(({ fact, text, made_at }) => ({
    what: WHAT[fact] ?? "",
    text,
    when: `${words.day(made_at, zone, lettering)}, ${words.hour(made_at, zone, lettering)}`,
  }));
}
