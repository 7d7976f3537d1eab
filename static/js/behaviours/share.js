/**
 * Shows the buttons that open the device's share sheet with their `[data-share]` URL, or with their
 * text, where there is one. They are hidden in the page.
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
  await navigator.share(shared(button.dataset)).catch(() => {});
}

/** @param {DOMStringMap} of @returns {ShareData} */
function shared({ share, shareTitle, shareText }) {
  if (shareText) return { text: shareText };
  return { title: shareTitle ?? document.title, url: new URL(share ?? "", location.href).href };
}
