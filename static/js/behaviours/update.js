import { reloadInPlace } from "./reload.js";
import { hasUnsaved } from "./unsaved.js";

/** Offers a new version of the app when one waits; it takes over at the next start in any case. */
export async function offerUpdate() {
  const container = navigator.serviceWorker;
  const place = document.querySelector("[data-update]");
  if (!container?.controller || !(place instanceof HTMLElement)) return;
  const registration = await container.ready;
  const offer = () => {
    if (!registration.waiting) return;
    place.hidden = false;
    place.querySelector("button")?.addEventListener("click", () => takeOver(registration));
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
  navigator.serviceWorker.addEventListener("controllerchange", renew, { once: true });
  registration.waiting?.postMessage({ takeOver: true });
}
