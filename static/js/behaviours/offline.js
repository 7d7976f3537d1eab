const SCRIPT = "/service_worker.js";
const EVERY_MS = 45_000;

/**
 * Hands the pages to the service worker, already where people sign in: it is ready then for what is
 * theirs. Wakes it whenever there may be a network again: browsers without Background Sync have
 * nobody else to do it.
 */
export function workOffline() {
  const container = navigator.serviceWorker;
  if (!container) return;
  container.register(SCRIPT, { updateViaCache: "none" }).catch(() => {});
  if (!document.body.hasAttribute("data-signed-in")) return;
  wake("load");
  addEventListener("online", () => wake("online"));
  document.addEventListener("visibilitychange", () => wake("visible"));
  setInterval(() => wake("timer"), EVERY_MS);
  let next = 0;
  container.addEventListener("message", ({ data }) => {
    clearTimeout(next);
    // What waits is sent when the server has said that its turn comes, or after a failure's pause.
    if (data?.again_in) next = setTimeout(() => wake("timer"), data.again_in);
  });
}

/** @param {"load" | "online" | "visible" | "timer"} why */
async function wake(why) {
  if (document.visibilityState !== "visible" && why !== "online") return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ wake: why });
}
