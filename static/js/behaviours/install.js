const ANSWER = "wellmet.install";

/** @typedef {Event & {prompt: () => Promise<unknown>}} InstallEvent */

/**
 * Offers to put Wellmet on the home screen, where the page has a place for it, until somebody says
 * no. Safari on a phone cannot ask: there the steps are told.
 */
export function offerInstalling() {
  const place = document.querySelector("[data-install]");
  if (!(place instanceof HTMLElement) || localStorage.getItem(ANSWER)) return;
  part(place, "no").addEventListener("click", () => {
    localStorage.setItem(ANSWER, "no");
    place.hidden = true;
  });
  if (isSafariOnAPhone()) return tellSteps(place);
  addEventListener("beforeinstallprompt", (event) => ask(place, /** @type {InstallEvent} */ (event)));
}

function isSafariOnAPhone() {
  return "standalone" in navigator && !navigator.standalone;
}

/** @param {HTMLElement} place */
function tellSteps(place) {
  part(place, "steps").hidden = false;
  part(place, "yes").hidden = true;
  place.hidden = false;
}

/** @param {HTMLElement} place @param {InstallEvent} event */
function ask(place, event) {
  event.preventDefault();
  place.hidden = false;
  part(place, "yes").onclick = async () => {
    place.hidden = true;
    await event.prompt();
  };
}

/** @param {HTMLElement} place @param {string} name @returns {HTMLElement} */
function part(place, name) {
  return /** @type {HTMLElement} */ (place.querySelector(`[data-install-${name}]`));
}
