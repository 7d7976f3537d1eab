/** A post that did not get through: what was typed, and whether a page may send it: the twin of shared/carried.py. */
import { CARRIED } from "./built/words.js";

/** @typedef {{path: string, fields: [string, string][]}} Post */
/** @typedef {{path: string, fields: {name: string, value: string}[]}} Carried */

/** What the person had typed. The rest was chosen by a button or came from a code. @param {Post} post */
export function typed({ fields }) {
  return fields.filter(([name, value]) => CARRIED.typed.includes(name) && value).map(([, value]) => value);
}

/**
 * The form of a post, to be sent from a page; null when it holds a password, or nothing typed or chosen.
 * @param {Post} post
 * @returns {Carried | null}
 */
export function carried({ path, fields }) {
  const names = fields.map(([name]) => name);
  const holds = names.some((name) => !CARRIED.its_own.includes(name));
  if (!holds || names.some((name) => CARRIED.secret.includes(name))) return null;
  return { path, fields: fields.map(([name, value]) => ({ name, value })) };
}
