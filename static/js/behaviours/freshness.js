import { reloadInPlace } from "./reload.js";
import { hasUnsaved } from "./unsaved.js";

/** What a camera looks at or through stands still; so does what was just said. */
const STANDING = "[data-wake-lock], [data-scan], [data-said] *";

/**
 * Keeps a page from showing the past: one from the back/forward cache, and one whose person's
 * records have changed since. What somebody has typed is never lost for it.
 */
export function stayFresh() {
  addEventListener("pageshow", (event) => {
    if (event instanceof PageTransitionEvent && event.persisted && !hasUnsaved()) reloadInPlace();
  });
  let inUse = false;
  // Whoever is on their way elsewhere, as by a nudge that was tapped, must get there.
  for (const act of ["input", "pointerdown", "keydown", "beforeunload"]) addEventListener(act, () => (inUse = true), { once: true });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.fresh && !inUse && isOurs() && !hasUnsaved()) reloadInPlace();
  });
}

/** Whether the phone made this page: the server's own is the newest there is. */
function isOurs() {
  return document.body.hasAttribute("data-from-phone") && !document.querySelector(STANDING);
}
