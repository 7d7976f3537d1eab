/**
 * Shows the buttons that hand the file at their `[data-share-file]` to another app, where the device
 * can. They are hidden in the page; the link beside them opens the same file.
 */
export function offerFiles() {
  for (const button of document.querySelectorAll("[data-share-file]")) {
    if (!(button instanceof HTMLElement) || !takesFiles(button.dataset.shareName ?? "")) continue;
    button.hidden = false;
    button.addEventListener("click", () => share(button.dataset).catch(() => {}));
  }
}

/** @param {string} name */
function takesFiles(name) {
  return navigator.canShare?.({ files: [new File([], name, { type: "text/calendar" })] });
}

/** @param {DOMStringMap} of */
async function share({ shareFile = "", shareName = "" }) {
  const answer = await fetch(shareFile);
  if (!answer.ok) return;
  await navigator.share({ files: [new File([await answer.blob()], shareName, { type: "text/calendar" })] });
}
