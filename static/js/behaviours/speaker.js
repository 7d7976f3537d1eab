/**
 * A place for ears alone, at the page's end. A live region tells only of what is put into it later: make it
 * first, and write into it then.
 */
export function speaker() {
  const spoken = document.createElement("p");
  spoken.className = "hidden-visually";
  spoken.setAttribute("role", "status");
  document.body.append(spoken);
  return spoken;
}
