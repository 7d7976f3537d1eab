/**
 * How compiled templates come together: scopes, loops, macros, includes and inheritance, as Jinja2
 * does it. What their values mean stands in values.js.
 *
 * @typedef {Record<string, any>} Scope names and their values; inner scopes inherit
 * @typedef {((args: any[], named?: Record<string, any>) => any)} Callable
 * @typedef {(scope: Scope) => string} Body what is printed in a scope
 * @typedef {(c0: Scope, above: () => string) => string} Block
 * @typedef {{parent?: string, body: Body, blocks?: Record<string, Block>}} Template
 * @typedef {(functions: typeof FUNCTIONS) => Record<string, Template>} Templates by their names
 * @typedef {string | [string, (scope: Scope) => any]} Parameter a name, or one with its default
 */
import { add, and, attr, before, concat, dict, eq, filters, item, items, Loop, or, print, Safe, safe, truth, within } from "./values.js";

const VALUES = { add, and, attr, before, concat, dict, eq, filters, item, or, print, safe, truth, within };
/** All that templates stand on. */
const FUNCTIONS = {
  ...VALUES,
  ...{ call, captured, each, macro },
  /** @param {string} name @param {Scope} within @returns {string} */
  include: (name, within) => current.template(name, scope(within)),
  /** @param {string} name @returns {Scope} */
  module: (name) => current.module(name),
  /** @param {string} name @returns {string} */
  block: (name) => current.block(name, 0),
};

/** @type {WeakMap<Templates, Record<string, Template>>} made once: an engine speeds up what it has run before */
const made = new WeakMap();
/** @type {Runtime} of the page under way: none waits for anything, so there is one at a time */
let current;

/**
 * A page as text.
 * @param {Templates} templates
 * @param {string} name
 * @param {Record<string, any>} context plain values
 * @param {Record<string, (...args: any[]) => any>} functions what templates may call
 */
export function render(templates, name, context, functions) {
  const globals = scope(null);
  for (const [known, act] of Object.entries(functions)) globals[known] = plainly(act);
  current = new Runtime(standing(templates), globals);
  return current.template(name, Object.assign(scope(globals), context));
}

/** @param {Templates} templates */
function standing(templates) {
  const known = made.get(templates) ?? templates(FUNCTIONS);
  made.set(templates, known);
  return known;
}

/** A function without named arguments. @param {(...args: any[]) => any} act @returns {Callable} */
function plainly(act) {
  return (args, named = {}) => {
    if (Object.keys(named).length) throw new TypeError("Only a macro takes arguments by name");
    return act(...args);
  };
}

/** @param {Scope | null} outer @returns {Scope} */
function scope(outer) {
  return Object.create(outer);
}

class Runtime {
  /** @type {Map<string, Scope>} */
  #modules = new Map();
  /** @type {{top: Scope, blocks: Map<string, Block[]>}} of the template under way */
  #page = { top: scope(null), blocks: new Map() };
  #globals;
  #templates;

  /** @param {Record<string, Template>} templates @param {Scope} globals */
  constructor(templates, globals) {
    this.#globals = globals;
    this.#templates = templates;
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

  /** What a template defines, for those who import from it. @param {string} name @returns {Scope} */
  module(name) {
    const known = this.#modules.get(name);
    if (known) return known;
    const top = scope(this.#globals);
    this.template(name, top);
    this.#modules.set(name, top);
    return top;
  }

  /** @param {string} name @param {number} level how far up the chain @returns {string} */
  block(name, level) {
    const { top, blocks } = this.#page;
    const block = blocks.get(name)?.[level];
    if (!block) throw new TypeError(`Nothing above the block ${name}`);
    return block(scope(top), () => this.block(name, level + 1));
  }

  /** @param {string} name @param {Scope} top @returns {string} */
  #chain(name, top) {
    const template = this.#templates[name];
    if (!template) throw new TypeError(`There is no template ${name}`);
    const { blocks } = this.#page;
    for (const [block, body] of Object.entries(template.blocks ?? {})) {
      blocks.set(block, [...(blocks.get(block) ?? []), body]);
    }
    const text = template.body(top);
    return template.parent ? this.#chain(template.parent, top) : text;
  }
}

/** @param {any} what @param {any[]} args @param {Record<string, any>} [named] */
function call(what, args, named) {
  if (typeof what !== "function") throw new TypeError("That cannot be called");
  return what(args, named);
}

/** What a set block prints. @param {Scope} outer @param {Body} body */
function captured(outer, body) {
  return new Safe(body(scope(outer)));
}

/**
 * A loop, each round in a scope of its own.
 * @param {Scope} outer
 * @param {string} name under which the body sees the one whose turn it is
 * @param {any} value
 * @param {(scope: Scope, loop: Loop) => string} body
 * @param {Body | null} [otherwise] where there is none
 * @param {(scope: Scope) => boolean} [keep]
 */
function each(outer, name, value, body, otherwise, keep = () => true) {
  const rounds = items(value).map(inner).filter(keep);
  if (!rounds.length) return otherwise?.(scope(outer)) ?? "";
  return rounds.reduce((html, round, at) => html + body(round, new Loop(at, rounds.length)), "");

  /** @param {any} one */
  function inner(one) {
    const own = scope(outer);
    own[name] = one;
    return own;
  }
}

/**
 * @param {Scope} outer what its body sees besides its parameters
 * @param {Parameter[]} parameters
 * @param {Body} body
 * @returns {Callable}
 */
function macro(outer, parameters, body) {
  const places = parameters.map((one) => (typeof one === "string" ? /** @type {const} */ ([one]) : one));
  const names = places.map(([name]) => name);
  return (args, named = {}) => {
    const inner = scope(outer);
    const given = bind(names, args, named);
    for (const name of names) inner[name] = given.get(name);
    for (const [name, fallback] of places) if (!given.has(name)) inner[name] = fallback?.(inner);
    return new Safe(body(inner));
  };
}

/** Arguments by their names. @param {string[]} names @param {any[]} args @param {Record<string, any>} named */
function bind(names, args, named) {
  const given = new Map([...args.map((value, at) => /** @type {const} */ ([names[at] ?? "", value])), ...Object.entries(named)]);
  const isKnown = [...given.keys()].every((name) => names.includes(name));
  if (!isKnown || given.size < args.length + Object.keys(named).length) throw new TypeError("Arguments too many, or twice");
  return given;
}
