/** People in lists: what one line shows of each. The twin of blueprints/contacts/lines.py. */
import { fold } from "./folding.js";
import { words } from "./forms/fields.js";
import { latestFirst, least, sorted } from "./order.js";
import { SOME_DAY } from "./queue.js";

/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */
/** @typedef {import("./records.js").Day} Day */
/**
 * @typedef {object} Line somebody in a list
 * @property {Row} contact
 * @property {string} heard what they said when last met
 * @property {Day | null} owed_on when my earliest open promise is due; SOME_DAY where no day was named
 * @property {boolean} listened whether what was heard at this meeting has been noted
 */

export const PAGE = 50;
export const MOST_WORDS = 8;

/**
 * The line of a contact.
 * @param {Records} records @param {Row} contact @param {string} heard @returns {Line}
 */
export function line(records, contact, heard) {
  return { contact, heard, owed_on: owedOn(records, contact), listened: true };
}

/**
 * A page of the contacts by name, those let go or the others, and one more than a page. Each of the
 * words must stand in the name or in what was heard or noted.
 * @param {Records} records @param {string} query @param {boolean} letGo @param {number} skip
 */
export function byName(records, query, letGo, skip) {
  const wanted = words(query).slice(0, MOST_WORDS).map((word) => told(records, fold(word)));
  const found = records
    .all("contacts")
    .filter((contact) => (contact.let_go_at !== null) === letGo && wanted.every((tells) => tells(contact)));
  const named = sorted(found, (contact) => [contact.name.toLowerCase(), contact.id]);
  return named.slice(skip, skip + PAGE + 1).map((contact) => latestLine(records, contact));
}

/**
 * The few people of whom something is due: a promise of mine, or a next step. Nobody is named whose id
 * is in `besides`: the page shows them already.
 * @param {Records} records @param {Day} today @param {Set<string>} [besides]
 */
export function due(records, today, besides = new Set(), most = 3) {
  const dueOn = records
    .all("contacts")
    .filter(({ id, let_go_at }) => let_go_at === null && !besides.has(id))
    .map((contact) => ({ contact, on: least([contact.next_on, owedOn(records, contact)]) ?? SOME_DAY }));
  const now = dueOn.filter(({ on }) => on <= today);
  const first = sorted(now, ({ contact, on }) => [on, contact.name, contact.id]).slice(0, most);
  return first.map(({ contact }) => latestLine(records, contact));
}

/**
 * Whom the person met at an event, the latest first, without those let go.
 * @param {Records} records @param {string} eventId
 */
export function metAt(records, eventId) {
  const meetings = records.where("meetings", "event_id", eventId);
  return latestFirst(meetings, ({ met_at, id }) => [met_at, id]).flatMap((meeting) => {
    const contact = records.get("contacts", meeting.contact_id);
    if (!contact || contact.let_go_at !== null) return [];
    return [{ ...latestLine(records, contact), listened: meeting.listened_at !== null }];
  });
}

/** The meetings with somebody, the latest first. @param {Records} records @param {string} contactId */
export function meetingsWith(records, contactId) {
  return latestFirst(records.where("meetings", "contact_id", contactId), ({ met_at, id }) => [met_at, id]);
}

/** @param {Records} records @param {Row} contact */
function latestLine(records, contact) {
  return line(records, contact, meetingsWith(records, contact.id)[0]?.heard ?? "");
}

/** @param {Records} records @param {Row} contact @returns {Day | null} */
function owedOn(records, contact) {
  const promises = records.where("promises", "contact_id", contact.id).filter(isOwed);
  return least(promises.map((promise) => promise.due_on ?? SOME_DAY));
}

/** Whether it is mine, and still open. @param {Row} promise */
export function isOwed(promise) {
  return promise.mine && isOpen(promise);
}

/** Whether a promise still stands. @param {Row} promise */
export function isOpen({ kept_at, released_at }) {
  return kept_at === null && released_at === null;
}

/** Who tells of a word. @param {Records} records @param {string} word @returns {(contact: Row) => boolean} */
function told(records, word) {
  const heard = records.all("meetings").filter((meeting) => fold(meeting.heard).includes(word));
  const noted = records.all("notes").filter((note) => fold(note.text).includes(word));
  const ids = new Set([...heard, ...noted].map((row) => row.contact_id));
  return (contact) => ids.has(contact.id) || fold(contact.name).includes(word);
}
