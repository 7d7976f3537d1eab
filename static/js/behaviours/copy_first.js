/**
 * A link whose app takes no text copies it first: the text of `[data-copied]`, to be pasted there.
 * Without JavaScript, people mark it themselves.
 */
export function copyBeforeLeaving() {
  const text = document.querySelector("[data-copied]")?.textContent?.trim();
  if (!text) return;
  for (const link of document.querySelectorAll("[data-copies]")) {
    link.addEventListener("click", () => void navigator.clipboard?.writeText(text).catch(() => {}));
  }
}
