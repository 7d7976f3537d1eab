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
  for (const [known, act] of Object.entries(functions)) globals[known] = (/** @type {any[]} */ args) => act(...args);
  return new Runtime(templates, globals).template(name, Object.assign(scope(globals), context));
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
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Safe);
}

/** @param {any} value @returns {value is number | boolean} */
function isNumber(value) {
  return typeof value === "number" || typeof value === "boolean";
}

/** @param {any} left @param {any} right */
function eq(left, right) {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  const [one, other] = [left, right].map((side) => (side instanceof Safe ? side.html : side));
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
  if (Array.isArray(many)) return many.some((item) => eq(one, item));
  if (typeof many === "string" && typeof one === "string") return many.includes(one);
  if (isDict(many)) return Object.hasOwn(many, one);
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
  if (value === undefined) throw new TypeError(`Nothing has no ${name}`);
  if (value === null) return undefined;
  if (!isDict(value)) throw new TypeError(`Only a dict has a ${name}`);
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** @param {any} value @param {any} key */
function item(value, key) {
  if (Array.isArray(value) && Number.isInteger(key)) return value.at(key);
  if (typeof key !== "string") throw new TypeError("Not that way into a value");
  return attr(value, key);
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
    if (value === undefined) return 0;
    if (typeof value === "string") return [...value].length;
    if (Array.isArray(value)) return value.length;
    throw new TypeError("That has no length");
  },
  /** @param {any} value @param {any} [between] */
  join(value, between = "") {
    const parts = items(value);
    const isSafe = [...parts, between].some((part) => part instanceof Safe);
    return isSafe ? new Safe(parts.map(print).join(print(between))) : parts.map(text).join(text(between));
  },
  /** @param {any} value @param {any} [other] @param {any} [always] */
  default: (value, other = "", always = false) =>
    value === undefined || (truth(always) && !truth(value)) ? other : value,
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
    this.#modules.set(name, top);
    this.template(name, top);
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
      const left = { ...named };
      parameters.forEach(([name, fallback], at) => {
        if (at < args.length && name in left) throw new TypeError(`${name} is given twice`);
        inner[name] = at < args.length ? args[at] : name in left ? left[name] : fallback?.(inner);
        delete left[name];
      });
      if (args.length > parameters.length || Object.keys(left).length) throw new TypeError("Too many arguments");
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

  /** @param {any[]} all @param {(one: any, loop: Record<string, any>) => void} body @param {(() => void) | null} otherwise */
  loop(all, body, otherwise) {
    const { length } = all;
    all.forEach((one, at) => {
      const ends = { first: at === 0, last: at === length - 1 };
      body(one, { ...ends, index: at + 1, index0: at, revindex: length - at, revindex0: length - at - 1, length });
    });
    if (!length) otherwise?.();
  }

  /** @param {string} html */
  safe(html) {
    return new Safe(html);
  }

  /** @param {[any, any][]} pairs */
  dict(pairs) {
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
    if (!template.parent) return template.body(this, top);
    // A child's own text goes nowhere; what it sets and imports, its blocks see.
    const { block } = this;
    this.block = () => "";
    template.body(this, top);
    this.block = block;
    return this.#chain(template.parent, top);
  }
}
