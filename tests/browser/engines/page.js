// What a person does on a page, for engines that share no driver. Runs inside of an async function.

const isSelector = (what) => /^[#.[]/.test(what);
const words = (text) => text.replace(/\s+/g, " ").trim();
const said = (one) => words(one.getAttribute("aria-label") ?? one.innerText);

function named(selector, what) {
  const shown = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return shown.find((one) => said(one) === what) ?? shown.find((one) => said(one).includes(what));
}

function target(what) {
  if (isSelector(what)) return document.querySelector(what);
  return named("button, a, summary, label", what);
}

function field(what) {
  if (isSelector(what)) return document.querySelector(what);
  return named("label", what)?.control ?? named("input, select, textarea", what);
}

function fill(what, text) {
  const one = field(what);
  one.focus();
  one.value = text;
  for (const kind of ["input", "change"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
}
