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
 * @typedef {{file: string, type: string, name: string}} Download for another program of the device
 * @typedef {(records: Records, asked: Asked) => Page | Elsewhere | Download | undefined} PageOf nothing where
 *   the phone does not have what the path names
 *
 * @typedef {{text: string, undo?: string, back?: string}} Said what the next page tells, what takes it
 *   back, and where that leads
 * @typedef {{key: string, path: string, fields: [string, string][], made_at: Moment}} Act a form
 *   post, as it waits
 * @typedef {{id: string, field: (name: string) => string} & At & Posted} Doing an act under way:
 *   the id its form proposes, when it was made, and what its form says
 *
 * @typedef {object} Post one thing a person can do: the twin of a route for POST
 * @property {Form} [form] what may be typed
 * @property {(records: Records, doing: Doing) => unknown} [find] nothing where the record is not there
 * @property {(records: Records, doing: Doing) => Page | Elsewhere | undefined} [instead] what is
 *   answered where there is nothing to do
 * @property {(records: Records, doing: Doing) => Shown | void} [refuse] the form with what is wrong,
 *   where only the records can tell
 * @property {(records: Records, doing: Doing, shown: Shown) => Page | Elsewhere | undefined} [again]
 *   the page with what was typed, and what is wrong with it
 * @property {(records: Records, doing: Doing, given?: Shown) => Page} [mend] the page on which it is mended
 *   once it was refused, where that is not its form again
 * @property {(records: Records, doing: Doing) => Record<string, string>} [meant] fields that say what was meant
 *   by what was typed: once the act goes out, that may mean something else
 * @property {boolean} [meets] whether it makes somebody who was met of the id that its form proposes
 * @property {(records: Records, doing: Doing) => boolean} [taken] whether another act's record has
 *   the id already that the form proposes
 * @property {(records: Records, doing: Doing) => void} apply what it does to the records; safe twice
 * @property {(records: Records, doing: Doing) => Record<string, string>} [became] the ids it proposed,
 *   and those under which its records stood already
 * @property {(records: Records, doing: Doing) => string} onward where it leads, after `apply`
 * @property {(records: Records, doing: Doing, before: Records) => Said | void} [say]
 * @property {(records: Records, doing: Doing) => string} tell what it is, while it waits
 *
 * @typedef {object} Review a post that changes nothing
 * @property {Form} form
 * @property {(records: Records, doing: Doing) => Page} review
 */
import { isNewId, newId } from "./ids.js";
import { pageAt, pageWithoutNetworkAt, postAt } from "./routes.js";
import { standings } from "./standings.js";
import { suggestions } from "./suggesting.js";

/**
 * @typedef {{missing: true} | {page: Page} | {location: string, said: Said | null, done: Done | null}} Taken
 * @typedef {{records: Records, act: Act}} Done the records with it done, and the act as it has to wait
 */

/**
 * The page of a path.
 * @param {Records} records
 * @param {URL} url
 * @param {Moment} now
 * @param {boolean} [offline] no network answers: better an older page than none
 */
export function show(records, url, now, offline = false) {
  const found = offline ? pageWithoutNetworkAt(url.pathname) : pageAt(url.pathname);
  return found?.page(records, { params: found.params, query: url.searchParams, now, offline });
}

/**
 * Find what takes its time while nobody waits for a page: it is kept until what it came of changes.
 * @param {Records} records @param {Moment} now
 */
export function thinkAhead(records, now) {
  suggestions(records, now);
  standings(records);
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
  const { post, params } = found;
  const doing = under(post, params, act);
  if ("review" in post) return { page: post.review(records, doing) };
  if (post.find && !post.find(records, doing)) return { missing: true };
  const mine = own(post, records, doing, act);
  return refused(post, records, under(post, params, mine)) ?? done(post, records, params, meaning(post, records, doing, mine));
}

/**
 * Do again to newer records what was done before: whatever no longer applies is left out.
 * @param {Records} records changed in place
 * @param {Act} act
 * @returns {Record<string, string>} ids it proposed, and those under which its records stood already
 */
export function redo(records, act) {
  const { post, doing } = waiting(act) ?? {};
  if (!post || !doing?.ok || (post.find && !post.find(records, doing))) return {};
  post.apply(records, doing);
  return post.became?.(records, doing) ?? {};
}

/**
 * The page on which an act was made, with what was typed: to be mended there. Nothing where nothing was
 * typed, or what it belongs to is not there.
 * @param {Records} records
 * @param {Act} act
 * @param {Shown} [given] what was typed to mend it, and what is wrong with that
 * @returns {Page | undefined}
 */
export function formOf(records, act, given) {
  const { post, doing } = waiting(act) ?? {};
  if (!post?.form || !doing || (post.find && !post.find(records, doing))) return undefined;
  const page = post.mend ? post.mend(records, doing, given) : post.again?.(records, doing, doing.shown);
  return page && "template" in page ? page : undefined;
}

/** Whether what an act belongs to is missing. @param {Records} records @param {Act} act */
export function isWanting(records, act) {
  const { post, doing } = waiting(act) ?? {};
  return Boolean(doing && post?.find && !post.find(records, doing));
}

/** Whether an act makes somebody who was met. @param {{path: string}} act */
export function meets({ path }) {
  const post = postAt(path)?.post;
  return post !== undefined && "meets" in post && post.meets === true;
}

/**
 * What an act is, in a few words, for the page of what waits.
 * @param {Records} records with it done, where it could be
 * @param {Act} act
 */
export function tell(records, act) {
  const { post, doing } = waiting(act) ?? {};
  return post && doing ? post.tell(records, doing) : "Something you saved";
}

/** @param {Act} act */
function waiting(act) {
  const found = postAt(act.path);
  if (!found || "review" in found.post) return undefined;
  return { post: found.post, doing: under(found.post, found.params, act) };
}

/** @param {Post} post @param {Records} records @param {Doing} doing @returns {Taken | undefined} */
function refused(post, records, doing) {
  const instead = post.instead?.(records, doing);
  if (instead) return "location" in instead ? { said: null, ...instead, done: null } : { page: instead };
  const wrong = doing.ok ? post.refuse?.(records, doing) : doing.shown;
  return wrong ? again(post, records, doing, wrong) : undefined;
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
  return page && "template" in page ? { page: { ...page, status: 422 } } : { missing: true };
}

/** @param {Post} post @param {Records} records @param {Params} params @param {Act} act @returns {Taken} */
function done(post, records, params, act) {
  const after = records.copy();
  const doing = under(post, params, act);
  post.apply(after, doing);
  const words = post.say?.(after, doing, records);
  const said = words ? { undo: "", back: "", ...words } : null;
  return { location: post.onward(after, doing), said, done: { records: after, act } };
}

/**
 * The act with an id of its own. A page that the browser kept proposes one twice; the server would
 * then choose another, which the phone could not know.
 * @param {Post} post @param {Records} records @param {Doing} doing @param {Act} act @returns {Act}
 */
function own(post, records, doing, act) {
  if (!doing.ok || (isNewId(doing.id) && !post.taken?.(records, doing))) return act;
  const others = act.fields.filter(([name]) => name !== "id");
  return { ...act, fields: [["id", newId()], ...others] };
}

/** The act with what was meant by it. @param {Post} post @param {Records} records @param {Doing} doing @param {Act} act @returns {Act} */
function meaning(post, records, doing, act) {
  const meant = post.meant?.(records, doing) ?? {};
  const others = act.fields.filter(([name]) => !(name in meant));
  return { ...act, fields: [...others, ...Object.entries(meant)] };
}

/** @param {Post | Review} post @param {Params} params @param {Act} act @returns {Doing} */
function under(post, params, act) {
  const field = (/** @type {string} */ name) => act.fields.find(([known]) => known === name)?.[1] ?? "";
  const posted = post.form?.read(act.fields) ?? { ok: true, data: {}, shown: {} };
  return { id: field("id"), field, params, now: act.made_at, ...posted };
}
