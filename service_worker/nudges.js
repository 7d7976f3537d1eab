/** A nudge that arrives: shown, opened by a tap, and its way kept open when the browser changes it. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const PHONES = "/me/nudges/phones";

/**
 * @typedef {object} Nudge what the server sends (blueprints/notifications/delivering.py)
 * @property {string} title
 * @property {string} body
 * @property {string} href
 * @property {string} tag the same for a nudge that is sent twice: the later one takes its place
 */

/** Something has to be shown whatever arrives: a phone takes no more from whoever shows nothing. */
const UNREAD = { title: "Wellmet", body: "Something is due today.", href: "/today", tag: "nudge" };

/** @param {PushMessageData | null} data */
export async function show(data) {
  const { title, body, href, tag } = { ...UNREAD, ...read(data) };
  const icon = `/static/${__ASSETS__["icon-192.png"]}`;
  await worker.registration.showNotification(title, { body, tag, icon, data: { href } });
}

/** Opens what a nudge is about, in a window that is open if there is one. @param {Notification} nudge */
export async function open(nudge) {
  nudge.close();
  const url = ownUrl(nudge.data?.href);
  const [client] = await worker.clients.matchAll({ type: "window" });
  const shown = await client?.navigate(url).catch(() => null);
  await (shown ? shown.focus() : worker.clients.openWindow(url));
}

/** The browser is reached at another address from now on. @param {PushSubscriptionChangeEvent} event */
export async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  if (!newSubscription && !options) return;
  const subscription = newSubscription ?? (await worker.registration.pushManager.subscribe(options));
  const { endpoint = "", keys: { p256dh = "", auth = "" } = {} } = subscription.toJSON();
  await fetch(PHONES, { method: "POST", body: new URLSearchParams({ endpoint, p256dh, auth }) });
}

/** @param {PushMessageData | null} data @returns {Partial<Nudge>} */
function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** @param {unknown} href */
function ownUrl(href) {
  const url = new URL(String(href ?? UNREAD.href), location.origin);
  return url.origin === location.origin ? url.href : `${location.origin}${UNREAD.href}`;
}
