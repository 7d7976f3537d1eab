/** Words that no longer stand, because another phone said otherwise: the twin of shared/facts.py. */
import { WHAT } from "./built/words.js";
import { latestFirst } from "./order.js";
import * as words from "./words.js";

/** @typedef {import("./records.js").Row} Row */

/**
 * What was also noted, as a page shows it: the latest first.
 * @param {Row[]} kept @param {Record<string, any>} person @param {import("./records.js").Moment} now
 */
export function shown(kept, { zone, lettering }, now) {
  return latestFirst(kept, ({ made_at, id }) => [made_at, id]).map(({ fact, text, made_at }) => ({
    what: WHAT[fact] ?? "",
    text,
    when: `${words.day(made_at, zone, lettering, now)}, ${words.hour(made_at, zone, lettering)}`,
  }));
}
