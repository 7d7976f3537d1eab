/** A nudge that arrives: what is shown of it, and where a tap on it leads. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const HERE = "https://wellmet.example";
const KEYS = { endpoint: "https://push.example/1", keys: { p256dh: "key", auth: "secret" } };
const subscription = { toJSON: () => KEYS, options: { userVisibleOnly: true } };
let shown, opened, windows, posted;

Object.assign(globalThis, {
  __ASSETS__: { "icon-192.png": "icon.png" },
  location: new URL(HERE),
  registration: {
    showNotification: async (title, options) => shown.push({ title, ...options }),
    pushManager: { subscribe: async () => subscription },
  },
  clients: { matchAll: async () => windows, openWindow: async (url) => opened.push(url) },
  fetch: async (path, { body }) => posted.push([path, Object.fromEntries(body)]),
});
const { open, renew, show } = await import("../../service_worker/nudges.js");

beforeEach(() => ([shown, opened, windows, posted] = [[], [], [], []]));

const tapped = (href) => ({ close() {}, data: { href } });

test("a nudge is shown as it was sent", async () => {
  const nudge = { title: "A word with Wei", body: "They wrote last.", href: "/people/1", tag: "t" };
  await show({ json: () => nudge });
  const [{ title, body, tag, data, icon }] = shown;
  assert.deepEqual({ title, body, tag, ...data }, nudge);
  assert.equal(icon, "/static/icon.png");
});

test("whatever arrives, something is shown", async () => {
  await show(null);
  await show({ json: () => JSON.parse("no nudge") });
  await show({ json: () => null });
  assert.deepEqual(shown.map(({ title }) => title), ["Wellmet", "Wellmet", "Wellmet"]);
});

test("a tap leads there, in the window that is open", async () => {
  let focused = 0;
  const went = [];
  windows = [{ navigate: async (url) => (went.push(url), { focus: async () => focused++ }) }];
  await open(tapped("/people/1"));
  assert.deepEqual([went, focused, opened], [[`${HERE}/people/1`], 1, []]);
});

test("a tap opens a window where none is open, or none can be led", async () => {
  await open(tapped("/follow-ups"));
  windows = [{ navigate: async () => { throw new TypeError("not ours to lead"); } }];
  await open(tapped("/follow-ups"));
  assert.deepEqual(opened, [`${HERE}/follow-ups`, `${HERE}/follow-ups`]);
});

test("a tap never leads to another place", async () => {
  for (const href of ["https://evil.example/", "//evil.example", "javascript:alert(1)", undefined]) await open(tapped(href));
  assert.deepEqual(new Set(opened), new Set([`${HERE}/today`]));
});

test("another address of the browser is told", async () => {
  const told = ["/me/nudges/phones", { endpoint: "https://push.example/1", p256dh: "key", auth: "secret" }];
  await renew({ oldSubscription: null, newSubscription: subscription });
  await renew({ oldSubscription: subscription, newSubscription: null });
  await renew({ oldSubscription: null, newSubscription: null });
  assert.deepEqual(posted, [told, told]);
});
