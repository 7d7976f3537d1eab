/**
 * What people type, parsed and checked as blueprints/shared/forms.py does: a post made without a
 * network is refused on the phone, with the same sentence, where the server would refuse it.
 *
 * @typedef {[string, string][]} Fields as posted, in order
 * @typedef {Record<string, {name: string, value: any, error: string}>} Shown
 * @typedef {Record<string, string>} Data
 * @typedef {(value: string, data: Data) => string} Check the sentence of what is wrong, or ""
 * @typedef {{parse: (raw: string) => string, stops: Check, checks: Check[]}} Field
 * @typedef {{ok: boolean, data: Data, shown: Shown}} Posted
 */

// Overrides and isolates of writing direction: in a name they only disguise it.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
// No keyboard makes these.
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/;
// What Python's str.split and str.strip take for white space; JavaScript's \s also takes U+FEFF.
const SPACE = "[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SPACES = new RegExp(`${SPACE}+`, "g");
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
const SEEN = /[^\p{C}\p{Z}]/u;

export class Form {
  /** @param {Record<string, Field>} fields by name, in the order in which they are checked */
  constructor(fields) {
    this.fields = fields;
  }

  /** The form before anybody has posted it. @param {Record<string, any>} [values] @returns {Shown} */
  empty(values = {}) {
    return this.#shown((name) => values[name], () => "");
  }

  /** The form as it was posted. @param {Fields} posted @returns {Posted} */
  read(posted) {
    const raw = Object.fromEntries([...posted].reverse());
    const data = this.#each((name, field) => field.parse(raw[name] ?? ""));
    const errors = this.#each((name, field) => wrong(field, data[name] ?? "", data));
    const shown = this.#shown((name) => raw[name] ?? data[name], (name) => errors[name] ?? "");
    return { ok: Object.values(errors).every((error) => !error), data, shown };
  }

  /** @param {(name: string, field: Field) => string} what @returns {Data} */
  #each(what) {
    return Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, what(name, field)]));
  }

  /** @param {(name: string) => any} value @param {(name: string) => string} error @returns {Shown} */
  #shown(value, error) {
    const shown = Object.keys(this.fields).map((name) => [
      name,
      { name, value: value(name) ?? "", error: error(name) },
    ]);
    return Object.fromEntries(shown);
  }
}

/**
 * A form of the server's, as the compiler has read it there.
 * @param {Record<string, any[]>} fields of each its kind and what it refuses
 * @param {Record<string, Check[]>} [also] what only code can tell, by field
 */
export function formOf(fields, also = {}) {
  const made = Object.entries(fields).map(([name, [kind, ...checks]]) => {
    const known = checks.map(([check, ...said]) => CHECKS[check]?.(...said) ?? unknown(check));
    return [name, (KINDS[kind] ?? unknown(kind))(...known, ...(also[name] ?? []))];
  });
  return new Form(Object.fromEntries(made));
}

/** @param {string} what @returns {never} */
function unknown(what) {
  throw new TypeError(`No form knows ${what}`);
}

/** One line of text. @param {...Check} checks @returns {Field} */
function text(...checks) {
  return { parse: oneLine, stops: typable, checks };
}

/** Lines of text. @param {...Check} checks @returns {Field} */
function prose(...checks) {
  return { parse: (raw) => raw.replace(/\r+\n?/g, "\n").replace(ENDS, ""), stops: typable, checks };
}

/** A day, "2026-12-04". @param {...Check} checks @returns {Field} */
function day(...checks) {
  return { ...text(...checks), stops: (value) => typable(value) || calendar(value) };
}

/** @param {string} sentence what has to be there @returns {Check} */
function needed(sentence) {
  return (value) => (SEEN.test(value) ? "" : sentence);
}

/** @param {number} count of characters @returns {Check} */
function atMost(count) {
  return (value) => {
    const length = [...value].length;
    return length > count ? `At most ${count} characters; this has ${length}.` : "";
  };
}

/** @param {...string} options @returns {Check} */
function oneOf(...options) {
  return (value) => (options.includes(value) ? "" : "Choose one of these.");
}

/** A text as it is kept on one line: with plain spaces, and without bidi controls. @param {string} value */
export function oneLine(value) {
  return words(value.replace(BIDI, "")).join(" ");
}

/** A text without control characters: no name has any. @param {string} value */
export function withoutControls(value) {
  return value.replace(/\p{Cc}/gu, "");
}

/** The words of a text, as Python's str.split takes them. @param {string} value */
export function words(value) {
  return value.split(SPACES).filter(Boolean);
}

/** @type {Record<string, (...checks: Check[]) => Field>} */
const KINDS = { text, prose, day };
/** @type {Record<string, (...said: any[]) => Check>} */
const CHECKS = { needed, atMost, oneOf };

/** @param {Field} field @param {string} value @param {Data} data */
function wrong(field, value, data) {
  // Lazily: a check may count on those before it.
  for (const check of [field.stops, ...field.checks]) {
    const sentence = check(value, data);
    if (sentence) return sentence;
  }
  return "";
}

/** @param {string} value */
function typable(value) {
  return CONTROL.test(value) ? "This holds a character that cannot be saved." : "";
}

/** @param {string} value */
function calendar(value) {
  if (!value) return "";
  const date = new Date(`${value}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(+date) && date.toISOString().startsWith(value);
  if (!isDay) return "Write a day, like 2026-12-04.";
  const year = date.getUTCFullYear();
  return year < 2000 || year >= 2200 ? "That year is far off. Check it." : "";
}
