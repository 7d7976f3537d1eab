/** Order as Python and the database have it: tuples by their first difference, text by code points. */

/** @typedef {string | number | boolean} Key */

/**
 * The items from the least to the greatest; equal ones stay as they stand.
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T) => Key[]} key
 * @returns {T[]}
 */
export function sorted(items, key) {
  const keyed = Array.from(items, (item) => ({ item, key: key(item) }));
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ item }) => item);
}

/**
 * The items by their moments, the latest first, and of equal moments by id.
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T) => [moment: string, id: string]} key
 * @returns {T[]}
 */
export function latestFirst(items, key) {
  const byId = sorted(items, (item) => [key(item)[1]]);
  return byId.sort((one, other) => compareText(key(other)[0], key(one)[0]));
}

/**
 * The least of some values, or null where there are none.
 * @param {(string | null)[]} values
 * @returns {string | null}
 */
export function least(values) {
  return values.reduce((one, other) => (one === null || (other !== null && other < one) ? other : one), null);
}

/** @param {Key[]} one @param {Key[]} other */
function compare(one, other) {
  for (const [at, key] of one.entries()) {
    const difference = compareKeys(key, /** @type {Key} */ (other[at]));
    if (difference) return difference;
  }
  return 0;
}

/** @param {Key} one @param {Key} other */
function compareKeys(one, other) {
  return typeof one === "string" ? compareText(one, String(other)) : Number(one) - Number(other);
}

/** @param {string} one @param {string} other */
function compareText(one, other) {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) {
    const difference = rank(one.charCodeAt(at)) - rank(other.charCodeAt(at));
    if (difference) return difference;
  }
  return one.length - other.length;
}

/** A surrogate is half of a code point above all that are written with one unit. @param {number} unit */
function rank(unit) {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
