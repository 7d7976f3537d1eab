/** A person's own page: the twin of blueprints/accounts. */

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../records.js").Records} Records */

/** The card as others see it, and the ways on. @param {Records} records @returns {Page} */
export function me({ person }) {
  return { template: "accounts/me.html", context: { place: "me", ...person.me } };
}
