import { decodeCard } from "./compact.js";
import { part } from "./parts.js";

const TICK_MS = 20;

/** @typedef {import("./classify.js").Code} Code */

/**
 * Shows whom or what the code brought, in the page's own panel, and puts the focus there.
 * @param {HTMLElement} page
 * @param {Code} code
 * @returns {boolean} whether scanning is over; false when this is nobody's card and no event
 */
export function showFound(page, code) {
  if (code.kind === "card") showCard(page, code.code, code.fragment);
  else if (code.kind === "person") showPerson(page, code.name, code.text);
  else if (code.kind === "event") showEvent(page, code.code);
  else return false;
  return true;
}

/**
 * A code that carries no card needs the server to say whose it is.
 * @param {HTMLElement} page
 * @param {string} code
 * @param {string} fragment
 */
function showCard(page, code, fragment) {
  const card = decodeCard(fragment);
  if (!card) return location.assign(`/c/${code}`);
  const form = part(page, "[data-found-card]", HTMLFormElement);
  form.action = `/c/${code}/swap`;
  field(form, "card").value = fragment;
  reveal(page, form, card.name, card.reach);
}

/** @param {HTMLElement} page @param {string} name @param {string} text */
function showPerson(page, name, text) {
  const form = part(page, "[data-found-person]", HTMLFormElement);
  field(form, "text").value = text;
  reveal(page, form, name, "");
}

/** @param {HTMLElement} page @param {string} code */
function showEvent(page, code) {
  const link = part(page, "[data-found-event] a", HTMLAnchorElement);
  link.href = `/e/${encodeURIComponent(code)}`;
  reveal(page, part(page, "[data-found-event]", HTMLElement), "", "");
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement} shown the one act this code allows
 * @param {string} name
 * @param {string} reach
 */
function reveal(page, shown, name, reach) {
  const panel = part(page, "[data-found]", HTMLElement);
  part(panel, "[data-name]", HTMLElement).textContent = name;
  part(panel, "[data-reach]", HTMLElement).textContent = reach;
  for (const act of panel.querySelectorAll("[data-act]")) act.toggleAttribute("hidden", act !== shown);
  part(page, "[data-view]", HTMLElement).hidden = true;
  panel.hidden = false;
  panel.focus();
  navigator.vibrate?.(TICK_MS);
}

/** @param {HTMLElement} page */
export function hideFound(page) {
  part(page, "[data-found]", HTMLElement).hidden = true;
  part(page, "[data-view]", HTMLElement).hidden = false;
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return part(form, `[name="${name}"]`, HTMLInputElement);
}
