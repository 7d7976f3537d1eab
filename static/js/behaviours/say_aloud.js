import { speaker } from "./speaker.js";

const AFTER_MS = 1000;

/**
 * Says once more, for ears alone, what a page came with in `[data-said]`: a screen reader tells of a
 * live region only what is put into it later, and begins at the heading, which stands below.
 */
export function sayAloud() {
  const said = [...document.querySelectorAll("[data-said] p")].map((one) => one.textContent).join(" ");
  if (!said) return;
  const spoken = speaker();
  setTimeout(() => (spoken.textContent = said), AFTER_MS);
}
