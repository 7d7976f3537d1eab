/**
 * Shows the buttons that hand the file at their `[data-share-file]` to another app, where the device
 * can. They are hidden in the page; the link beside them opens the same file. A device may say that it can,
 * and then not: the file is opened then.
 */
export function offerFiles() {
  for (const button of document.querySelectorAll("[data-share-file]")) {
    if (!(button instanceof HTMLElement) || !takesFiles(button.dataset.shareName ?? "")) continue;
    button.hidden = false;
    button.addEventListener("click", () => share(button.dataset).catch((fault) => openInstead(fault, button.dataset)));
  }
}

/** @param {string} name */
function takesFiles(name) {
  return navigator.canShare?.({ files: [new File([], name, { type: "text/calendar" })] });
}

/** @param {DOMStringMap} of */
async function share({ shareFile = "", shareName = "" }) {
  const answer = await fetch(shareFile);
  if (!answer.ok) throw new Error(`${answer.status}`);
  await navigator.share({ files: [new File([await answer.blob()], shareName, { type: "text/calendar" })] });
}

/** @param {Error} fault @param {DOMStringMap} of */
function openInstead(fault, { shareFile = "" }) {
  // Whoever closes the sheet has changed their mind.
  if (fault.name !== "AbortError") location.assign(shareFile);
}
