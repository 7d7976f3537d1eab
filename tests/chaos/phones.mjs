/**
 * Phones without a browser, told what to do line by line (JSON): the real replica, outbox and sync,
 * over an IndexedDB in memory. What they fetch is asked of whoever holds the other end of the pipe.
 */
import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { Phone } from "../../service_worker/phone.js";
import { openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";

/** @typedef {{phone: Phone, sync: Sync}} Opened */
/** @type {Map<string, Opened>} */
const open = new Map();
/** @type {((line: any) => void) | null} */
let answered = null;
let time = 0;
let storeNames = 0;
/** @type {Map<string, string>} the store of each phone, new in every round */
const stores = new Map();

const COMMANDS = {
  /** Another round: every phone is new. */
  reset() {
    open.clear();
    stores.clear();
    return null;
  },
  /** @param {{time: number}} asked ms */
  clock(asked) {
    time = asked.time;
    return null;
  },
  /** The browser is killed: what is not on the disk is gone. @param {{phone: string}} asked */
  kill({ phone }) {
    open.delete(phone);
    return null;
  },
  /** @param {{phone: string, path: string, fields: [string, string][]}} asked */
  async act({ phone, path, fields }) {
    const taken = await (await opened(phone)).phone.act(path, fields);
    return "location" in taken ? { location: taken.location } : { refused: true };
  },
  /** @param {{phone: string}} asked */
  async wake({ phone }) {
    return (await opened(phone)).sync.wake({ now: true });
  },
  /** @param {{phone: string}} asked */
  async leave({ phone }) {
    await (await opened(phone)).phone.leave();
    return null;
  },
  /** What the phone shows, and what waits on it. @param {{phone: string}} asked */
  async state({ phone }) {
    const person = await (await opened(phone)).phone.person();
    if (!person) return null;
    return {
      person: person.replica.person_id,
      rev: person.replica.rev,
      records: rows(person.records),
      waiting: person.entries.filter((entry) => !entry.refused).length,
      refused: person.entries.filter((entry) => entry.refused).map(({ path, refused }) => [path, refused?.status]),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  if ("answer" in said) answered?.(said.answer);
  else run(said);
}

/** @param {any} asked */
async function run(asked) {
  const command = /** @type {any} */ (COMMANDS)[asked.do];
  try {
    tell({ result: await command(asked) });
  } catch (error) {
    tell({ error: error instanceof Error ? error.stack : String(error) });
  }
}

/** @param {string} name @returns {Promise<Opened>} */
async function opened(name) {
  const known = open.get(name);
  if (known) return known;
  if (!stores.has(name)) stores.set(name, `wellmet-${++storeNames}`);
  const phone = new Phone(await openStore(stores.get(name)), () => time);
  const sync = new Sync(phone, (path, options) => ask(name, path, options), () => 0);
  open.set(name, { phone, sync });
  return { phone, sync };
}

/** @param {string} phone @param {string} path @param {RequestInit} [options] @returns {Promise<Response>} */
async function ask(phone, path, options) {
  const answer = await new Promise((resolve) => {
    answered = resolve;
    tell({ fetch: { phone, path, method: options?.method ?? "GET", body: options?.body ?? "" } });
  });
  if (!answer) throw new TypeError("no network");
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
}

/** @param {import("../../service_worker/records.js").Records} records */
function rows(records) {
  return Object.fromEntries(Object.entries(records.tables).map(([name, table]) => [name, [...table.values()]]));
}

/** @param {unknown} said */
function tell(said) {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
