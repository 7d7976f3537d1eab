/**
 * What the app answers, from the phone's own records: the twin of the Flask app, without any of
 * the browser's machinery around it.
 *
 * @typedef {import("./records.js").Records} Records
 * @typedef {import("./records.js").Moment} Moment
 * @typedef {import("./forms/fields.js").Form} Form
 * @typedef {import("./forms/fields.js").Posted} Posted
 * @typedef {import("./forms/fields.js").Shown} Shown
 *
 * @typedef {Record<string, string>} Params what the path names
 * @typedef {{params: Params, now: Moment}} At
 * @typedef {At & {query: URLSearchParams, offline?: boolean}} Asked `offline` where no network answers
 * @typedef {{template: string, context: Record<string, any>, status?: number}} Page
 * @typedef {{location: string, said?: Said}} Elsewhere
 * @typedef {(records: Records, asked: Asked) => Page | Elsewhere | undefined} PageOf nothing where
 *   the phone does not have what the path names
 *
 * @typedef {{text: string, undo?: string}} Said what the next page tells
 * @typedef {{key: string, path: string, fields: [string, string][], made_at: Moment}} Act a form
 *   post, as it waits
 * @typedef {{id: string, now: Moment, params: Params, field: (name: string) => string} & Posted} Doing
 *   an act under way: the id its form proposes, when it was made, and what its form says
 *
 * @typedef {object} Post one thing a person can do: the twin of a route for POST
 * @property {Form} [form] what may be typed
 * @property {(records: Records, doing: Doing) => unknown} [find] nothing where the record is not there
 * @property {(records: Records, doing: Doing) => Shown | void} [refuse] the form with what is wrong,
 *   where only the records can tell
 * @property {(records: Records, doing: Doing, shown: Shown) => Page | undefined} [again] the page
 *   with what was typed, and what is wrong with it
 * @property {(records: Records, doing: Doing) => void} apply what it does to the records; safe twice
 * @property {(records: Records, doing: Doing) => string} onward where it leads, after `apply`
 * @property {(records: Records, doing: Doing) => Said | void} [say]
 */
import { pageAt, postAt } from "./routes.js";

/**
 * @typedef {{missing: true} | {page: Page} | {location: string, said: Said | null, records: Records}} Taken
 */

/**
 * The page of a path.
 * @param {Records} records
 * @param {URL} url
 * @param {Moment} now
 * @param {boolean} [offline] no network answers: better an older page than none
 */
export function show(records, url, now, offline = false) {
  const found = pageAt(url.pathname);
  return found?.page(records, { params: found.params, query: url.searchParams, now, offline });
}

/**
 * Do an act: the records with it done and where it leads, or its page again.
 * @param {Records} records left as they are
 * @param {Act} act
 * @returns {Taken}
 */
export function take(records, act) {
  const found = postAt(act.path);
  if (!found) return { missing: true };
  const { post } = found;
  const doing = under(post, found.params, act);
  if (post.find && !post.find(records, doing)) return { missing: true };
  const wrong = doing.ok ? post.refuse?.(records, doing) : doing.shown;
  if (wrong) return again(post, records, doing, wrong);
  const after = records.copy();
  post.apply(after, doing);
  return { location: post.onward(after, doing), said: post.say?.(after, doing) ?? null, records: after };
}

/**
 * Do again to newer records what was done before: whatever no longer applies is left out.
 * @param {Records} records changed in place
 * @param {Act} act
 */
export function redo(records, act) {
  const found = postAt(act.path);
  if (!found) return;
  const { post } = found;
  const doing = under(post, found.params, act);
  if (doing.ok && (!post.find || post.find(records, doing))) post.apply(records, doing);
}

/**
 * An act in words, and what was typed for it.
 * @param {Records} records
 * @param {{path: string, fields: [string, string][]}} act
 */
export function describe(records, { path, fields }) {
  const found = postAt(path);
  const doing = found && under(found.post, found.params, { key: "", path, fields, made_at: "" });
  return { words: (doing && found.post.tell?.(records, doing)) ?? "A change", typed: typedIn(fields) };
}

/** How many people wait to be followed up. @param {Records} records @param {Moment} now */
export function followUpsDue(records, now) {
  const queue = show(records, new URL("https://wellmet.invalid/follow-ups"), now);
  if (!queue || !("context" in queue) || !queue.context.ready || queue.context.closed) return 0;
  return queue.context.people.filter((/** @type {{ended: string}} */ one) => !one.ended).length;
}

/** @param {Post} post @param {Records} records @param {Doing} doing @param {Shown} shown @returns {Taken} */
function again(post, records, doing, shown) {
  const page = post.again?.(records, doing, shown);
  return page ? { page: { ...page, status: 422 } } : { missing: true };
}

/** @param {Post} post @param {Params} params @param {Act} act @returns {Doing} */
function under(post, params, act) {
  const field = (/** @type {string} */ name) => act.fields.find(([known]) => known === name)?.[1] ?? "";
  const posted = post.form?.read(act.fields) ?? { ok: true, data: {}, shown: {} };
  return { id: field("id"), now: act.made_at, params, field, ...posted };
}
