/**
 * Phones without a browser, told what to do line by line (JSON): the real replica, outbox and sync,
 * over an IndexedDB in memory. What they fetch is asked of whoever holds the other end of the pipe.
 */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { createInterface } from "node:readline";
import { Phone } from "../../service_worker/phone.js";
import { openStore, write } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";

/** @typedef {{phone: Phone, sync: Sync}} Opened */
/** @typedef {{facts: [string, any][], replicas: any[]}} Dump what a store holds */
/** @type {Map<string, Opened>} */
const open = new Map();
/** @type {((line: any) => void) | null} */
let answered = null;
/** @type {Record<string, number>} what each phone's clock shows, ms */
let clocks = {};
/** @type {Map<string, Dump>} each phone as every round begins */
const begun = new Map();

const COMMANDS = {
  /** Another round: every phone is as it was when it was kept. */
  async reset() {
    open.clear();
    globalThis.indexedDB = new IDBFactory();
    for (const [name, dump] of begun) await fill(name, dump);
    return null;
  },
  /** Every round is to begin with this phone as it is now. @param {{phone: string}} asked */
  async keep({ phone }) {
    begun.set(phone, await dumped((await opened(phone)).phone.db));
    return null;
  },
  /** The browser is killed: what is not on the disk is gone. @param {{phone: string}} asked */
  kill({ phone }) {
    open.delete(phone);
    return null;
  },
  /** A worker of an earlier release has written this down, and is replaced. @param {{phone: string, entry: any}} asked */
  async update({ phone, entry }) {
    const known = (await opened(phone)).phone;
    const replica = (await known.person())?.replica;
    const made = { person: replica?.person_id, seen: replica?.rev, made_at: known.clock() };
    await write(known.db, (writing) => writing.objectStore("outbox").add({ ...entry, ...made }));
    open.delete(phone);
    return null;
  },
  /** @param {{phone: string, path: string, fields: [string, string][]}} asked */
  async act({ phone, path, fields }) {
    const known = await opened(phone);
    const before = (await known.phone.person())?.entries.length;
    const taken = await known.phone.act(path, fields);
    const after = (await known.phone.person())?.entries;
    return { taken: "location" in taken, queued: before !== after?.length, key: after?.at(-1)?.key };
  },
  /** @param {{phone: string, now: boolean}} asked */
  async wake({ phone, now }) {
    return (await opened(phone)).sync.wake({ now });
  },
  /** Before a post that may change who is signed in. @param {{phone: string}} asked */
  async leave({ phone }) {
    await (await opened(phone)).phone.leave();
    return null;
  },
  /** After a sign-out. @param {{phone: string, person: string}} asked */
  async forget({ phone, person }) {
    await (await opened(phone)).phone.forget(person);
    return null;
  },
  /** After such a post that did not reach the server. @param {{phone: string, person: string}} asked */
  async come_back({ phone, person }) {
    await (await opened(phone)).phone.comeBack(person);
    return null;
  },
  /** What the phone shows, and what waits on it; also what the server said, if all is asked for. @param {{phone: string, all?: boolean}} asked */
  async state({ phone, all }) {
    const person = await (await opened(phone)).phone.person();
    if (!person) return null;
    const { entries, records, replica } = person;
    return {
      person: replica.person_id,
      records: rows(records),
      ...(all && { replica: rows(replica.records) }),
      waiting: entries.filter((entry) => !entry.refused).length,
      refused: entries.filter((entry) => entry.refused).map(({ key, path, refused }) => ({ key, path, ...refused, html: "" })),
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
  clocks = asked.clocks;
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
  const phone = new Phone(await openStore(name), () => clocks[name] ?? 0);
  const sync = new Sync(phone, (path, options) => ask(name, path, options), () => 0);
  open.set(name, { phone, sync });
  return { phone, sync };
}

/** @param {import("../../service_worker/store.js").Database} db @returns {Promise<Dump>} */
async function dumped(db) {
  const names = /** @type {string[]} */ (await db.getAllKeys("facts"));
  const facts = await Promise.all(names.map(async (name) => /** @type {[string, any]} */ ([name, await db.get("facts", name)])));
  return { facts, replicas: await db.getAll("replicas") };
}

/** @param {string} name @param {Dump} dump */
async function fill(name, { facts, replicas }) {
  const db = await openStore(name);
  await write(db, async (writing) => {
    for (const [key, value] of facts) await writing.objectStore("facts").put(value, key);
    for (const replica of replicas) await writing.objectStore("replicas").put(replica);
  });
  db.close();
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
