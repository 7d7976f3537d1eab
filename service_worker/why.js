/** How deep a contact goes, and why, as pages say it: the twin of blueprints/contacts/why.py. */
import { STAGE_LABELS } from "./built/words.js";
import { depth, said } from "./depth.js";
import { standing } from "./standings.js";
import { plainDay } from "./words.js";

/** @typedef {import("./depth.js").Depth} Depth */
/** @typedef {import("./records.js").Day} Day */
/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */

/** How deep one contact goes, and why, for the person's page. @param {Records} records @param {Row} contact @param {Day} today */
export function standingOf(records, contact, today) {
  const found = depth(standing(records, contact).facts);
  return { label: STAGE_LABELS[found.stage], why: why(found, records, today) };
}

/** Why somebody stands where they stand, in a sentence. @param {Depth} of @param {Records} records @param {Day} today */
export function why(of, { person }, today) {
  return said(of, (on) => plainDay(on, person.lettering, today));
}
