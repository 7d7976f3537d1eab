/**
 * What the phone keeps through a killed browser: IndexedDB.
 *
 * The replica is one record of JSON for each person: read in 2 ms where 1,800 records take 18.
 */
import { openDB } from "idb";

/**
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {{person: string, rev: number, shape?: number, aliases?: Record<string, string>,
 *   done?: import("./replica.js").Done[], json: string}} Kept one person's replica
 * @typedef {import("idb").IDBPDatabase<any>} Database
 * @typedef {import("idb").IDBPTransaction<any, any, "readwrite">} Writing
 */

export const NAME = "wellmet";
/** Counted up with each store that is added. None is changed: what an older worker left stays readable. */
const VERSION = 1;
const STORES = ["facts", "replicas", "outbox"];

/**
 * @param {string} [name]
 * @param {() => void} [gone] called when the browser has closed it: cleared, or another version came
 * @returns {Promise<Database>}
 */
export function openStore(name = NAME, gone = () => {}) {
  const how = { upgrade: layOut, blocking: makeWay, terminated: gone };
  // A release that was taken back finds the stores of the one after it: they are read as they are.
  return openDB(name, VERSION, how).catch((fault) => (fault.name === "VersionError" ? openDB(name, undefined, how) : Promise.reject(fault)));

  /** @param {any} _now @param {any} _next @param {IDBVersionChangeEvent} event */
  function makeWay(_now, _next, event) {
    /** @type {IDBDatabase} */ (event.target).close();
    gone();
  }
}

/** Add what is missing. @param {Database} db */
export function layOut(db) {
  const missing = (/** @type {string} */ name) => !db.objectStoreNames.contains(name);
  if (missing("facts")) db.createObjectStore("facts");
  if (missing("replicas")) db.createObjectStore("replicas", { keyPath: "person" });
  if (missing("outbox")) db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }).createIndex("person", "person");
}

/**
 * Change what is kept, all of it or nothing. Resolves once it is safe on the disk: what the person
 * is told then has happened, whatever kills the browser next.
 * @template T
 * @param {Database} db
 * @param {(writing: Writing) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function write(db, act) {
  const writing = db.transaction(STORES, "readwrite", { durability: "strict" });
  const [result] = await Promise.all([act(writing), writing.done]);
  return result;
}

/** One of the few single facts: "current", "phone", "said". @param {Database} db @param {string} name */
export function fact(db, name) {
  return db.get("facts", name);
}
