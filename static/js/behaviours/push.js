const PHONES = "/me/nudges/phones";
const SORRY = "That did not work. Check the network and try again.";

/**
 * Lets somebody be nudged on this phone, where the page has a place for it. Nothing is asked but on
 * their own tap. Safari on an iPhone can do it only from the home screen.
 */
export async function offerPush() {
  const place = document.querySelector("[data-push]");
  if (!(place instanceof HTMLElement)) return;
  if ("standalone" in navigator && !navigator.standalone && !("PushManager" in window)) return show(place, "install");
  if (!("PushManager" in window) || !("Notification" in window) || !navigator.serviceWorker) return;
  if (!(place.hasAttribute("data-push-here") && (await keepKnown(place)))) offer(place);
}

/** @param {HTMLElement} place */
function offer(place) {
  if (Notification.permission === "denied") return show(place, "denied");
  show(place, "on").addEventListener("click", () => turnOn(place));
}

/**
 * Tells the server where this browser is reached now: its address may have changed. Returns whether it is: the
 * permission may have been withdrawn in the phone's settings.
 * @param {HTMLElement} place
 */
async function keepKnown(place) {
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (!known || Notification.permission !== "granted") return false;
  await tell(known).catch(() => {});
  // Whoever turns it off here wants no half of it left.
  place.querySelector("form")?.addEventListener("submit", () => void known.unsubscribe());
  return true;
}

/** @param {HTMLElement} place */
async function turnOn(place) {
  try {
    const permission = await Notification.requestPermission();
    if (permission === "denied") return show(place, "denied");
    // Whoever closed the question can be asked again.
    if (permission !== "granted") return;
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe();
    const key = { userVisibleOnly: true, applicationServerKey: place.dataset.push ?? "" };
    await tell(await pushManager.subscribe(key));
    location.reload();
  } catch (fault) {
    show(place, "error").textContent = fault instanceof Refused ? fault.message : SORRY;
  }
}

class Refused extends Error {}

/** @param {PushSubscription} subscription */
async function tell(subscription) {
  const { endpoint = "", keys: { p256dh = "", auth = "" } = {} } = subscription.toJSON();
  const answer = await fetch(PHONES, { method: "POST", body: new URLSearchParams({ endpoint, p256dh, auth }) });
  if (answer.status === 422) throw new Refused((await answer.json()).sentence);
  if (!answer.ok) throw new Error(`${answer.status}`);
}

/**
 * Shows one part of the place; the sentence for browsers that cannot goes, and the one for those that do.
 * @param {HTMLElement} place @param {string} name @returns {HTMLElement}
 */
function show(place, name) {
  const part = /** @type {HTMLElement} */ (place.querySelector(`[data-push-${name}]`));
  for (const other of place.querySelectorAll("[data-push-none], [data-push-known]")) other.toggleAttribute("hidden", true);
  part.hidden = false;
  return part;
}
