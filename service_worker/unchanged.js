/** What was made of rows, kept for as long as all of them are the same: rows are replaced, never changed. */

/** @typedef {import("./records.js").Row} Row */

/**
 * The same function, which makes a thing anew only where what it is made of has changed.
 * @template {any[]} Given
 * @template Made
 * @param {(...given: Given) => Made} make
 * @returns {(of: [Row, ...unknown[]], ...given: Given) => Made} `of` is what it is made of, a row first
 */
export function unlessUnchanged(make) {
  /** @type {WeakMap<Row, {of: unknown[], made: Made}>} nobody's rows outlive their phone here */
  const found = new WeakMap();
  return (of, ...given) => {
    const before = found.get(of[0]);
    if (before && same(before.of, of)) return before.made;
    const made = make(...given);
    found.set(of[0], { of, made });
    return made;
  };
}

/** @param {unknown[]} some @param {unknown[]} others */
function same(some, others) {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
