/** From a page to its HTML, as blueprints/shared/pages.py does it. */
import { newId } from "./ids.js";
import { marked } from "./languages.js";

/** @typedef {import("./twin.js").Page} Page */
/** @typedef {import("./twin.js").Said} Said */
/** @typedef {(name: string, context: Record<string, any>, globals: Record<string, any>) => string} Print */
/**
 *
 * @typedef {{said: Said[], unsent?: number, needs_you?: number, signed_out?: boolean, may_be_cleared?: boolean, signed_in?: boolean, person_id?: string, lettering?: import("./words.js").Lettering, from_phone?: boolean, answers_post?: boolean, mending?: string}} Shell what every page needs, besides its own;
 *   `mending` is the key of the refused act that a form here takes the place of
 */

/**
 * The renderer of a worker.
 * @param {Print} print a template by its name
 * @param {Record<string, string>} manifest the built files by their names before hashing
 */
export function renderer(print, manifest) {
  return (/** @type {Page} */ { template, context }, /** @type {Shell} */ shell) => {
    const globals = {
      new_id: newId,
      whose: () => shell.person_id ?? "",
      mends: () => shell.mending ?? "",
      asset: (/** @type {string} */ name) => asset(manifest, name),
    };
    const html = print(template, { signed_in: true, unsent: 0, needs_you: 0, ...shell, ...context }, globals);
    return marked(html, shell.lettering);
  };
}

/** @param {Record<string, string>} manifest @param {string} name */
function asset(manifest, name) {
  const file = manifest[name];
  if (!file) throw new Error(`There is no ${name} among the built files.`);
  return `/static/${file}`;
}
