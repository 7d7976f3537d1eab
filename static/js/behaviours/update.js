import { reloadInPlace } from "./reload.js";
import { hasUnsaved } from "./unsaved.js";

/** Offers a new version of the app when one waits; it takes over at the next start in any case. */
export async function offerUpdate() {
  const container = navigator.serviceWorker;
  const place = document.querySelector("[data-update]");
  const asked = document.querySelector("[data-update-asked]");
  if (!container?.controller || !(place instanceof HTMLElement) || !(asked instanceof HTMLElement)) return;
  const registration = await container.ready;
  const offer = () => {
    if (!registration.waiting) return;
    [place.hidden, asked.hidden] = [false, true];
    place.querySelector("button")?.addEventListener("click", accept, { once: true });
  };
  const accept = () => {
    // What is typed keeps this page; and browsers let the worker before finish, which takes long on a bad network.
    [place.hidden, asked.hidden] = [true, false];
    asked.focus();
    takeOver(registration);
  };
  const watch = () => registration.installing?.addEventListener("statechange", offer);
  offer();
  // It may have been found before this page asked.
  watch();
  registration.addEventListener("updatefound", watch);
}

/** @param {ServiceWorkerRegistration} registration */
function takeOver(registration) {
  const renew = () => hasUnsaved() || reloadInPlace();
  // Another tab may have let it in.
  if (!registration.waiting) return renew();
  navigator.serviceWorker.addEventListener("controllerchange", renew, { once: true });
  registration.waiting.postMessage({ takeOver: true });
}
