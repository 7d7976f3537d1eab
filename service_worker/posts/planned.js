/** On which day something may come next with somebody: the twin of blueprints/contacts/planned.py. */
import { here } from "../pages/contacts.js";

/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */

/**
 * The form, where the day of its plan is past. What is planned already may stay as it is.
 * @param {Records} records @param {Doing} doing @param {Row | undefined} contact @param {string} field of the day
 * @returns {Shown | undefined}
 */
export function past(records, { data, shown, now }, contact, field) {
  const day = data[field];
  if (!day || day === contact?.next_on || day >= here(now, records.person)) return undefined;
  return { ...shown, [field]: { name: field, value: shown[field]?.value, error: "That day is past." } };
}
