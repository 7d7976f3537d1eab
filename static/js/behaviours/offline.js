const SCRIPT = "/service_worker.js";
const EVERY_MS = 45_000;

/**
 * Hands the pages of somebody signed in to the service worker, and wakes it whenever there may be
 * a network again: browsers without Background Sync have nobody else to do it.
 */
export function workOffline() {
  const container = navigator.serviceWorker;
  if (!container || !document.body.hasAttribute("data-signed-in")) return;
  container.register(SCRIPT, { updateViaCache: "none" }).catch(() => {});
  wake("load");
  addEventListener("online", () => wake("online"));
  document.addEventListener("visibilitychange", () => wake("visible"));
  setInterval(() => wake("timer"), EVERY_MS);
}

/** @param {"load" | "online" | "visible" | "timer"} why */
async function wake(why) {
  if (document.visibilityState !== "visible" && why !== "online") return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ wake: why });
}
