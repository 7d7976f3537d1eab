/** Days of the calendar, "2026-12-04": comparing the strings is enough. */
import { DAY } from "./time.js";

/** @typedef {import("./records.js").Day} Day */

/** @param {Day} day @param {number} days @returns {Day} */
export function daysAfter(day, days) {
  return written(Date.parse(day) + days * DAY);
}

/** The same day so many months later; the last of a month that is too short. @param {Day} day @param {number} months @returns {Day} */
export function monthsAfter(day, months) {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** The day of the week, from Monday, which is 0. @param {Day} day */
export function weekday(day) {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** @param {number} ms since 1970 @returns {Day} */
function written(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
