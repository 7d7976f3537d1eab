/** Which requests the worker answers, and how. What it does not answer goes to the network untouched. */
import { file, forgetPhotos, photo } from "./assets.js";
import { askForWakeUp, opened, unsent, wake } from "./keeping.js";
import { htmlResponse, pageResponse, redirect } from "./responses.js";
import { changesWho, postAt } from "./routes.js";
import { isShare, shared } from "./sharing.js";
import { show } from "./twin.js";
import * as waits from "./pages/waiting.js";

/**
 * @typedef {import("./twin.js").Page} Page
 * @typedef {import("./phone.js").Person} Person
 * @typedef {(event: FetchEvent, url: URL) => Promise<Response>} Strategy
 */

/** Posts after which what somebody could see has to go from this phone. */
const LEAVES = ["/sign-out", "/me/delete"];
const PHOTO = /\/photo\.jpg$/;
/** A page of the server that may be shown after one of its posts: it holds what that post said. */
let servedNext = false;

/**
 * The answer to a request, if it is the worker's to give.
 * @param {FetchEvent} event
 * @returns {Promise<Response> | undefined}
 */
export function answering(event) {
  return answer(event)?.catch((fault) => {
    // Whatever is wrong with the twin: better a page from the server than none.
    console.error(fault);
    return fetch(event.request);
  });
}

/** @param {FetchEvent} event @returns {Promise<Response> | undefined} */
function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") return request.mode === "navigate" ? strategyFor(request, url)?.(event, url) : undefined;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") return url.pathname.startsWith("/waiting") ? waitingPage(event, url) : page(event, url);
  if (url.pathname.startsWith("/static/")) return file(request);
  if (PHOTO.test(url.pathname) && url.search) return photo(request);
}

/**
 * How to take a post. One that does not come from a page of ours is left to the network, where the
 * server sees whose it is: passed on by the worker it would look like our own.
 * @param {Request} request
 * @param {URL} url
 * @returns {Strategy | undefined}
 */
function strategyFor(request, url) {
  if (isShare(url)) return shared;
  if (!request.referrer.startsWith(`${location.origin}/`)) return;
  if (changesWho(url.pathname)) return whoever;
  if (waits.discarding(url.pathname)) return discard;
  return postAt(url.pathname) ? act : throughServer;
}

/** @type {Strategy} */
async function page(event, url) {
  const { phone } = await opened();
  if (servedNext || !(await phone.person())) return fromServer(event, url);
  const found = (await told(url)) ?? ((await wake({ now: true })) === "done" ? await told(url) : undefined);
  if (!found) return fromServer(event, url);
  event.waitUntil(wake());
  return found;
}

/**
 * The page of a path as the phone's own records tell it.
 * @param {URL} url
 * @param {{offline?: boolean}} [how]
 */
async function told(url, { offline = false } = {}) {
  const { phone } = await opened();
  const person = await phone.person();
  const known = person && renamed(url, person.aliases);
  if (known) return redirect(known);
  const found = person && show(person.records, url, phone.now(), offline);
  if (!found) return undefined;
  if ("template" in found) return drawn(found);
  if (found.said) await phone.say(found.said);
  return redirect(found.location);
}

/** @type {Strategy} */
async function act(event, url) {
  const { phone } = await opened();
  const fields = await typed(event.request);
  const taken = await phone.act(url.pathname, fields, mending(event.request));
  if ("page" in taken) return drawn(taken.page);
  if ("missing" in taken) return throughServer(event, url);
  await askForWakeUp();
  event.waitUntil(wake({ now: true }));
  return redirect(taken.location);
}

/**
 * A post that only the server can take. The page it leads to is the server's too: it tells how it
 * went.
 * @type {Strategy}
 */
async function throughServer(event, url) {
  const again = event.request.clone();
  try {
    const answer = await fetch(event.request);
    servedNext = answer.type === "opaqueredirect";
    if (servedNext) await wake({ now: true });
    return answer;
  } catch {
    return needsNetwork(url, await typed(again));
  }
}

/**
 * A post after which somebody else may be signed in, or nobody: until the server has told who,
 * nobody sees anything.
 * @type {Strategy}
 */
async function whoever(event, url) {
  const { phone } = await opened();
  const person = await phone.person();
  const fields = await typed(event.request.clone());
  if (url.pathname === "/sign-out" && !fields.some(([name]) => name === "sure") && person?.entries.length) {
    if ((await wake({ now: true })) !== "done") return drawn(waits.leaving(person.entries));
  }
  await phone.leave();
  const answer = await fetch(event.request).catch(() => null);
  const stays = person && (!answer || answer.status >= 400);
  if (stays) await phone.comeBack(person.replica.person_id);
  else if (person && LEAVES.includes(url.pathname)) await forget(person);
  return answer ?? needsNetwork(url);
}

/** @type {Strategy} */
async function discard(event, url) {
  const { phone } = await opened();
  await phone.discard(waits.discarding(url.pathname) ?? "");
  return redirect("/waiting");
}

/** @type {Strategy} */
async function waitingPage(event, url) {
  const { phone } = await opened();
  const person = await phone.person();
  if (!person) return fromServer(event, url);
  const refused = waits.refused(person.entries, url.pathname);
  if (refused?.html) return htmlResponse(refused.html, refused.status);
  event.waitUntil(wake());
  return drawn(waits.list(person.entries, person.records, await phone.kept()));
}

/** @type {Strategy} */
async function fromServer(event, url) {
  servedNext = false;
  try {
    return await fetch(event.request);
  } catch {
    return (await told(url, { offline: true })) ?? needsNetwork(url);
  }
}

/** @param {Page} shown */
async function drawn(shown) {
  const { phone } = await opened();
  return pageResponse(shown, { from_phone: true, said: await phone.said(), ...(await unsent()) });
}

/** @param {URL} url @param {[string, string][]} [fields] */
async function needsNetwork(url, fields = []) {
  return drawn(waits.needsNetwork(url.pathname, fields));
}

/** @param {Person} person */
async function forget(person) {
  const { phone } = await opened();
  await Promise.all([phone.forget(person.replica.person_id), forgetPhotos()]);
}

/** Where a path with an id made here leads now. @param {URL} url @param {Record<string, string>} aliases */
function renamed(url, aliases) {
  const old = Object.keys(aliases).find((id) => url.pathname.includes(id));
  return old && url.pathname.replace(old, aliases[old] ?? old) + url.search;
}

/** The refused act that this post mends: it comes from that act's own page. @param {Request} request */
function mending({ referrer }) {
  return waits.mending(new URL(referrer).pathname);
}

/** @param {Request} request @returns {Promise<[string, string][]>} */
async function typed(request) {
  const fields = [...(await request.clone().formData())];
  return fields.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}
