const SHOWN_FROM_SHARE = 0.5;
const SPOKEN_AFTER_MS = 1000;

/**
 * Says under a field how many of its `[data-count]` characters are left: at once to the eye,
 * after a pause to a screen reader. Nothing is cut: what is too long stays, to be shortened.
 */
export function countCharacters() {
  for (const field of document.querySelectorAll("[data-count]")) {
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) count(field);
  }
}

/** @param {HTMLTextAreaElement | HTMLInputElement} field */
function count(field) {
  const shown = document.createElement("p");
  const spoken = document.createElement("p");
  shown.className = "field__count";
  shown.ariaHidden = "true";
  spoken.className = "hidden-visually";
  spoken.setAttribute("aria-live", "polite");
  field.after(shown, spoken);
  let pause = 0;
  const show = () => {
    shown.textContent = left(field);
    clearTimeout(pause);
    pause = setTimeout(() => (spoken.textContent = shown.textContent), SPOKEN_AFTER_MS);
  };
  field.addEventListener("input", show);
  shown.textContent = left(field);
}

/** @param {HTMLTextAreaElement | HTMLInputElement} field */
function left(field) {
  const most = Number(field.dataset.count);
  const used = [...field.value].length;
  if (used > most) return `${used - most} too many`;
  return used < most * SHOWN_FROM_SHARE ? "" : `${most - used} left`;
}
