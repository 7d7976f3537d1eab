/** Moments as the records have them: UTC with six digits, so that comparing the strings is enough. */

/** @typedef {import("./records.js").Moment} Moment */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @param {number} ms since 1970 @returns {Moment} */
export function moment(ms) {
  return new Date(ms).toISOString().replace("Z", "000Z");
}

/** @param {Moment} of @returns {number} ms since 1970 */
export function ms(of) {
  return Date.parse(of);
}

/** @param {Moment} from @param {number} by ms @returns {Moment} */
export function later(from, by) {
  return moment(ms(from) + by).slice(0, -4) + from.slice(-4);
}
