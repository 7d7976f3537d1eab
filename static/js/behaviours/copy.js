import { speaker } from "./speaker.js";

/** Shows the buttons that copy their `[data-copy]` text, where there is a clipboard. They are hidden in the page. */
export function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!(button instanceof HTMLElement)) continue;
    const spoken = speaker();
    button.hidden = false;
    button.addEventListener("click", () => copy(button, spoken));
  }
}

/** @param {HTMLElement} button @param {HTMLElement} spoken */
async function copy(button, spoken) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  button.textContent = spoken.textContent = "Copied";
}
