/** The year ahead as one line: the twin of blueprints/goals/year.py. */
import { daysAfter } from "./days.js";
import { DAY } from "./time.js";

/** @typedef {import("./records.js").Day} Day */

export const YEAR = 365 * DAY;
export const START = 8;
export const END = 312;

/** Where a day stands on the line; what is under way stands at today. @param {Day} on @param {Day} today */
export function place(on, today) {
  const days = Math.max((Date.parse(on) - Date.parse(today)) / DAY, 0);
  return START + Math.floor((days * (END - START)) / 365);
}

/** Where each month begins. @param {Day} today */
export function months(today) {
  const found = [];
  let first = `${today.slice(0, 8)}01`;
  for (let month = 0; month < 12; month++) {
    first = `${daysAfter(first, 31).slice(0, 8)}01`;
    found.push(place(first, today));
  }
  return found;
}
