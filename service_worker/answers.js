/** What the worker answers with: a page of the phone's own, the server's, or one that says what is missing. */
import { opened, unsent } from "./keeping.js";
import { fileResponse, pageResponse, redirect } from "./responses.js";
import { show } from "./twin.js";
import * as waits from "./waiting.js";

/**
 * @typedef {import("./twin.js").Page} Page
 * @typedef {(event: FetchEvent, url: URL) => Promise<Response>} Strategy
 */

/** A page of which no news of the phone's may take the place. */
export const STANDS = { from_phone: false };
/** A page that answers a post must not load itself again: that would post again. */
export const ANSWERS = { ...STANDS, answers_post: true };

/**
 * The page of a path as the phone's own records tell it.
 * @param {URL} url
 * @param {{offline?: boolean}} [how]
 */
export async function told(url, { offline = false } = {}) {
  const { phone } = await opened();
  const person = await phone.person();
  const known = person && renamed(url, person.aliases);
  if (known) return redirect(known);
  const found = person && show(person.records, url, phone.now(), offline);
  if (!found) return undefined;
  if ("template" in found) return drawn(found);
  if ("file" in found) return fileResponse(found);
  if (found.said) await phone.say(found.said);
  return redirect(found.location);
}

/** @type {Strategy} */
export async function fromServer(event, url) {
  try {
    return await fetch(event.request);
  } catch {
    return (await told(url, { offline: true })) ?? needsNetwork(url);
  }
}

/** @param {Page} shown @param {{from_phone: boolean, answers_post?: boolean, mending?: string}} [how] */
export async function drawn(shown, how = { from_phone: true }) {
  const { phone } = await opened();
  const person = await phone.person();
  const [person_id, lettering] = [person?.replica.person_id, person?.records.person.lettering];
  return pageResponse(shown, { ...(await unsent()), ...how, signed_in: person_id !== undefined, person_id, lettering, said: await phone.said() });
}

/** @param {URL} url @param {import("./carried.js").Post | null} [post] @param {boolean} [full] */
export async function needsNetwork(url, post = null, full = false) {
  return drawn(waits.needsNetwork(url.pathname, post, full), post ? ANSWERS : STANDS);
}

/** Where a path with an id made here leads now. @param {URL} url @param {Record<string, string>} aliases */
function renamed(url, aliases) {
  const old = Object.keys(aliases).find((id) => url.pathname.includes(id));
  return old && url.pathname.replace(old, aliases[old] ?? old) + url.search;
}

/** What a form says. @param {Request} request @returns {Promise<[string, string][]>} */
export async function typed(request) {
  const fields = [...(await request.clone().formData())];
  return fields.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}
