import { speaker } from "./speaker.js";
import { REARMED_AFTER_MS } from "./submit_once.js";

/** What the phone answers itself is there long before. */
const SHOWN_AFTER_MS = 400;
const WORDS = "Sending.";

/**
 * Shows on the button of a form, once the answer takes its time, that it is under way: until it is
 * there, or the form may be sent again.
 */
export function showWhatIsUnderWay() {
  addEventListener("submit", (event) => {
    const button = event instanceof SubmitEvent && event.submitter;
    if (!event.defaultPrevented && button instanceof HTMLButtonElement && button.form?.method === "post") watch(button);
  });
}

/** @param {HTMLButtonElement} button */
function watch(button) {
  const spoken = speaker();
  const show = () => {
    button.setAttribute("aria-busy", "true");
    spoken.textContent = WORDS;
  };
  const end = () => {
    timers.forEach(clearTimeout);
    button.removeAttribute("aria-busy");
    spoken.remove();
  };
  const timers = [setTimeout(show, SHOWN_AFTER_MS), setTimeout(end, REARMED_AFTER_MS)];
  addEventListener("pageshow", end, { once: true });
}
