/** Of how many forms it is known that they were sent; one goes back to the last few at most. */
const REMEMBERED = 10;
/** What was sent from the page before this one, and what is known to have arrived. */
const PENDING = "sent-pending", ARRIVED = "sent";

/**
 * Empties a form that the browser filled again, on the way back, with what was sent from it: sent
 * once more it would be kept twice. What may not have arrived stays, and so does whatever differs.
 */
export function emptyWhatWasSent() {
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (defaultPrevented) return;
    if (isAPost(target)) sessionStorage.setItem(PENDING, written(target));
    else forgetWhatIsUnderWay();
  });
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href]")) forgetWhatIsUnderWay();
  });
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (!(visit instanceof PerformanceNavigationTiming)) return;
    const isKeptWhole = event instanceof PageTransitionEvent && event.persisted;
    if (isKeptWhole || visit.type === "back_forward") emptyForms();
    else if (visit.type === "navigate" && visit.responseStatus === 200) rememberWhatArrived();
    forgetWhatIsUnderWay();
  });
}

/** Whoever goes elsewhere before the answer calls it off: nobody knows whether it arrived. */
function forgetWhatIsUnderWay() {
  sessionStorage.removeItem(PENDING);
}

function emptyForms() {
  const sent = remembered();
  for (const form of document.forms) if (isAPost(form) && sent.includes(written(form))) form.reset();
}

/** A page that was led to, and is no refusal, says that what the one before sent was heard. */
function rememberWhatArrived() {
  const pending = sessionStorage.getItem(PENDING);
  if (pending) sessionStorage.setItem(ARRIVED, JSON.stringify([...remembered(), pending].slice(-REMEMBERED)));
}

/** @returns {string[]} */
function remembered() {
  return JSON.parse(sessionStorage.getItem(ARRIVED) ?? "[]");
}

/**
 * @param {unknown} form
 * @returns {form is HTMLFormElement}
 */
function isAPost(form) {
  return form instanceof HTMLFormElement && form.method === "post";
}

/**
 * Where a form goes and what somebody put into it: each page gives it other ids.
 * @param {HTMLFormElement} form
 */
function written(form) {
  const hidden = new Set([...form.querySelectorAll("input[type=hidden], input[type=password]")].map((field) => field.getAttribute("name")));
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !hidden.has(name));
  return JSON.stringify([form.action, fields]);
}
