/**
 * Who comes in steps into a page at once: nothing of the door fades into it. Chromium now and then
 * reveals the first page behind a sign-in before that page's style is there, finds no transition
 * allowed in it, and complains of the one that was under way.
 */
export function leaveTheDoorBehind() {
  if (document.body.hasAttribute("data-signed-in")) return;
  addEventListener("pageswap", (event) => {
    if (!(event instanceof PageSwapEvent)) return;
    event.viewTransition?.ready.catch(() => {});
    event.viewTransition?.skipTransition();
  });
}
