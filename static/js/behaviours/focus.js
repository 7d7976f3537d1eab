/**
 * Starts a screen reader at what matters: the error summary (`[data-focus]`), else the heading.
 * Coming back, the browser restores the place better than we could.
 */
export function focusWhatMatters() {
  if (cameBack() || location.hash || hasFocus()) return;
  const target = document.querySelector("[data-focus]") ?? document.querySelector("h1");
  if (!(target instanceof HTMLElement)) return;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: !target.hasAttribute("data-focus") });
}

function cameBack() {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type === "back_forward";
}

function hasFocus() {
  return document.activeElement !== null && document.activeElement !== document.body;
}
