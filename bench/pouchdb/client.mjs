/**
 * A phone's first pull and PouchDB's first replication of the same, in turns; prints what each took.
 *
 * Nothing is kept on a disk here: the worker's IndexedDB and PouchDB's store are in memory.
 */
import "fake-indexeddb/auto";
import { subscribe } from "node:diagnostics_channel";
import adapter from "pouchdb-adapter-memory";
import http from "pouchdb-adapter-http";
import PouchDB from "pouchdb-core";
import replication from "pouchdb-replication";
import { Phone } from "../../service_worker/phone.js";
import { openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";

/** @typedef {{ms: number, bytes: number, requests: number}} Taken */
const { rounds, batch, wellmet, pouchdb } = JSON.parse(process.argv[2]);
/** What browsers take of a place behind TLS. */
const TAKES = /** @type {const} */ (["Accept-Encoding", "gzip, deflate, br"]);
PouchDB.plugin(adapter).plugin(http).plugin(replication);
/** @type {import("node:net").Socket[]} every connection that was opened */
const sockets = [];
let requests = 0;
subscribe("net.client.socket", ({ socket }) => sockets.push(socket));

/** @type {Record<string, (store: string) => Promise<void>>} */
const cases = { wellmet: pull };
for (const name of Object.keys(pouchdb)) cases[name] = (store) => replicate(store, pouchdb[name]);
/** @type {Record<string, Taken[]>} */
const taken = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of Object.keys(cases)) taken[name].push(await measured(() => cases[name](`${name}-${round}`)));
}
console.log(JSON.stringify(taken));
process.exit();

/** @param {() => Promise<void>} act @returns {Promise<Taken>} */
async function measured(act) {
  const before = { bytes: bytes(), requests };
  const began = performance.now();
  await act();
  const ms = performance.now() - began;
  return { ms, bytes: bytes() - before.bytes, requests: requests - before.requests };
}

/** What went over all connections so far, both ways, with the heads of requests and answers. */
function bytes() {
  return sockets.reduce((all, { bytesRead, bytesWritten }) => all + bytesRead + bytesWritten, 0);
}

/** The worker's own exchange, into a store that was empty. @param {string} store */
async function pull(store) {
  const phone = new Phone(await openStore(store), Date.now);
  const outcome = await new Sync(phone, ask).wake({ now: true });
  const found = (await phone.person())?.replica.records.all("contacts").length;
  if (outcome !== "done" || found !== wellmet.count) throw new Error(`The pull was ${outcome}, with ${found} people`);
}

/** As a browser asks for a worker. @param {string} path @param {RequestInit} [options] */
function ask(path, options) {
  requests++;
  const headers = new Headers([["Cookie", wellmet.cookie], ["Sec-Fetch-Site", "same-origin"], TAKES]);
  return fetch(wellmet.origin + path, { ...options, headers });
}

/** @param {string} store @param {{url: string, count: number}} from */
async function replicate(store, { url, count }) {
  const near = new PouchDB(store, { adapter: "memory" });
  const { ok, docs_written } = await PouchDB.replicate(new PouchDB(url, { fetch: counted }), near, { batch_size: batch });
  if (!ok || docs_written !== count) throw new Error(`${docs_written} documents of ${count} were replicated`);
}

/** @param {string} url @param {{headers: Headers}} options */
function counted(url, options) {
  requests++;
  options.headers.set(...TAKES);
  return PouchDB.fetch(url, options);
}
