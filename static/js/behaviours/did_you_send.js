const LEFT = "wellmet.left";

/**
 * Whoever comes back from the app in which a text was sent finds the question whether it was, with the
 * way they went. It is asked until something of the page is changed or sent, also by a page that was loaded
 * again.
 */
export function askWhetherItWasSent() {
  const form = document.querySelector("form[data-did-you-send]");
  const question = form?.querySelector("select");
  if (!question) return;
  for (const way of document.querySelectorAll("[data-way]")) {
    way.addEventListener("click", () => remember(way.getAttribute("data-way") ?? ""));
  }
  for (const act of ["input", "submit"]) addEventListener(act, () => sessionStorage.removeItem(LEFT));
  addEventListener("pageshow", () => ask(question));
  addEventListener("focus", () => ask(question));
  document.addEventListener("visibilitychange", () => ask(question));
}

/** @param {string} how */
function remember(how) {
  sessionStorage.setItem(LEFT, JSON.stringify({ path: location.pathname, how }));
}

/** @param {HTMLSelectElement} question */
function ask(question) {
  const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
  if (left?.path !== location.pathname || document.visibilityState !== "visible") return;
  question.value = left.how;
  question.scrollIntoView({ block: "center" });
  question.focus({ preventScroll: true });
}
