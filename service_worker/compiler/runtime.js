/**
 * What compiled templates stand on: Jinja2's meanings of truth, text, scope and escaping. What
 * Python and JavaScript would print differently is refused, never guessed.
 *
 * @typedef {Record<string, any>} Scope names and their values; inner scopes inherit
 * @typedef {((args: any[], named: Record<string, any>) => any)} Callable
 * @typedef {(r: Runtime, c0: Scope, above: () => string) => string} Block
 * @typedef {{parent: string | null, body: (r: Runtime, c0: Scope) => string, blocks: Record<string, Block>}} Template
 * @typedef {[string, ((scope: Scope) => any) | null]} Parameter a name, and its default
 */

/** Text that is HTML already. */
class Safe {
  /** @param {string} html */
  constructor(html) {
    this.html = html;
  }
}

/** What a template sees of the loop it is in. */
class Loop {
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

/**
 * A page as text.
 * @param {Record<string, Template>} templates
 * @param {string} name
 * @param {Record<string, any>} context plain values
 * @param {Record<string, (...args: any[]) => any>} functions what templates may call
 */
export function render(templates, name, context, functions) {
  const globals = scope(null);
  for (const [known, act] of Object.entries(functions)) globals[known] = plainly(act);
  return new Runtime(templates, globals).template(name, Object.assign(scope(globals), context));
}

/** A function without named arguments. @param {(...args: any[]) => any} act @returns {Callable} */
function plainly(act) {
  return (args, named) => {
    if (Object.keys(named).length) throw new TypeError("Only a macro takes arguments by name");
    return act(...args);
  };
}

/** @param {Scope | null} outer @returns {Scope} */
function scope(outer) {
  return Object.create(outer);
}

/** Whether Python takes it for true. @param {any} value */
function truth(value) {
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
function print(value) {
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
function eq(left, right) {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  const [one, other] = [bare(left), bare(right)];
  if (typeof one === "object" && one && typeof other === "object" && other) throw new TypeError("No template compares lists");
  return one === other;
}

/** @param {any} left @param {any} right */
function before(left, right) {
  if (isNumber(left) && isNumber(right)) return Number(left) < Number(right);
  throw new TypeError("Templates order numbers only");
}

/** @param {any} one @param {any} many */
function within(one, many) {
  const [part, whole] = [bare(one), bare(many)];
  if (whole === undefined) return false;
  if (Array.isArray(whole)) return whole.some((item) => eq(part, item));
  if (typeof part === "string" && typeof whole === "string") return whole.includes(part);
  if (typeof part === "string" && isDict(whole)) return Object.hasOwn(whole, part);
  throw new TypeError("That holds nothing");
}

/** @param {any} value @returns {any[]} */
function items(value) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new TypeError("Templates loop over lists only");
}

/** @param {any} value @param {string} name */
function attr(value, name) {
  const isLoop = value instanceof Loop;
  if (value !== null && !isLoop && !isDict(value)) throw new TypeError(`Only a dict has a ${name}`);
  if (value !== null && Object.hasOwn(value, name)) return value[name];
  if (isLoop || DICTS_OWN.has(name) || name.startsWith("__")) throw new TypeError(`Only Python has a ${name} there`);
  return undefined;
}

/** @param {any} value @param {any} key */
function item(value, key) {
  if (Array.isArray(value) && Number.isInteger(key)) return value.at(key);
  if (typeof key !== "string") throw new TypeError("Not that way into a value");
  return attr(value, key);
}

/** Arguments by their names. @param {Parameter[]} parameters @param {any[]} args @param {Record<string, any>} named */
function bind(parameters, args, named) {
  /** @type {[string | undefined, any][]} */
  const places = args.map((value, at) => [parameters[at]?.[0], value]);
  const given = new Map([...places, ...Object.entries(named)]);
  const isKnown = [...given.keys()].every((name) => parameters.some(([known]) => known === name));
  if (!isKnown || given.size < args.length + Object.keys(named).length) throw new TypeError("Arguments too many, or twice");
  return given;
}

const filters = {
  /** @param {any} value */
  urlencode(value) {
    // Python keeps "/" in a path; JavaScript keeps what Python does not.
    const encoded = encodeURIComponent(text(value)).replaceAll("%2F", "/");
    return encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
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

const tests = {
  /** @param {any} value */
  defined: (value) => value !== undefined,
  /** @param {any} value */
  undefined: (value) => value === undefined,
  /** @param {any} value */
  none: (value) => value === null,
};

export class Runtime {
  /** @type {Map<string, Scope>} */
  #modules = new Map();
  /** @type {{top: Scope, blocks: Map<string, Block[]>}} of the template under way */
  #page = { top: scope(null), blocks: new Map() };

  scope = scope;
  truth = truth;
  print = print;
  attr = attr;
  item = item;
  filters = filters;
  tests = tests;
  eq = eq;
  in = within;

  /** @param {Record<string, Template>} templates @param {Scope} globals */
  constructor(templates, globals) {
    this.templates = templates;
    this.globals = globals;
  }

  /** A template with all it extends. @param {string} name @param {Scope} top @returns {string} */
  template(name, top) {
    const outer = this.#page;
    this.#page = { top, blocks: new Map() };
    try {
      return this.#chain(name, top);
    } finally {
      this.#page = outer;
    }
  }

  /** @param {string} name @param {Scope} within */
  include(name, within) {
    return this.template(name, scope(within));
  }

  /** What a template defines, for those who import from it. @param {string} name @returns {Scope} */
  module(name) {
    const known = this.#modules.get(name);
    if (known) return known;
    const top = scope(this.globals);
    this.template(name, top);
    this.#modules.set(name, top);
    return top;
  }

  /** @param {string} name @param {number} [level] how far up the chain @returns {string} */
  block(name, level = 0) {
    const { top, blocks } = this.#page;
    const block = blocks.get(name)?.[level];
    if (!block) throw new TypeError(`Nothing above the block ${name}`);
    return block(this, scope(top), () => this.block(name, level + 1));
  }

  /**
   * @param {Scope} outer what its body sees besides its parameters
   * @param {Parameter[]} parameters
   * @param {(scope: Scope) => string} body
   * @returns {Callable}
   */
  macro(outer, parameters, body) {
    return (args, named) => {
      const inner = scope(outer);
      const given = bind(parameters, args, named);
      for (const [name] of parameters) inner[name] = given.get(name);
      for (const [name, fallback] of parameters) if (!given.has(name)) inner[name] = fallback?.(inner);
      return new Safe(body(inner));
    };
  }

  /** @param {any} what @param {any[]} args @param {Record<string, any>} named */
  call(what, args, named) {
    if (typeof what !== "function") throw new TypeError("That cannot be called");
    return what(args, named);
  }

  /** @param {any} value @param {((one: any) => boolean) | null} keep */
  each(value, keep) {
    return keep ? items(value).filter(keep) : items(value);
  }

  /** @param {any[]} all @param {(one: any, loop: Loop) => void} body @param {(() => void) | null} otherwise */
  loop(all, body, otherwise) {
    const { length } = all;
    all.forEach((one, at) => {
      body(one, new Loop(at, length));
    });
    if (!length) otherwise?.();
  }

  /** @param {string} html */
  safe(html) {
    return new Safe(html);
  }

  /** @param {[any, any][]} pairs */
  dict(pairs) {
    if (pairs.some(([key]) => typeof key !== "string")) throw new TypeError("Only a text is a key");
    return Object.fromEntries(pairs);
  }

  /** @param {any} left @param {() => any} right */
  and(left, right) {
    return truth(left) ? right() : left;
  }

  /** @param {any} left @param {() => any} right */
  or(left, right) {
    return truth(left) ? left : right();
  }

  /** @param {any} left @param {any} right */
  add(left, right) {
    if (!isNumber(left) || !isNumber(right)) throw new TypeError("Templates add numbers only");
    return Number(left) + Number(right);
  }

  /** @param {any[]} parts */
  concat(parts) {
    return parts.some((part) => part instanceof Safe) ? new Safe(parts.map(print).join("")) : parts.map(text).join("");
  }

  /** @param {any} left @param {any} right */
  ne(left, right) {
    return !eq(left, right);
  }

  /** @param {any} left @param {any} right */
  lt(left, right) {
    return before(left, right);
  }

  /** @param {any} left @param {any} right */
  gt(left, right) {
    return before(right, left);
  }

  /** @param {any} left @param {any} right */
  lteq(left, right) {
    return !before(right, left);
  }

  /** @param {any} left @param {any} right */
  gteq(left, right) {
    return !before(left, right);
  }

  /** @param {any} one @param {any} many */
  notin(one, many) {
    return !within(one, many);
  }

  /** @param {string} name @param {Scope} top @returns {string} */
  #chain(name, top) {
    const template = this.templates[name];
    if (!template) throw new TypeError(`There is no template ${name}`);
    const { blocks } = this.#page;
    for (const [block, body] of Object.entries(template.blocks)) {
      blocks.set(block, [...(blocks.get(block) ?? []), body]);
    }
    const text = template.body(this, top);
    return template.parent ? this.#chain(template.parent, top) : text;
  }
}
