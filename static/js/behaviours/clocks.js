const KEPT = "wellmet.clocks";

/**
 * Says in `[data-clocks]` (the zone that Wellmet goes by) that this phone's clocks show something
 * else, and offers to go by them, until somebody keeps the others here: for these two zones. The
 * worker answers, with its name, for a zone that the server knows.
 */
export async function compareClocks() {
  const place = document.querySelector("[data-clocks]");
  if (!(place instanceof HTMLElement) || !navigator.serviceWorker) return;
  const home = place.dataset.clocks ?? "";
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const kept = `${KEPT} ${home} ${here}`;
  if (localStorage.getItem(kept) || !differ(home, here)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.zone === here) offer(place, data, kept);
  });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ zone: here });
}

/** Whether clocks of two zones show another time just now; one that this phone does not know tells nothing. @param {string} home @param {string} here */
function differ(home, here) {
  const now = Date.now();
  const shows = (/** @type {string} */ timeZone) => new Date(now).toLocaleString("en", { timeZone });
  try {
    return shows(home) !== shows(here);
  } catch {
    return false;
  }
}

/** @param {HTMLElement} place @param {{zone: string, city: string}} here @param {string} kept */
function offer(place, { zone, city }, kept) {
  for (const name of place.querySelectorAll("[data-clocks-here]")) name.textContent = city;
  place.querySelector("form")?.setAttribute("action", `/me/zone/${zone}`);
  place.querySelector("[data-clocks-keep]")?.addEventListener("click", () => keep(place, kept));
  place.hidden = false;
}

/** @param {HTMLElement} place @param {string} kept */
function keep(place, kept) {
  localStorage.setItem(kept, "yes");
  place.hidden = true;
  document.querySelector("h1")?.focus({ preventScroll: true });
}
