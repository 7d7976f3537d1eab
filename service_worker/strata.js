/** The picture of Wide and deep: the twin of blueprints/contacts/strata.py. */
import { STAGE_LABELS, STAGES } from "./built/words.js";
import { sorted } from "./order.js";

/** @typedef {Record<string, number>} People how many stand at each stage */

export const WIDE = 320;
const [ROW, NAME_AT, BAR_AT, BAR] = [62, 18, 28, 26];
export const HIGH = ROW * STAGES.length;
const NARROWEST = 26;

/** The bars from the surface down. @param {People} people */
export function strata(people) {
  const most = Math.max(...Object.values(people));
  return STAGES.map((/** @type {string} */ stage, /** @type {number} */ at) => bar(at, stage, people[stage] ?? 0, most));
}

/** The picture in words, without numbers. @param {People} people */
export function described(people) {
  const some = STAGES.filter((/** @type {string} */ stage) => people[stage]);
  const nobody = STAGES.filter((/** @type {string} */ stage) => !people[stage]);
  const widestFirst = sorted(some, (/** @type {string} */ stage) => [-(people[stage] ?? 0), STAGES.indexOf(stage)]);
  const wide = `From the widest to the narrowest: ${named(widestFirst)}.`;
  return nobody.length ? `${wide} Nobody yet: ${named(nobody)}.` : wide;
}

/** @param {number} at @param {string} stage @param {number} count @param {number} most */
function bar(at, stage, count, most) {
  const share = count ? Math.floor(Math.sqrt(Math.floor((count * 10_000) / most))) : 0;
  const full = NARROWEST + Math.floor(((WIDE - NARROWEST) * share) / 100);
  const width = full - (full % 2);
  const y = at * ROW;
  const where = { name_y: y + NAME_AT, x: (WIDE - width) / 2, y: y + BAR_AT, width, height: BAR };
  return { stage, ...where, empty: !count, label: STAGE_LABELS[stage] };
}

/** @param {string[]} stages */
function named(stages) {
  return stages.map((stage) => STAGE_LABELS[stage]).join(", ").toLowerCase();
}
