/**
 * What values mean in compiled templates: Jinja2's meanings of truth, text, order and escaping. What
 * Python and JavaScript would print differently is refused, never guessed.
 */
import { quote } from "../quoting.js";

/** Text that is HTML already. */
export class Safe {
  /** @param {string} html */
  constructor(html) {
    this.html = html;
  }
}

/** What a template sees of the loop it is in. */
export class Loop {
  /** @param {number} at @param {number} length */
  constructor(at, length) {
    this.first = at === 0;
    this.last = at === length - 1;
    this.index = at + 1;
    this.index0 = at;
    this.revindex = length - at;
    this.revindex0 = length - at - 1;
    this.length = length;
  }
}

// Python finds these on every dict.
const DICTS_OWN = new Set("clear copy fromkeys get items keys pop popitem setdefault update values".split(" "));
const ESCAPED = /** @type {Record<string, string>} */ ({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
});

/** Whether Python takes it for true. @param {any} value */
export function truth(value) {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Safe) return value.html !== "";
  if (isDict(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The text of a value, not escaped. @param {any} value @returns {string} */
function text(value) {
  if (value === undefined) return "";
  if (value === null) return "None";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Number.isSafeInteger(value)) return String(value);
  if (value instanceof Safe) return value.html;
  throw new TypeError(`No template prints ${Array.isArray(value) ? "a list" : typeof value}`);
}

/** @param {any} value @returns {string} HTML */
export function print(value) {
  return value instanceof Safe ? value.html : text(value).replace(/[&<>'"]/g, (sign) => ESCAPED[sign] ?? sign);
}

/** @param {any} value */
function isDict(value) {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** @param {any} value @returns {value is number | boolean} */
function isNumber(value) {
  const isLarge = typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (isLarge) throw new TypeError("Too large a number to count exactly");
  return typeof value === "number" || typeof value === "boolean";
}

/** HTML as the text that it is. @param {any} value */
function bare(value) {
  return value instanceof Safe ? value.html : value;
}

/** @param {any} left @param {any} right */
export function eq(left, right) {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  const [one, other] = [bare(left), bare(right)];
  if (typeof one === "object" && one && typeof other === "object" && other) throw new TypeError("No template compares lists");
  return one === other;
}

/** @param {any} left @param {any} right */
export function before(left, right) {
  if (isNumber(left) && isNumber(right)) return Number(left) < Number(right);
  throw new TypeError("Templates order numbers only");
}

/** @param {any} one @param {any} many */
export function within(one, many) {
  const [part, whole] = [bare(one), bare(many)];
  if (whole === undefined) return false;
  if (Array.isArray(whole)) return whole.some((item) => eq(part, item));
  if (typeof part === "string" && typeof whole === "string") return whole.includes(part);
  if (typeof part === "string" && isDict(whole)) return Object.hasOwn(whole, part);
  throw new TypeError("That holds nothing");
}

/** @param {any} value @returns {any[]} */
export function items(value) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new TypeError("Templates loop over lists only");
}

/** @param {any} value @param {string} name */
export function attr(value, name) {
  const isLoop = value instanceof Loop;
  if (value !== null && !isLoop && !isDict(value)) throw new TypeError(`Only a dict has a ${name}`);
  if (value !== null && Object.hasOwn(value, name)) return value[name];
  if (isLoop || DICTS_OWN.has(name) || name.startsWith("__")) throw new TypeError(`Only Python has a ${name} there`);
  return undefined;
}

/** @param {any} value @param {any} key */
export function item(value, key) {
  if (Array.isArray(value) && Number.isInteger(key)) return value.at(key);
  if (typeof key !== "string") throw new TypeError("Not that way into a value");
  return attr(value, key);
}

export const filters = {
  /** @param {any} value */
  urlencode(value) {
    return quote(text(value));
  },
  /** @param {any} value */
  length(value) {
    const counted = bare(value);
    if (counted === undefined) return 0;
    if (typeof counted === "string" || Array.isArray(counted)) return [...counted].length;
    throw new TypeError("That has no length");
  },
  /** @param {any} value @param {any} [between] */
  join(value, between = "") {
    const parts = items(value);
    const isSafe = [...parts, between].some((part) => part instanceof Safe);
    return isSafe ? new Safe(parts.map(print).join(print(between))) : parts.map(text).join(text(between));
  },
  /** @param {any} value @param {any[]} given what to take instead, and whether for all that is empty */
  default(value, ...given) {
    const [other, always] = given.length ? given : [""];
    return value === undefined || (truth(always) && !truth(value)) ? other : value;
  },
};

/** @param {any} left @param {() => any} right */
export function and(left, right) {
  return truth(left) ? right() : left;
}

/** @param {any} left @param {() => any} right */
export function or(left, right) {
  return truth(left) ? left : right();
}

/** @param {any} left @param {any} right */
export function add(left, right) {
  if (!isNumber(left) || !isNumber(right)) throw new TypeError("Templates add numbers only");
  return Number(left) + Number(right);
}

/** @param {any[]} parts */
export function concat(parts) {
  return parts.some((part) => part instanceof Safe) ? new Safe(parts.map(print).join("")) : parts.map(text).join("");
}

/** @param {[any, any][]} pairs */
export function dict(pairs) {
  if (pairs.some(([key]) => typeof key !== "string")) throw new TypeError("Only a text is a key");
  return Object.fromEntries(pairs);
}

/** @param {string} html */
export function safe(html) {
  return new Safe(html);
}
