/** In step with the server: what wakes the phone, and what its pages are told afterwards. */
import { forgetPhotos, keepPhotos, keepScanner, keepShell } from "./assets.js";
import { hasMissed } from "./missed.js";
import { openStore } from "./store.js";
import { Phone } from "./phone.js";
import { ZONES } from "./places.js";
import { changesWho } from "./routes.js";
import { Sync } from "./sync.js";
import { followUpsDue, thinkAhead } from "./twin.js";
import { city } from "./zones.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const TAG = "outbox";

/** @type {Promise<{phone: Phone, sync: Sync}> | null} */
let opening = null;

/** The one phone this worker serves, and its way to the server. */
export function opened() {
  return (opening ??= open().catch((fault) => {
    opening = null;
    throw fault;
  }));
}

async function open() {
  const phone = new Phone(await openStore(undefined, () => (opening = null)), () => Date.now());
  return { phone, sync: new Sync(phone, (path, options) => fetch(path, options)) };
}

/**
 * Fetch the first records before this worker is ready: a visit that ends then can go on without a
 * network. What came before this version keeps its own; and where people sign in, nobody has any.
 */
export async function prepare() {
  if (worker.registration.active) return;
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isIn = pages.some(({ url }) => !changesWho(new URL(url).pathname));
  // Without them there is still a worker, which says so.
  if (isIn) await wake().catch(() => {});
}

/**
 * Be in step with the server, and tell the pages. Rejects, where it `must`, while something still
 * waits: the browser then tries again by itself.
 * @param {{now?: boolean, must?: boolean}} [how]
 */
export async function wake({ now = false, must = false } = {}) {
  const { phone, sync } = await opened();
  const [{ surprises }, { signedOut }] = [phone, sync];
  const outcome = await sync.wake({ now: now || must });
  await tellPages(phone.surprises > surprises || sync.signedOut !== signedOut);
  if (outcome === "other" || outcome === "ended") await forgetPhotos();
  if (must && (await unsent()).unsent) throw new Error(`Some changes still wait: ${outcome}`);
  return outcome;
}

/** Ask the browser, where it can, to wake the worker when there is a network. */
export async function askForWakeUp() {
  const registration = /** @type {any} */ (worker.registration);
  await registration.sync?.register(TAG).catch(() => {});
}

/**
 * What a page says, and asks: whether there is a zone on the server.
 * @param {{wake?: "load" | "online" | "visible" | "timer", takeOver?: boolean, kept?: "yes" | "no" | "unknown", zone?: string}} message
 * @param {ExtendableMessageEvent["source"]} page
 */
export async function hear(message, page) {
  // Before anything that may be broken: the next version may be its remedy.
  if (message.takeOver) await worker.skipWaiting();
  // A page that was on its way when this worker became active is nobody's yet.
  if (message.wake === "load") await worker.clients.claim();
  if (message.zone) return nameZone(message.zone, page);
  const { phone, sync } = await opened();
  if (message.wake === "load" && page instanceof Client && hasMissed(page.id, phone.surprises)) page.postMessage({ fresh: true });
  if (message.kept) await phone.promised(message.kept);
  if (message.wake === "online") await new Promise((resolve) => setTimeout(resolve, sync.spread()));
  if (!message.wake) return;
  // Whoever takes the phone out again looks at what is true now; a network that is back ends a pause.
  const outcome = await wake({ now: ["visible", "online"].includes(message.wake) });
  const person = await phone.person();
  if (!person) return;
  if (outcome === "done") await afterwards(person.replica);
  thinkAhead(person.records, phone.now());
}

/** @param {string} zone @param {ExtendableMessageEvent["source"]} page */
function nameZone(zone, page) {
  if (ZONES.includes(zone)) page?.postMessage({ zone, city: city(zone) });
}

/** What every page shows of it: how much waits, and what the server refused. */
export async function unsent() {
  const { phone, sync } = await opened();
  const entries = (await phone.person())?.entries ?? [];
  const refused = entries.filter((entry) => entry.refused).length;
  const may_be_cleared = (await phone.kept()) === "no";
  return { unsent: entries.length - refused, needs_you: refused, signed_out: sync.signedOut, may_be_cleared };
}

/** @param {boolean} fresh whether a page shows something else now */
async function tellPages(fresh) {
  const { phone, sync } = await opened();
  const records = (await phone.person())?.records;
  const keep = Boolean(records?.all("contacts").length) && !(await phone.kept());
  const waits = await unsent();
  // A page has to count the time: browsers end a worker that has nothing to do.
  const again_in = waits.unsent ? sync.pause() : 0;
  const news = { fresh, keep, again_in, ...waits };
  showOnIcon(records ? followUpsDue(records, phone.now()) : 0);
  for (const client of await worker.clients.matchAll({ type: "window" })) client.postMessage(news);
}

/** How many follow-ups are due, where the platform shows it. @param {number} count */
function showOnIcon(count) {
  const { setAppBadge } = /** @type {any} */ (navigator);
  setAppBadge?.call(navigator, count)?.catch?.(() => {});
}

/** @param {import("./replica.js").Replica} replica */
async function afterwards({ records }) {
  const photos = records.all("contacts").filter((one) => one.photo);
  const own = records.person.photo ? [records.person.photo] : [];
  // What reads codes, and the faces, come after everything else; a network that goes away is no fault.
  // The shell was kept when the worker was installed; a browser may have cleared it since.
  await keepShell()
    .then(keepScanner)
    .then(() => keepPhotos([...own, ...photos.map((one) => `/people/${one.id}/photo.jpg?v=${one.photo}`)]))
    .catch(() => {});
}
