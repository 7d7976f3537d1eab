/** Whom to introduce now: the twin of blueprints/contacts/suggesting.py, and of its index. */
import { isUnderWay, WHO } from "./consent.js";
import { meetingsWith } from "./lines.js";
import { couple, few, ranked } from "./matching.js";
import { reason, toldOfBoth } from "./reasons.js";
import { roots } from "./roots.js";
import { DAY, ms } from "./time.js";
import { unlessUnchanged } from "./unchanged.js";

/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Records} Records */
/** @typedef {import("./records.js").Row} Row */

const REST = 30;
/**
 * What was made of somebody's words, for as long as they are the same.
 * @type {WeakMap<Row, {needs: string, offers: string, known: import("./matching.js").Known}>}
 */
const rooted = new WeakMap();
/** To find them takes longer than the rest of a page. @type {ReturnType<typeof unlessUnchanged<[Records, Row[]], import("./matching.js").Pair[]>>} */
const found = unlessUnchanged((records, kept) => ranked(kept.map((one) => known(records, one))));

/** At most three pairs, with the reason. @param {Records} records @param {Moment} now */
export function suggestions(records, now) {
  const before = records.all("introductions");
  return few(pairs(records), busy(before, now), over(before)).map(({ seeker, helper, shared }) => {
    const [first, second] = [contact(records, seeker), contact(records, helper)];
    return { first, second, reason: reason(told(records, first), told(records, second), shared) };
  });
}

/** @param {Records} records */
function pairs(records) {
  const kept = records.all("contacts").filter(({ let_go_at }) => let_go_at === null);
  const [first, ...others] = kept;
  return first ? found([first, ...others, ...records.all("meetings")], records, kept) : [];
}

/** @param {Records} records @param {Row} one */
function known(records, one) {
  const { needs, offers } = toldOfBoth(told(records, one));
  const before = rooted.get(one);
  if (before?.needs === needs && before.offers === offers) return before.known;
  const found = { id: one.id, name: one.name, needs: roots(needs), offers: roots(offers) };
  rooted.set(one, { needs, offers, known: found });
  return found;
}

/** What somebody told. @param {Records} records @param {Row} of @returns {import("./reasons.js").Told} */
function told(records, { id, card }) {
  const heard = meetingsWith(records, id).map((meeting) => meeting.heard).filter(Boolean);
  const { name, looking_for, can_help, headline, organisation } = card;
  return { name, looking_for, heard, can_help, headline, organisation };
}

/** @param {Row[]} before @param {Moment} now */
function busy(before, now) {
  const taken = before.flatMap((one) =>
    WHO.filter((who) => isUnderWay(one) || rests(one, who, now)).map((who) => one[`${who}_id`]),
  );
  return new Set(taken);
}

/** @param {Row[]} before */
function over(before) {
  const done = before.filter((one) => one.begun_at || one.dismissed_at);
  return new Set(done.map((one) => couple(one.first_id, one.second_id)));
}

/** @param {Row} of @param {string} who @param {Moment} now */
function rests(of, who, now) {
  const asked = of[`${who}_asked_at`];
  return asked !== null && ms(now) - ms(asked) < REST * DAY;
}

/** @param {Records} records @param {string} id */
function contact(records, id) {
  return /** @type {Row} */ (records.get("contacts", id));
}
