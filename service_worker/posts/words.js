/** What people typed, for the page of what waits: the twin of accounts/carried.py. */

/** @typedef {import("../twin.js").Act} Act */

// The rest was chosen by a button or came from a code: nobody needs to read it.
const TYPED = new Set([
  ...["name", "headline", "organisation", "email", "phone", "link", "links"],
  ...["looking_for", "can_help", "line", "reach", "heard", "text", "promised", "next_step"],
  ...["title", "place", "goal", "who", "why", "offer", "opening", "learned", "code"],
]);

/** What the person had typed into an act. @param {Act} act */
export function typed({ fields }) {
  return fields.filter(([name, value]) => TYPED.has(name) && value).map(([, value]) => value);
}
