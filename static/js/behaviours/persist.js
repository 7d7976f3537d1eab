/**
 * Asks the browser not to clear what is kept on this phone, once there is somebody to lose: the
 * worker says when. A browser may refuse, or not know the question.
 */
export function keepForGood() {
  const container = navigator.serviceWorker;
  container?.addEventListener("message", async ({ data }) => {
    if (!data?.keep) return;
    const kept = await navigator.storage?.persist?.().catch(() => false);
    container.controller?.postMessage({ kept: kept === undefined ? "unknown" : kept ? "yes" : "no" });
  });
}
