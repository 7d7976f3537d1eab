/** Names for records, made before the record is. */
import { v5 } from "uuid";

export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** A random UUID. Every form that creates carries one. */
export function newId() {
  return crypto.randomUUID();
}

/** Whether a text is a UUID as they are written here. @param {string} text */
export function isId(text) {
  return new RegExp(`^${UUID}$`).test(text);
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
