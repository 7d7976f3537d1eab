/** Which requests the worker answers, and how. What it does not answer goes to the network untouched. */
import { ANSWERS, drawn, fromServer, needsNetwork, STANDS, told, typed } from "./answers.js";
import { file, photo } from "./assets.js";
import { askForWakeUp, opened, unsent, wake } from "./keeping.js";
import { codeTyped } from "./forms/exchange.js";
import { codeIn } from "./links.js";
import { noteMade } from "./missed.js";
import { htmlResponse, picture, redirect } from "./responses.js";
import { changesWho, pageAt, postAt } from "./routes.js";
import { isShare, shared, sharedBefore } from "./sharing.js";
import { whoever } from "./signing.js";
import { initials } from "./words.js";
import * as waits from "./waiting.js";

/** @typedef {import("./answers.js").Strategy} Strategy */

const PHOTO = /\/photo\.jpg$/;
/** What a page fetches to hand it to another program. */
const FILE = /\/invitation\.ics$/;
/** The pages to be, by their clients' ids, that follow a post which the server took: they say how it went. */
const following = new Set();

/**
 * The answer to a request, if it is the worker's to give.
 * @param {FetchEvent} event
 * @returns {Promise<Response> | undefined}
 */
export function answering(event) {
  return answer(event)?.catch((fault) => {
    // Whatever is wrong with the twin: better a page from the server than none.
    console.error(fault);
    // What another app shares comes from no page of ours: it must not be passed on as ours.
    return isShare(new URL(event.request.url)) ? redirect("/scan") : fetch(event.request);
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
  if (FILE.test(url.pathname)) return page(event, url);
  if (PHOTO.test(url.pathname) && url.search) return face(request, url);
}

/**
 * How to take a post. One that does not come from a page of ours is left to the network, where the
 * server sees whose it is: passed on by the worker it would look like our own.
 * @param {Request} request
 * @param {URL} url
 * @returns {Strategy | undefined}
 */
function strategyFor(request, url) {
  const isOurs = request.referrer.startsWith(`${location.origin}/`);
  // The system's share sheet sends from no page.
  if (isShare(url) && (isOurs || !request.referrer)) return shared;
  if (!isOurs) return;
  if (changesWho(url.pathname)) return whoever;
  if (waits.discarding(url.pathname)) return discard;
  if (waits.tryingAgain(url.pathname)) return tryAgain;
  if (waits.typingCode(url.pathname)) return typeCode;
  return postAt(url.pathname) ? act : throughServer;
}

/** @type {Strategy} */
async function page(event, url) {
  const { phone } = await opened();
  const before = url.pathname === "/scan" && (await sharedBefore());
  if (before) return before;
  const isServers = following.delete(event.resultingClientId) || !pageAt(url.pathname);
  if (isServers || !(await phone.person())) return fromServer(event, url);
  const found = (await made(event, url)) ?? ((await wake({ now: true })) === "done" ? await made(event, url) : undefined);
  // The page wakes the worker itself, once it is there: what is done meanwhile delays its paint.
  return found ?? fromServer(event, url);
}

/** The page that an event asks for. @param {FetchEvent} event @param {URL} url */
async function made(event, url) {
  const { phone } = await opened();
  noteMade(event.resultingClientId, phone.surprises);
  return told(url);
}

/** @type {Strategy} */
async function act(event, url) {
  const { mends, fields } = saidBy(event.request, await typed(event.request));
  return acted(event, url, fields, mends);
}

/** A refused swap once more, with its code typed anew. @type {Strategy} */
async function typeCode(event, url) {
  const { phone } = await opened();
  const person = await phone.person();
  const entry = person?.entries.find(({ key, refused }) => refused && key === waits.typingCode(url.pathname));
  if (!person || !entry) return redirect("/waiting");
  const { code, form } = codeTyped(await typed(event.request), location.host);
  if (code) return acted(event, new URL(`/c/${code.toLowerCase()}/swap`, url), entry.fields, entry.key);
  const page = waits.mendable(entry, person.records, form);
  return page ? drawn({ ...page, status: 422 }, { ...ANSWERS, mending: entry.key }) : redirect("/waiting");
}

/**
 * What became of an act: kept, and its person sent on; else its page again, or the server's word.
 * @param {FetchEvent} event @param {URL} url @param {[string, string][]} fields @param {string | undefined} mends
 */
async function acted(event, url, fields, mends) {
  const { phone } = await opened();
  const taken = await phone.act(url.pathname, fields, mends).catch(noRoom);
  if ("page" in taken) return drawn(taken.page, { ...ANSWERS, mending: mends });
  if ("missing" in taken) return throughServer(event, url, "full" in taken);
  await askForWakeUp();
  event.waitUntil(wake({ now: true }));
  return redirect(taken.location);
}

/** What could not be kept is the server's to keep. @param {unknown} fault */
function noRoom(fault) {
  console.error(fault);
  return /** @type {const} */ ({ missing: true, full: true });
}

/**
 * A post that only the server can take. The page it leads to is the server's too: it tells how it
 * went.
 * @param {FetchEvent} event
 * @param {URL} url
 * @param {boolean} [full] whether the phone would have kept it, had it room
 */
async function throughServer(event, url, full = false) {
  const again = event.request.clone();
  const answer = await fetch(event.request).catch(() => null);
  if (!answer) return unreached(again, { path: url.pathname, fields: await typed(again) }, full);
  if (answer.type !== "opaqueredirect") return answer;
  following.add(event.resultingClientId);
  event.waitUntil(wake({ now: true }));
  return answer;
}

/**
 * A post that reached nobody. Somebody's code that was typed can be kept, as one that was scanned.
 * @param {Request} request @param {import("./carried.js").Post} post @param {boolean} full
 */
async function unreached(request, post, full) {
  const code = post.path === "/scan/typed" && codeIn(post.fields.find(([name]) => name === "code")?.[1] ?? "", location.host);
  return code ? redirect(`/c/${code.toLowerCase()}`) : needsNetwork(new URL(request.referrer), post, full);
}

/** @type {Strategy} */
async function discard(event, url) {
  const { phone } = await opened();
  await phone.discard(waits.discarding(url.pathname) ?? "");
  return redirect("/waiting");
}

/** @type {Strategy} */
async function tryAgain(event, url) {
  const { phone } = await opened();
  await phone.tryAgain(waits.tryingAgain(url.pathname) ?? "");
  event.waitUntil(wake({ now: true }));
  return redirect("/waiting");
}

/** @type {Strategy} */
async function waitingPage(event, url) {
  const { phone } = await opened();
  // Counted before they are listed: what goes out in between lets the page be made again.
  const counted = await unsent();
  const person = await phone.person();
  if (!person) return fromServer(event, url);
  const entry = waits.refused(person.entries, url.pathname);
  // The server's own page says which field it found wrong.
  if (entry?.refused?.status === 422 && entry.refused.html) return htmlResponse(entry.refused.html, 422);
  const form = entry && waits.mendable(entry, person.records);
  if (form) return drawn(form, { ...STANDS, mending: entry.key });
  const listed = waits.list(person.entries, person.records, await phone.kept(), await phone.typed());
  return drawn(listed, { from_phone: true, ...counted });
}

/**
 * A photo; without a network, and before it has come, the initials.
 * @param {Request} request @param {URL} url
 */
async function face(request, url) {
  try {
    return await photo(request);
  } catch {
    const { phone } = await opened();
    const [, , id = ""] = url.pathname.split("/");
    const { records } = (await phone.person()) ?? {};
    const name = records?.get("contacts", id)?.name ?? records?.person.name ?? "";
    return picture(initials(name));
  }
}

/**
 * What a form says, and the key of the refused act that it mends: told by the page of that act where the
 * server made it, else by the form itself.
 * @param {Request} request @param {[string, string][]} typed
 */
function saidBy({ referrer }, typed) {
  const own = typed.find(([name]) => name === "mends")?.[1];
  const fields = typed.filter(([name]) => name !== "mends");
  return { mends: own ?? waits.mending(new URL(referrer).pathname), fields };
}
