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

function tap(what) {
  const one = target(what);
  one.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  one.click();
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

function choosePhoto(what, base64) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], "photo.png", { type: "image/png" }));
  field(what).files = held.files;
  field(what).dispatchEvent(new Event("change", { bubbles: true }));
}
