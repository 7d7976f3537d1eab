const SHOWN_FROM_SHARE = 0.5;
const SPOKEN_AFTER_MS = 1000;

/**
 * Says under a `[data-count]` field how much of its maxlength is left: at once to the eye, after
 * a pause to a screen reader. The attribute may hold the sentence, with {} for the number.
 */
export function countCharacters() {
  for (const field of document.querySelectorAll("[data-count]")) {
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) count(field);
  }
}

/** @param {HTMLTextAreaElement | HTMLInputElement} field */
function count(field) {
  if (field.maxLength <= 0) return;
  const shown = document.createElement("p");
  const spoken = document.createElement("p");
  shown.className = "count";
  shown.ariaHidden = "true";
  spoken.className = "visually-hidden";
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
  const used = field.value.length;
  if (used < field.maxLength * SHOWN_FROM_SHARE) return "";
  const words = field.dataset.count || "{} characters left";
  return words.replace("{}", String(field.maxLength - used));
}
