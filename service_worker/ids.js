/** Names for records, made before the record is. */
import { v5 } from "uuid";

/** A random UUID. Every form that creates carries one. */
export function newId() {
  return crypto.randomUUID();
}

/**
 * The id of what is created beside the record of an id: the same on the phone and on the server
 * (blueprints/shared/ids.py).
 * @param {string} id
 * @param {string} what
 */
export function derived(id, what) {
  return v5(what, id);
}
