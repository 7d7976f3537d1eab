/** What of the front end is kept on a phone: its own files, and nothing that somebody in between answers. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const HERE = "https://wellmet.example";
const ASSETS = { "main.css": "main-1.css", "main.js": "main-1.js" };
/** @type {Map<string, Response>} */
let kept;
/** @type {(path: string) => Response} */
let answer;

const fetched = async (/** @type {string} */ path) => answer(path);
const cache = {
  match: async (/** @type {string} */ path) => kept.get(path)?.clone(),
  keys: async () => [...kept.keys()].map((path) => ({ url: HERE + path })),
  delete: async (/** @type {string} */ url) => kept.delete(new URL(url).pathname),
  put: async (/** @type {string} */ path, /** @type {Response} */ found) => void kept.set(path, found),
  // As browsers have it: all of them, or none where one is not "ok".
  addAll: async (/** @type {string[]} */ paths) => {
    const found = await Promise.all(paths.map(fetched));
    if (!found.every(({ ok }) => ok)) throw new TypeError("not ok");
    paths.forEach((path, at) => kept.set(path, /** @type {Response} */ (found[at])));
  },
};
Object.assign(globalThis, { __ASSETS__: ASSETS, location: new URL(HERE), caches: { open: async () => cache }, fetch: fetched });
const { forgetOld, keepShell } = await import("../../service_worker/assets.js");

const ours = (/** @type {string} */ path) =>
  new Response(path, { headers: { "Content-Type": path.endsWith(".css") ? "text/css" : "text/javascript" } });
const portals = () => new Response("<h1>Welcome to our hotel</h1>", { headers: { "Content-Type": "text/html" } });
const redirected = (/** @type {string} */ path) => Object.defineProperty(ours(path), "redirected", { value: true });

beforeEach(() => ((kept = new Map()), (answer = ours)));

test("what is missing is fetched, and nothing twice", async () => {
  await keepShell();
  assert.deepEqual([...kept.keys()].sort(), ["/static/main-1.css", "/static/main-1.js"]);
  answer = () => assert.fail("it is kept already");
  await keepShell();
});

for (const [what, between] of Object.entries({ portals, redirected, gone: () => new Response("", { status: 404 }) })) {
  test(`what is ${what} instead of a file keeps all out, until the files are there`, async () => {
    answer = (path) => (path.endsWith(".js") ? between(path) : ours(path));
    await assert.rejects(keepShell());
    assert.deepEqual([...kept.keys()], []);
    answer = ours;
    await keepShell();
    assert.equal(await kept.get("/static/main-1.js")?.text(), "/static/main-1.js");
  });
}

test("what the version before needs stays once more, for its pages, and nothing older does", async () => {
  const [before, older] = ["/static/main-0.js", "/static/main-00.js"];
  for (const path of [before, older]) kept.set(path, ours(path));
  kept.set("/static/kept-before", Response.json([before]));
  await keepShell();
  const own = ["/static/main-1.css", "/static/main-1.js"];

  await forgetOld();
  assert.deepEqual([...kept.keys()].sort(), ["/static/kept-before", before, ...own]);
  await forgetOld();
  assert.deepEqual([...kept.keys()].sort(), ["/static/kept-before", ...own]);
});
