/** Who introduced whom: the twin of blueprints/contacts/introduced.py. */
import { sorted } from "../order.js";
import * as words from "../words.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** What is remembered of introductions with somebody. @param {Records} records @param {Row} contact @param {string} now */
export function introduced(records, contact, now) {
  const by = records.get("contacts", contact.introduced_by ?? "");
  const both = ["first_id", "second_id"].flatMap((of) => records.where("introductions", of, contact.id));
  const made = sorted(both.filter((one) => one.introduced_at), ({ introduced_at, id }) => [introduced_at, id]);
  return {
    introduced_by: by ? link(by) : null,
    brought: byName(records.where("contacts", "introduced_by", contact.id)).map(link),
    introduced_to: made.flatMap((one) => to(records, one, contact, now)),
  };
}

/** @param {Records} records @param {Row} of @param {Row} contact @param {string} now */
function to(records, of, contact, now) {
  const { zone, lettering } = records.person;
  const other = records.get("contacts", of.first_id === contact.id ? of.second_id : of.first_id);
  return other ? [{ ...link(other), when: words.day(of.introduced_at, zone, lettering, now) }] : [];
}

/** @param {Row} contact */
function link({ id, name }) {
  return { href: `/people/${id}`, name };
}

/** @param {Row[]} contacts */
function byName(contacts) {
  return sorted(contacts, ({ name, id }) => [name.toLowerCase(), id]);
}
