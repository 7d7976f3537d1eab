import { returnToPlace } from "./reload.js";

/**
 * Starts a screen reader at what matters: the field to mend (`autofocus`, which the browser does),
 * else `[data-focus]`, else the heading. Coming back, the browser knows the place better;
 * where the page has loaded itself again, the page does.
 */
export function focusWhatMatters() {
  if (returnToPlace() || cameBack() || location.hash || hasFocus() || document.querySelector("[autofocus]")) return;
  const target = document.querySelector("[data-focus]") ?? document.querySelector("h1");
  if (!(target instanceof HTMLElement)) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: target.matches("h1") });
}

function cameBack() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
}

function hasFocus() {
  return document.activeElement !== null && document.activeElement !== document.body;
}
