/** Introductions: the twin of blueprints/followups/pages_introductions.py. */
import { INTRODUCTION_STAGES } from "../built/words.js";
import { channels } from "../channels.js";
import { hasEnded, isUnderWay, mayLetKnow, stage, WHO } from "../consent.js";
import { SendingForm } from "../forms/messages.js";
import { derived } from "../ids.js";
import { askFirst, askSecond, introduce, nothingComes } from "../introducing.js";
import { latestFirst } from "../order.js";
import { suggestions } from "../suggesting.js";
import * as words from "../words.js";
import * as contacts from "./contacts.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../introducing.js").Party} Party */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

const SUBJECT = "An introduction";

/**
 * Who should meet, what is under way, and what came of others.
 * @param {Records} records @param {At} at @param {string} [sentence] what is in the way @returns {Page}
 */
export function introductions(records, { now }, sentence = "") {
  const all = records.all("introductions").filter((one) => one.begun_at);
  const begun = latestFirst(all, ({ begun_at, id }) => [begun_at, id]);
  const context = {
    place: "followups",
    sentence,
    suggestions: suggestions(records, now).map(suggestion),
    under_way: begun.filter(isUnderWay).map((one) => row(records, one)),
    ended: begun.filter((one) => !isUnderWay(one)).map((one) => row(records, one)),
  };
  return { template: "followups/introductions.html", context };
}

/**
 * One introduction: what to do next, with the words for it.
 * @param {Records} records @param {At} at @param {string} [sentence] what is in the way
 * @returns {Page | undefined}
 */
export function introduction(records, { params }, sentence = "") {
  const of = records.get("introductions", params.introduction);
  if (!of) return;
  const at = stage(of);
  const context = {
    place: "followups",
    sentence,
    href: `/introductions/${of.id}`,
    reason: of.reason,
    stage: at,
    state: state(records, of),
    is_over: hasEnded(of),
    asked: WHO.map((who) => asked(records, of, who)),
    letters: at === "introduce" ? WHO.map((who) => letter(records, of, who)) : [],
    word: mayLetKnow(of) ? word(records, of) : null,
    introduced: day(records, of.introduced_at),
  };
  return { template: "followups/introduction.html", context };
}

/** @param {{first: Row, second: Row, reason: {line: string, need: string, offer: string}}} of */
function suggestion({ first, second, reason }) {
  const { line, need, offer } = reason;
  return { first: { id: first.id, ...face(first) }, second: { id: second.id, ...face(second) }, reason: line, need, offer };
}

/** @param {Records} records @param {Row} of */
function row(records, of) {
  return {
    href: `/introductions/${of.id}`,
    first: face(contact(records, of, "first")),
    second: face(contact(records, of, "second")),
    state: state(records, of),
    when: day(records, of.introduced_at ?? of.begun_at),
  };
}

/** @param {Records} records @param {Row} of @returns {string} */
function state(records, of) {
  const at = stage(of);
  const whose = contact(records, of, at.endsWith("second") ? "second" : "first");
  return INTRODUCTION_STAGES[at].replace("{}", () => words.firstName(whose.name));
}

/** @param {Records} records @param {Row} of @param {string} who */
function asked(records, of, who) {
  const one = contact(records, of, who);
  return {
    ...face(one),
    first_name: words.firstName(one.name),
    ask: `/introductions/${of.id}/asking/${who}`,
    answer: `/introductions/${of.id}/answer/${who}`,
    asked: day(records, of[`${who}_asked_at`]),
    said: of[`${who}_answer`],
    answered: day(records, of[`${who}_answered_at`]),
    letter: stage(of) === `ask_${who}` ? question(records, of, who) : null,
  };
}

/** @param {Records} records @param {Row} of @param {string} who */
function question(records, of, who) {
  const { first, second } = parties(records, of);
  const me = records.person.name;
  const text = who === "first" ? askFirst(first, me) : askSecond(second, first, me);
  return sent(contact(records, of, who), text);
}

/** @param {Records} records @param {Row} of @param {string} who */
function letter(records, of, who) {
  const { first, second } = parties(records, of);
  const [to, other] = who === "first" ? [first, second] : [second, first];
  return sent(contact(records, of, who), introduce(to, other, records.person.name));
}

/** To the first, when the second would rather not. @param {Records} records @param {Row} of */
function word(records, of) {
  const first = contact(records, of, "first");
  const touch = records.get("touches", derived(of.id, "first-told"));
  return {
    first_name: words.firstName(first.name),
    told: touch && !touch.removed_at ? day(records, touch.noted_at) : "",
    letter: sent(first, nothingComes(parties(records, of).first, records.person.name)),
  };
}

/** A letter, and the ways to send it. @param {Row} to @param {string} text */
function sent(to, text) {
  const found = channels(to.ways, SUBJECT, text);
  return {
    ...face(to),
    text,
    ways: found,
    sending: SendingForm.empty({ how: found[0]?.kind ?? "" }),
    options: [...found.map(({ kind, label }) => ({ value: kind, label })), { value: "", label: "Another way" }],
  };
}

/** @param {Records} records @param {Row} of */
function parties(records, of) {
  return { first: party(contact(records, of, "first"), of.need), second: party(contact(records, of, "second"), of.offer) };
}

/** @param {Row} of @param {string} told @returns {Party} */
function party(of, told) {
  return { name: of.name, line: contacts.who(of).line, reach: of.ways[0]?.shown ?? "", words: told };
}

/** @param {Row} of */
function face(of) {
  const { name, initials, photo, line } = contacts.who(of);
  return { name, initials, photo, line, person: `/people/${of.id}` };
}

/** @param {Records} records @param {Row} of @param {string} who @returns {Row} */
function contact(records, of, who) {
  return /** @type {Row} */ (records.get("contacts", of[`${who}_id`]));
}

/** @param {Records} records @param {Moment | null} at */
function day(records, at) {
  const { zone, lettering } = records.person;
  return at ? words.day(at, zone, lettering) : "";
}
