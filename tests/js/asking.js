/** A worker in node, with Alice's records and no network, and what a browser asks of it. */
import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";

const ALICE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const NOW = "2026-12-03T20:00:00.000000Z";
export const NEWS = { person_id: ALICE, rev: 1, now: NOW };
export const WHOLE = { ...NEWS, whole: true, person: { id: ALICE, name: "Alice", zone: "Europe/London", codes: [], lettering: {} }, records: {} };

Object.assign(globalThis, {
  __ASSETS__: JSON.parse(readFileSync(new URL("../../static/dist/manifest.json", import.meta.url), "utf8")),
  location: { origin: "http://localhost", host: "localhost" },
  registration: {},
  clients: { matchAll: async () => [] },
  fetch: async () => {
    throw new TypeError("no network");
  },
});
export const { answering } = await import("../../service_worker/fetching.js");
export const { opened } = await import("../../service_worker/keeping.js");

/** The worker's page. @param {string} path @returns {Promise<string>} */
export async function page(path) {
  const request = { url: `http://localhost${path}`, method: "GET", mode: "navigate" };
  return (await answering(/** @type {any} */ ({ request })))?.text() ?? "";
}

/**
 * What the worker answers to a file that is shared: by another app, or by a page that says it were.
 * @param {BlobPart} octets @param {string} [referrer] the page
 */
export function share(octets, referrer = "") {
  const body = new FormData();
  body.set("card", new File([octets], "card.vcf"));
  const request = new Request("http://localhost/scan/shared", { method: "POST", body });
  Object.defineProperties(request, { mode: { value: "navigate" }, referrer: { value: referrer } });
  return answering(/** @type {any} */ ({ request, resultingClientId: "", waitUntil() {} }));
}

/**
 * What the worker answers to a form for somebody's card.
 * @param {string} path @param {string} from the page of the form @param {Record<string, string>} said
 * @returns {Promise<Response>}
 */
export async function post(path, from, said) {
  const body = new URLSearchParams({ id: crypto.randomUUID(), prefers: "", source: "typed", ...said });
  const request = new Request(`http://localhost${path}`, { method: "POST", body });
  Object.defineProperties(request, { mode: { value: "navigate" }, referrer: { value: `http://localhost${from}` } });
  return /** @type {Promise<Response>} */ (answering(/** @type {any} */ ({ request, resultingClientId: "", waitUntil() {} })));
}
