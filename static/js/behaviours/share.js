/**
 * Shows the buttons that open the device's share sheet with their `[data-share]` URL, where there
 * is one. They are hidden in the page.
 */
export function offerSharing() {
  if (!("share" in navigator)) return;
  for (const button of document.querySelectorAll("[data-share]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  }
}

/** @param {HTMLElement} button */
async function share(button) {
  const url = new URL(button.dataset.share ?? "", location.href).href;
  const title = button.dataset.shareTitle ?? document.title;
  await navigator.share({ title, url }).catch(() => {});
}
