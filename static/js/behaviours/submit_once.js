export const REARMED_AFTER_MS = 8000;

/**
 * Ignores a second submit while the first is under way. A load that was stopped leaves the page
 * alive, so the guard ends by itself; the form's hidden id makes a late repeat harmless.
 */
export function submitOnce() {
  let underWay = new WeakSet();
  addEventListener("pageshow", () => (underWay = new WeakSet()));
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (underWay.has(form)) return event.preventDefault();
    underWay.add(form);
    setTimeout(() => underWay.delete(form), REARMED_AFTER_MS);
  });
}
