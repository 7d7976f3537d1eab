import { decodeCard } from "../scan/compact.js";
import { part } from "../scan/parts.js";

/**
 * Shows whom a code brings that the phone's own camera opened without a network: its link carries their
 * card after the `#`, which only the page reads.
 */
export function showCardInLink() {
  const page = document.querySelector("[data-card-in-link]");
  const card = decodeCard(location.hash.slice(1));
  if (!page || !card) return;
  part(page, "[data-name]", HTMLElement).textContent = card.name;
  part(page, "[data-reach]", HTMLElement).textContent = card.reach;
  part(page, "[name=card]", HTMLInputElement).value = location.hash.slice(1);
  part(page, "[data-again]", HTMLElement).addEventListener("click", lookAgain);
  for (const shown of page.querySelectorAll("[data-known], [data-unknown]")) {
    shown.toggleAttribute("hidden", shown.hasAttribute("data-unknown"));
  }
}

/** By its own link the card would be lost, and to the same link with it a browser only scrolls. @param {Event} event */
function lookAgain(event) {
  event.preventDefault();
  location.reload();
}
