/** The ledger of promises over all people: the twin of blueprints/contacts/ledger.py. */
import { balance } from "../balance.js";
import { sorted } from "../order.js";
import { SOME_DAY } from "../queue.js";
import * as contacts from "./contacts.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** What is promised between the person and everybody they keep. @param {Records} records @param {At} at @returns {Page} */
export function promises(records, { now }) {
  const today = contacts.here(now, records.person);
  const rows = standing(records).map((of) => ({
    ...contacts.promise(of, today, records.person),
    name: records.get("contacts", of.contact_id)?.name,
    person: `/people/${of.contact_id}`,
  }));
  const context = {
    place: "followups",
    i_owe: rows.filter(({ mine }) => mine),
    they_owe: rows.filter(({ mine }) => !mine),
    balance: balance(records.all("promises")),
  };
  return { template: "contacts/promises.html", context };
}

/** @param {Records} records */
function standing(records) {
  const open = records.all("promises").filter(({ kept_at, released_at, contact_id }) => {
    return kept_at === null && released_at === null && records.get("contacts", contact_id)?.let_go_at === null;
  });
  return sorted(open, ({ due_on, made_at, id }) => [due_on ?? SOME_DAY, made_at, id]);
}
