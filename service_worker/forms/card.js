/** The form of a card: the twin of blueprints/shared/card_form.py. */
import { CHANNELS, card } from "../card.js";
import { normalEmail, normalLink, normalPhone, wrongEmail, wrongLink, wrongPhone } from "../reach.js";
import { atMost, Form, needed, oneOf, prose, text, words } from "./fields.js";

/** @typedef {import("../card.js").Card} Card */
/** @typedef {import("./fields.js").Data} Data */

const MOST_LINKS = 5;

/** A card as somebody types it. */
export const CardForm = new Form({
  name: text(needed("A name is what people remember."), atMost(80)),
  headline: text(atMost(120)),
  organisation: text(atMost(120)),
  email: text(atMost(254), ifAny(wrongEmail)),
  phone: text(atMost(40), ifAny(wrongPhone)),
  links: prose(aFewLinks),
  looking_for: prose(atMost(280)),
  can_help: prose(atMost(280)),
  prefers: text(oneOf("", ...CHANNELS)),
});

/** The card, once the form is valid. @param {Data} data @returns {Card} */
export function cardOf(data) {
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
  if (links.length > MOST_LINKS) return `At most ${MOST_LINKS} links, one a line.`;
  return links.map(wrongLink).find(Boolean) ?? "";
}
