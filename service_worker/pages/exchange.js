/** My code and the scan: the twin of blueprints/exchange. */
import { drawing } from "../drawing.js";
import { CardForm, cardValues } from "../forms/card.js";
import { TypedForm } from "../forms/exchange.js";
import { codeOf, plainCode as codeAsMade, spaced } from "../links.js";
import { underWay } from "../moment.js";
import { sorted } from "../order.js";
import * as words from "../words.js";
import { attendanceAt, occasions } from "./goals.js";

/** @typedef {import("../card.js").Card} Card */
/** @typedef {import("../twin.js").Asked} Asked */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Records} Records */

export const OWN = "That is your own code. It is for others to scan.";

/**
 * My code, as large as the screen allows, and what it carries.
 * @param {Records} records @param {Asked} asked @returns {Page | undefined}
 */
export function myCode(records, { now, offline }) {
  const code = shown(records, now) ?? (offline ? living(records, now) : undefined);
  if (!code) return;
  const { person } = records;
  const { zone, lettering } = person;
  const until = code.living_until;
  const context = {
    place: "swap",
    name: person.name,
    event: attendanceAt(records, code.event_id)?.event.title ?? code.event_title,
    drawn: drawing(code.drawn),
    word: code.spaced,
    link: code.link,
    carries: person.card_in_code,
    until: `${words.day(until, zone, lettering)}, ${words.hour(until, zone, lettering)}`,
    since: person.last_rev,
  };
  return { template: "exchange/my_code.html", context };
}

/**
 * My card as a plain vCard code, for somebody who has no network and no app.
 * @param {Records} records @returns {Page}
 */
export function plainCode({ person }) {
  const { drawn, holds } = person.plain_code;
  const context = { place: "swap", name: person.name, drawn: drawing(drawn), holds };
  return { template: "exchange/plain_code.html", context };
}

/** @param {Records} _records @param {At} _at @param {Shown} [form] @returns {Page} */
export function scan(_records, _at, form = TypedForm.empty()) {
  return { template: "exchange/scan.html", context: { place: "swap", form } };
}

/**
 * A code that carries no card, where no network tells whose it is: to be kept until one does.
 * @param {Records} records @param {Asked} asked @returns {Page | undefined}
 */
export function unreached(records, { params: { word = "" } }) {
  const code = codeOf(word);
  if (!code) return undefined;
  if (isOwn(records, code)) return gone(OWN);
  const context = { place: "swap", word: spaced(code), href: `/c/${code.toLowerCase()}` };
  // Nothing was looked up: what was typed is still to be there on the way back.
  return { template: "exchange/unreached.html", context, status: 503 };
}

/**
 * A code that was kept and led to nobody: type it anew, or write down whose it was.
 * @param {string} code @param {string} mode @param {Card | null} card what the code carried
 * @param {Shown} [form] @returns {Page}
 */
export function mendCode(code, mode, card, form = TypedForm.empty({ code: spaced(code) })) {
  const person = CardForm.empty(card ? cardValues(card) : {});
  return { template: "exchange/mend_code.html", context: { place: "swap", form, mode, person } };
}

/** A code that leads to nobody. @param {string} sentence @returns {Page} */
export function gone(sentence) {
  return { template: "exchange/gone.html", context: { place: "swap", sentence, kept: [], text: "" }, status: 422 };
}

/** @param {Records} records @param {string} word as it stands in a path */
export function isOwn(records, word) {
  return codes(records).some((code) => code.word === codeAsMade(word));
}

/** The code to show now: a young one of the event that is on. @param {Records} records @param {string} now */
function shown(records, now) {
  const eventId = underWay(occasions(records), now);
  return codes(records).find((code) => code.event_id === eventId && now < code.young_until);
}

/**
 * A code that is still answered: one of no event before that of another.
 * @param {Records} records @param {string} now
 */
function living(records, now) {
  const alive = codes(records).filter((code) => now < code.living_until);
  return sorted(alive, ({ event_id, living_until }) => [event_id === null, living_until]).at(-1);
}

/** @param {Records} records @returns {Record<string, any>[]} */
function codes({ person }) {
  return person.codes;
}
