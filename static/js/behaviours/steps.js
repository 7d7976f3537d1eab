import { hasUnsaved } from "./unsaved.js";

/** The page of steps that was sent from last, for the page that comes next; and how far they have come. */
const SENT = "steps-sent", REACHED = "steps-reached";

/** @typedef {{of: string, nth: number, isFirst: boolean}} Visit one of the pages that followed from one another, of what */

/**
 * Lets Back leave a list of steps, `[data-steps]` (whose), at once. Each step that ends makes its page anew, as one
 * more to go back to: whoever comes back to one that they went on from is led to where they were before the first.
 * What was typed there and not sent keeps them.
 */
export function leaveStepsAtOnce() {
  addEventListener("submit", ({ defaultPrevented }) => {
    const visit = here();
    if (visit && !defaultPrevented) sessionStorage.setItem(SENT, JSON.stringify(visit));
  });
  addEventListener("pageshow", (event) => {
    const [load] = performance.getEntriesByType("navigation");
    const isKeptWhole = event instanceof PageTransitionEvent && event.persisted;
    const type = load instanceof PerformanceNavigationTiming && load.type;
    if (isKeptWhole || type === "back_forward") leave(event);
    else if (type === "navigate") arrive();
    sessionStorage.removeItem(SENT);
  });
}

/** Counts this page, where it is of steps or follows from one. */
function arrive() {
  const sent = read(SENT);
  const of = document.querySelector("[data-steps]")?.getAttribute("data-steps") ?? "";
  const nth = sent && (!of || of === sent.of) ? sent.nth + 1 : 0;
  if (of) history.replaceState({ steps: { of, nth, isFirst: nth ? sent?.isFirst : history.length === 1 } }, "");
  if (of || sent) sessionStorage.setItem(REACHED, JSON.stringify({ of: of || sent?.of, nth }));
}

/** @param {Event} event */
function leave(event) {
  const [visit, reached] = [here(), read(REACHED)];
  if (!visit || visit.of !== reached?.of || visit.nth >= reached.nth || hasUnsaved()) return;
  // Whoever goes forward again means to be there.
  sessionStorage.removeItem(REACHED);
  // Before the first page of a window there is nothing to go back to.
  const back = visit.nth + (visit.isFirst ? 0 : 1);
  if (!back) return;
  event.stopImmediatePropagation();
  history.go(-back);
}

/** @returns {Visit | undefined} */
function here() {
  return history.state?.steps;
}

/** @param {string} key @returns {Visit | null} */
function read(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? "null");
}
