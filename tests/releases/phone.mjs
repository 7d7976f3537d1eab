/** A phone whose store an earlier worker may have left, for the tests in Python: a line of JSON in, one out. */
import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { templates } from "../../service_worker/built/templates.js";
import { render } from "../../service_worker/compiler/runtime.js";
import { Phone } from "../../service_worker/phone.js";
import { SHAPE } from "../../service_worker/replica.js";
import { renderer } from "../../service_worker/render.js";
import { NAME, openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";
import { show } from "../../service_worker/twin.js";
import { list } from "../../service_worker/waiting.js";
import { restore, stored } from "./stored.mjs";

const manifest = readFileSync(new URL("../../static/dist/manifest.json", import.meta.url), "utf8");
const draw = renderer((...page) => render(templates, ...page), JSON.parse(manifest));
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let time = 0;
/** @type {Phone} */
let phone;
/** @type {Sync} */
let sync;

/** @type {Record<string, (asked: any) => unknown>} */
const COMMANDS = {
  /** Switch it on, with what an earlier worker left there. */
  async open({ kept, now }) {
    time = now;
    if (kept) await restore(NAME, kept);
    phone = new Phone(await openStore(), () => time);
    sync = new Sync(phone, ask, () => 0);
    return null;
  },
  async act({ path, fields, made_at }) {
    time = made_at;
    const taken = await phone.act(path, fields);
    return "location" in taken && taken.done !== null;
  },
  shape: () => SHAPE,
  wake: () => sync.wake({ now: true }),
  /** What its store holds. */
  kept: () => stored(NAME),
  async page({ path }) {
    const { records } = await person();
    const page = show(records, new URL(path, "http://localhost"), phone.now());
    return page && "template" in page ? draw(page, { said: [] }) : null;
  },
  /** What the page of what waits says of each act. */
  async waiting() {
    const { entries, records } = await person();
    const { acts, refused } = list(entries, records, "").context;
    return { acts: acts.map((/** @type {any} */ { words }) => words), refused };
  },
};

for (let line = await lines.next(); !line.done; line = await lines.next()) await run(JSON.parse(line.value));

/** @param {any} asked */
async function run(asked) {
  try {
    tell({ result: await COMMANDS[asked.do]?.(asked) });
  } catch (error) {
    tell({ error: error instanceof Error ? error.stack : String(error) });
  }
}

async function person() {
  const known = await phone.person();
  if (!known) throw new Error("Nobody is known here");
  return known;
}

/** @param {string} path @param {RequestInit} [options] */
async function ask(path, options) {
  tell({ asked: { path, body: options?.body ?? null } });
  const { value } = await lines.next();
  const { body, ...answer } = JSON.parse(value);
  return new Response(body, answer);
}

/** @param {unknown} what */
function tell(what) {
  console.log(JSON.stringify(what));
}
