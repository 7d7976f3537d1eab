/** A card: what one person lets another know. The twin of blueprints/shared/card.py. */

/**
 * @typedef {{name: string, headline: string, organisation: string, email: string, phone: string,
 *   links: string[], looking_for: string, can_help: string, prefers: string}} Card
 */

/** @type {Card} */
const EMPTY = {
  name: "",
  headline: "",
  organisation: "",
  email: "",
  phone: "",
  links: [],
  looking_for: "",
  can_help: "",
  prefers: "",
};

/** A card of what is known. @param {Partial<Card>} known @returns {Card} */
export function card(known) {
  return { ...EMPTY, ...known };
}
