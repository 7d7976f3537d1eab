/** A page from the back/forward cache shows the past and would post its old ids again. */
export function reloadWhenRestored() {
  addEventListener("pageshow", (event) => {
    if (event instanceof PageTransitionEvent && event.persisted) location.reload();
  });
}
