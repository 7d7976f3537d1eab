/**
 * Shows, on whatever page is open, how much waits on this phone: the worker says so after each of
 * its talks with the server.
 *
 * @typedef {{waiting: number, needs_you: number}} News
 */
export function showWhatWaits() {
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data && "waiting" in data) show(data);
  });
}

/** @param {News} news */
function show({ waiting, needs_you }) {
  const badge = document.querySelector("[data-waits]");
  const count = badge?.querySelector("[data-waits-count]");
  if (!(badge instanceof HTMLElement) || !count) return;
  count.textContent = String(waiting + needs_you);
  badge.classList.toggle("tab__waits--needs", needs_you > 0);
  badge.hidden = waiting + needs_you === 0;
}
