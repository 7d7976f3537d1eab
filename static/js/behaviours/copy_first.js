/**
 * A link whose app takes no text copies it first: the text of `[data-copied]`, to be pasted there; of
 * several letters on a page, each within `[data-letter]`, its own. Without JavaScript, people mark it
 * themselves.
 */
export function copyBeforeLeaving() {
  for (const link of document.querySelectorAll("[data-copies]")) {
    const text = (link.closest("[data-letter]") ?? document).querySelector("[data-copied]")?.textContent?.trim();
    if (text) link.addEventListener("click", () => void navigator.clipboard?.writeText(text).catch(() => {}));
  }
}
