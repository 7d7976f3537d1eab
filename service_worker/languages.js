/** The language of days on a page: the twin of shared/languages.py. */
import { writtenDays } from "./words.js";

// In these no tag may stand.
const TAGS = "<(title|option|textarea|script|style|svg)\\b[^]*?</\\1>|<[^>]*>";

/**
 * The HTML of a page, with `lang` around each day and hour in words of another language.
 * @param {string} page @param {import("./words.js").Lettering} [of]
 */
export function marked(page, of) {
  if (!of?.language) return page;
  const parts = new RegExp(`${TAGS}|(${writtenDays(of)})`, "g");
  return page.replace(parts, (whole, _, day) => (day ? `<span lang="${of.language}">${day}</span>` : whole));
}
