/**
 * Whether somebody has put something into a form of this page that has not been sent: typed, pasted,
 * spoken or filled in by the browser. Such a page must not load itself again.
 */
export function hasUnsaved() {
  return [...document.querySelectorAll("input, textarea, select")].some(isChanged);
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  // What has no name is sent nowhere: the zoom of the camera.
  if (!(field instanceof HTMLInputElement) || field.type === "hidden" || !field.name) return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}
