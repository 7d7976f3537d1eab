import { reloadInPlace } from "./reload.js";

/**
 * Shows, on whatever page is open, how much waits on this phone: the worker says so after each of
 * its talks with the server. The page that lists it is made again.
 *
 * @typedef {{unsent: number, needs_you: number}} News
 */
export function showWhatWaits() {
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data && "unsent" in data) show(data);
  });
}

/** @param {News} news */
function show({ unsent, needs_you }) {
  const badge = document.querySelector("[data-waits]");
  const count = badge?.querySelector("[data-waits-count]");
  if (!(badge instanceof HTMLElement) || !count || badge.dataset.waits === `${unsent}/${needs_you}`) return;
  if (document.querySelector("[data-outbox]")) return reloadInPlace();
  badge.dataset.waits = `${unsent}/${needs_you}`;
  count.textContent = String(unsent + needs_you);
  badge.classList.toggle("tab__waits--needs", needs_you > 0);
  badge.hidden = unsent + needs_you === 0;
}
