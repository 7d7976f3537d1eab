/** Words that no longer stand, because another phone said otherwise: the twin of shared/facts.py. */
import { latestFirst } from "./order.js";
import * as words from "./words.js";

/** @typedef {import("./records.js").Row} Row */

/** @type {Record<string, string>} */
const WHAT = {
  goal: "The goal",
  outcome: "What you learned",
  target: "Whom to find",
  event: "The event",
  card: "The card",
  next: "What comes next",
  heard: "What they said",
  words: "A promise",
  step: "A step",
  message: "A message",
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
