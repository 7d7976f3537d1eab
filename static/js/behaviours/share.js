/**
 * Shows the buttons a device can honour: `[data-share]` opens its share sheet with that URL,
 * `[data-copy]` copies that text and then says its data-said. Both are hidden in the page.
 */
export function offerSharing() {
  if ("share" in navigator) offer("[data-share]", (button) => share(button.dataset.share ?? ""));
  if (navigator.clipboard) offer("[data-copy]", copy);
}

/** @param {string} selector @param {(button: HTMLElement) => Promise<void>} act */
function offer(selector, act) {
  for (const button of document.querySelectorAll(selector)) {
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
}

/** @param {string} path */
async function share(path) {
  const url = new URL(path, location.href).href;
  await navigator.share({ title: document.title, url }).catch(() => {});
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  if (button.dataset.said) button.textContent = button.dataset.said;
}
