/**
 * Shows the buttons a device can honour: `[data-share]` opens its share sheet with that URL,
 * `[data-copy]` copies that text and then says its data-said. Both are hidden in the page.
 */
export function offerSharing() {
  if ("share" in navigator) offer("[data-share]", share);
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

/** @param {HTMLElement} button */
async function share(button) {
  const url = new URL(button.dataset.share ?? "", location.href).href;
  const title = button.dataset.shareTitle ?? document.title;
  await navigator.share({ title, url }).catch(() => {});
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  if (button.dataset.said) button.textContent = button.dataset.said;
}
