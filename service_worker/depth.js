/** How deep a contact goes: the twin of blueprints/contacts/depth.py. */
import { DEPTH_SAID } from "./built/words.js";
import { sorted } from "./order.js";
import { DAY } from "./time.js";

/** @typedef {import("./records.js").Day} Day */
/** @typedef {{kind: string, on: Day}} Fact met; me, they or both; gave or got */
/** @typedef {{stage: string, why: string, on: Day}} Depth a stage, and why */

const LASTING = 90;

/** How deep a contact goes. @param {Fact[]} facts @returns {Depth} */
export function depth(facts) {
  const [gave, got, signs] = [of(facts, "gave"), of(facts, "got"), signsIn(facts)];
  if (gave.length && got.length && lasting(facts, signs)) {
    return { stage: "counts", why: "counts", on: first([...signs, ...of(facts, "met")]) };
  }
  if (got.length || (gave.length && signs.length)) {
    const why = gave.length && got.length ? "each" : gave.length ? "gave" : "got";
    return { stage: "helped", why, on: last([...gave, ...got]) };
  }
  const sign = sorted(signs, ({ on, kind }) => [on, kind]).at(-1);
  return sign ? { stage: "talked", why: sign.kind, on: sign.on } : onlyMet(facts);
}

/** Why, in words. @param {Depth} of @param {(day: Day) => string} written */
export function said({ why, on }, written) {
  return why ? (DEPTH_SAID[why] ?? "").replace("{on}", () => written(on)) : "";
}

/** The day of the last contact, by whomever; "" where there was none. @param {Fact[]} facts @returns {Day} */
export function lastOn(facts) {
  return last(facts.filter(({ kind }) => ["met", "me", "they", "both"].includes(kind)));
}

/** @param {Fact[]} facts @returns {Depth} */
function onlyMet(facts) {
  for (const [kind, why] of [["gave", "kept"], ["me", "wrote"], ["met", "met"]]) {
    const found = of(facts, kind ?? "");
    if (found.length) return { stage: "met", why: why ?? "", on: last(found) };
  }
  return { stage: "met", why: "", on: "" };
}

/** What took the other person too. @param {Fact[]} facts */
function signsIn(facts) {
  const days = [...new Set(of(facts, "met").map(({ on }) => on))].sort();
  const heard = facts.filter(({ kind }) => ["they", "both", "got"].includes(kind));
  return [...heard, ...days.slice(1).map((on) => ({ kind: "again", on }))];
}

/** @param {Fact[]} facts @param {Fact[]} signs */
function lasting(facts, signs) {
  const since = first([...signs, ...of(facts, "met")]);
  return Date.parse(last(signs)) - Date.parse(since) >= LASTING * DAY;
}

/** @param {Fact[]} facts @param {string} kind */
function of(facts, kind) {
  return facts.filter((fact) => fact.kind === kind);
}

/** @param {Fact[]} facts @returns {Day} */
function first(facts) {
  return facts.reduce((least, { on }) => (least === "" || on < least ? on : least), "");
}

/** @param {Fact[]} facts @returns {Day} */
function last(facts) {
  return facts.reduce((most, { on }) => (on > most ? on : most), "");
}
