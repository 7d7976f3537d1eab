/** The form of a card: the twin of blueprints/shared/card_form.py. */
import { FORMS, MOST_LINKS } from "../built/words.js";
import { card } from "../card.js";
import { normalEmail, normalLink, normalPhone, wrongEmail, wrongLink, wrongPhone } from "../reach.js";
import { formOf, words } from "./fields.js";

/** @typedef {import("../card.js").Card} Card */
/** @typedef {import("./fields.js").Data} Data */

const CHECKS = { email: [ifAny(wrongEmail)], phone: [ifAny(wrongPhone)], links: [aFewLinks] };

/** A card as somebody types it. */
export const CardForm = formOf(FORMS.CardForm, CHECKS);

/** The card of somebody new, who introduced them, if anybody, and where it comes from. */
export const NewPersonForm = formOf(FORMS.NewPersonForm, CHECKS);

/** The card, once the form is valid. @param {Data} data @returns {Card} */
export function cardOf({ introducer, introduced_by, source, event, ...data }) {
  return card({
    ...data,
    email: normalEmail(data.email ?? ""),
    phone: normalPhone(data.phone ?? ""),
    links: words(data.links ?? "").map(normalLink),
  });
}

/** A card as its form shows it. @param {Card} card */
export function cardValues(card) {
  return { ...card, links: card.links.join("\n") };
}

/** @param {(value: string) => string} check @returns {(value: string) => string} */
export function ifAny(check) {
  return (value) => (value ? check(value) : "");
}

/** @param {string} value */
function aFewLinks(value) {
  const links = words(value);
  if (links.length > MOST_LINKS) return `At most ${MOST_LINKS} links, one per line.`;
  return links.map(wrongLink).find(Boolean) ?? "";
}
