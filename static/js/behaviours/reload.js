const PLACE = "wellmet.place";

/** @typedef {{path: string, top: number, focused: string}} Place */

/**
 * Loads the page again by itself: whoever reads it stays where they are, and whoever begins to type meanwhile
 * keeps it. One that answers a post stays: it would post again, or be gone with what is in it.
 */
export function reloadInPlace() {
  if (document.body.hasAttribute("data-answers-post")) return;
  const place = { path: location.pathname + location.search, top: scrollY, focused: selector(document.activeElement) };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
  addEventListener("input", stay, { once: true });
  location.reload();
}

/** Until the next page is there this one is in use: what is typed into it would go with it. */
function stay() {
  stop();
  sessionStorage.removeItem(PLACE);
}

/** Goes back to where somebody was on this page before it loaded itself again. Returns whether they had a focus. */
export function returnToPlace() {
  const place = /** @type {Place | null} */ (JSON.parse(sessionStorage.getItem(PLACE) ?? "null"));
  sessionStorage.removeItem(PLACE);
  if (place?.path !== location.pathname + location.search) return false;
  scrollTo(0, place.top);
  const focused = place.focused && document.querySelector(place.focused);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return focused === document.activeElement;
}

/** How to find an element in the page as it will be: by its id, its name and value, or where it leads. @param {Element | null} element */
function selector(element) {
  if (!element || element === document.body) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const form = element.closest("form");
  const within = form ? `form${attribute(form, "action")} ` : "";
  return within + element.localName + ["name", "value", "href"].map((name) => attribute(element, name)).join("");
}

/** @param {Element} element @param {string} name */
function attribute(element, name) {
  const value = element.getAttribute(name);
  return value === null ? "" : `[${name}="${CSS.escape(value)}"]`;
}
