/** What a camera looks at or through stands still; so does what was just said. */
const STANDING = "[data-wake-lock], [data-scan], [data-said] *";

/**
 * Keeps a page from showing the past: one from the back/forward cache, which would also post its
 * old ids again, and one whose person's records have changed since. Whoever has begun to type, or
 * looks at something else by now, is left alone.
 */
export function stayFresh() {
  addEventListener("pageshow", (event) => {
    if (event instanceof PageTransitionEvent && event.persisted) location.reload();
  });
  let touched = false;
  for (const act of ["input", "pointerdown", "keydown"]) addEventListener(act, () => (touched = true), { once: true });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.fresh && !touched && isOurs()) location.reload();
  });
}

/** Whether the phone made this page: the server's own is the newest there is. */
function isOurs() {
  return document.body.hasAttribute("data-from-phone") && !document.querySelector(STANDING);
}
