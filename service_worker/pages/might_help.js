/** Whom somebody should meet, as their page shows it: the twin of blueprints/contacts/might_help.py. */
import { MIGHT_HELP } from "../built/words.js";
import { suggestions } from "../suggesting.js";
import { who } from "./contacts.js";

/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** The other of a pair and the reason. @param {Records} records @param {Row} contact @param {Moment} now */
export function mightHelp(records, contact, now) {
  if (contact.let_go_at !== null) return null;
  const pair = suggestions(records, now).find(({ first, second }) => first === contact || second === contact);
  if (!pair) return null;
  const { first, second, reason } = pair;
  const [other, lead] = contact === first ? [second, MIGHT_HELP.seeker] : [first, MIGHT_HELP.helper];
  return { ...who(other), lead, href: `/introductions#${first.id}`, note: reason.line };
}
