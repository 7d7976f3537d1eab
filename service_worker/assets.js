/** The files of the front end, kept on the phone. Their names hold their content's hash. */

/** @type {Record<string, string>} built files by their names before hashing, set by the build */
export const ASSETS = __ASSETS__;
const CACHE = "assets";
const PHOTOS = "photos";
const LIST = "/static/kept-before";
/** What the scanner needs is large: it comes after everything else. */
const SCANNER = ["scan.js", "reader.js", "zxing_reader.wasm"];
const SHELL = Object.keys(ASSETS).filter((name) => !SCANNER.includes(name) && name !== "card.css" && !name.endsWith(".png"));
const MOST_PHOTOS_AT_ONCE = 40;

/** @param {string} name before hashing @returns {string} its URL */
function asset(name) {
  return `/static/${ASSETS[name]}`;
}

/** Fetch what every page needs. Fails when anything is missing. */
export function keepShell() {
  return keep(SHELL);
}

/** Fetch what reads codes. */
export function keepScanner() {
  return keep(SCANNER);
}

/**
 * Let go of what neither this version needs nor the one before: a page of that one may be open.
 */
export async function forgetOld() {
  const cache = await caches.open(CACHE);
  const own = Object.keys(ASSETS).map(asset);
  const before = await (await cache.match(LIST))?.json();
  const kept = new Set([...own, ...(before ?? []), LIST]);
  for (const { url } of await cache.keys()) if (!kept.has(new URL(url).pathname)) await cache.delete(url);
  await cache.put(LIST, Response.json(own));
}

/** @param {Request} request @returns {Promise<Response>} the kept file, else the network's */
export async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/**
 * A photo, which never changes under its address.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function photo(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const found = await fetch(request);
  const isPhoto = found.ok && !found.redirected && found.headers.get("Content-Type")?.startsWith("image/");
  if (isPhoto) await (await caches.open(PHOTOS)).put(request, found.clone());
  return found;
}

/** Keep these photos and no others; a few new ones at a time. @param {string[]} paths */
export async function keepPhotos(paths) {
  const cache = await caches.open(PHOTOS);
  const kept = (await cache.keys()).map(({ url }) => url.slice(location.origin.length));
  for (const path of kept.filter((one) => !paths.includes(one))) await cache.delete(path);
  const missing = paths.filter((one) => !kept.includes(one)).slice(0, MOST_PHOTOS_AT_ONCE);
  // One that is gone must not keep the others away.
  for (const path of missing) await photo(new Request(path)).catch(() => {});
}

/** Nobody's photos stay when their owner's records go. */
export function forgetPhotos() {
  return caches.delete(PHOTOS);
}

/** @param {string[]} names */
async function keep(names) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const url of names.map(asset)) if (!(await cache.match(url))) missing.push(url);
  // All of them, or none.
  const found = await Promise.all(missing.map(own));
  for (const [url, content] of found) await cache.put(url, content);
}

/**
 * A file of ours. What a portal or a proxy says in its place would stay for as long as its name does.
 * @param {string} url
 * @returns {Promise<[string, Response]>}
 */
async function own(url) {
  const found = await fetch(url);
  const isOurs = found.ok && !found.redirected && !found.headers.get("Content-Type")?.startsWith("text/html");
  if (!isOurs) throw new Error(`${url} is not there`);
  return [url, found];
}
