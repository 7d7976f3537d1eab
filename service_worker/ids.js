/** Names for records, made before the record is. */
import { v5 } from "uuid";

const DRAWN = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** A random UUID. Every form that creates carries one. */
export function newId() {
  return crypto.randomUUID();
}

/** Whether a text is an id as they are drawn here: it follows from nobody's record. @param {string} text */
export function isNewId(text) {
  return DRAWN.test(text);
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
