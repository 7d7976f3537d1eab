/** The service worker: which event leads where. */
import { forgetOld, keepShell } from "./assets.js";
import { answering } from "./fetching.js";
import { hear, prepare, wake } from "./keeping.js";
import * as nudges from "./nudges.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

worker.addEventListener("install", (event) => event.waitUntil(Promise.all([keepShell(), prepare()])));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([worker.clients.claim(), forgetOld()])));
worker.addEventListener("message", (event) => event.waitUntil(hear(event.data, event.source)));
worker.addEventListener("sync", (event) => /** @type {ExtendableEvent} */ (event).waitUntil(wake({ must: true })));
worker.addEventListener("push", (event) => event.waitUntil(nudges.show(event.data)));
worker.addEventListener("notificationclick", (event) => event.waitUntil(nudges.open(event.notification)));
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(nudges.renew(event)));
worker.addEventListener("fetch", (event) => {
  const answer = answering(event);
  if (answer) event.respondWith(answer);
});
