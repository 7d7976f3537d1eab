/** Keeps the screen on while a page with `[data-wake-lock]` is in view, where the device lets us. */
export function keepAwake() {
  if (!document.querySelector("[data-wake-lock]") || !("wakeLock" in navigator)) return;
  document.addEventListener("visibilitychange", stayOn);
  stayOn();
}

/** The browser drops the lock when the page is hidden and refuses it on a low battery. */
function stayOn() {
  if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {});
}
