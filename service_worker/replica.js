/**
 * The person's records as the server last told them, and how news from the server goes in.
 *
 * @typedef {import("./records.js").Row} Row
 * @typedef {import("./store.js").Kept} Kept
 * @typedef {object} News an answer of GET /replica
 * @property {string} person_id
 * @property {number} rev
 * @property {string} now
 * @property {boolean} [whole] whether it replaces everything
 * @property {Record<string, any>} [person] left out where nothing changed of it but its last revision
 * @property {Record<string, Row[]>} [records] what changed, by table
 * @property {boolean} [refetched] this browser had lost what it kept
 *
 * @typedef {object} Replica
 * @property {string} person_id
 * @property {number} rev
 * @property {number} shape what this phone keeps of the server's answers: see SHAPE
 * @property {Records} records
 * @property {Record<string, string>} aliases from ids made here to those the server keeps
 * @property {Done[]} done what this phone sent lately
 *
 * @typedef {{said: string, onward: string}} Done
 */
import { Records, TABLES } from "./records.js";

/**
 * Counted up with each table or field that the server tells and did not tell before: what an older
 * worker has kept does not hold it, and is fetched whole once.
 */
export const SHAPE = 2;
// How `outbox.saying` begins with a note that was written.
const A_NOTE = /^\["\/people\/[^"]*\/notes"/;

/** What an older worker has kept may lack what came later. @param {Kept} kept @returns {Replica} */
export function opened({ person: person_id, rev, shape = 0, aliases = {}, done = [], json }) {
  const { person, rows } = JSON.parse(json);
  return { person_id, rev, shape, records: Records.of(person, rows), aliases, done };
}

/** @param {Replica} replica @returns {Kept} */
export function closed({ person_id, rev, shape, records, aliases, done }) {
  const rows = Object.fromEntries(TABLES.map((table) => [table, records.all(table)]));
  return { person: person_id, rev, shape, aliases, done, json: JSON.stringify({ person: records.person, rows }) };
}

/** The revision after which news are needed; 0 for all there is. @param {Replica | undefined} replica */
export function since(replica) {
  return replica?.shape === SHAPE ? replica.rev : 0;
}

/**
 * The replica with the news in it.
 * @param {Replica | null} replica
 * @param {News} news
 * @returns {Replica}
 */
export function absorb(replica, news) {
  const { person_id, rev } = news;
  const kept = { aliases: replica?.aliases ?? {}, done: remembered(replica?.done ?? [], news) };
  if (replica && !news.records) return replica;
  if (replica && !news.whole) return { ...kept, person_id, rev, shape: replica.shape, records: merged(replica.records, news) };
  return { ...kept, person_id, rev, shape: SHAPE, records: Records.of(news.person ?? {}, news.records ?? {}) };
}

/**
 * What this phone sent lately. Once a note was erased, its words are not to be found there either: the notes
 * it sent are forgotten, and the server's receipts know them still.
 * @param {Done[]} done @param {News} news
 */
function remembered(done, { records }) {
  const isErased = records?.notes?.some(({ text }) => !text);
  return isErased ? done.filter(({ said }) => !A_NOTE.test(said)) : done;
}

/** @param {Records} records @param {News} news */
function merged(records, { rev, person, records: rows = {} }) {
  const after = new Records(person ?? { ...records.person, last_rev: rev }, records.copy().tables);
  for (const table of TABLES) for (const row of rows[table] ?? []) after.put(table, row);
  return after;
}

/**
 * Whether the news show somebody anything they do not see already: what another phone did, or
 * another person. What they did themselves comes back as they left it.
 * @param {News} news
 * @param {Records} shown
 */
export function isNews({ person, records = {} }, shown) {
  if (person && ofThemselves(person) !== ofThemselves(shown.person)) return true;
  return TABLES.some((table) => (records[table] ?? []).some((row) => looks(row) !== looks(shown.get(table, row.id))));
}

/** What pages show of somebody's settings and card. Codes stand still while they are looked at. @param {Record<string, any>} person */
function ofThemselves({ last_rev, codes, plain_code, ...shown }) {
  return looks(shown);
}

/** A value as text, but for the hours and revisions in it. @param {any} value @returns {string} */
function looks(value) {
  if (Array.isArray(value)) return `[${value.map(looks)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => name !== "rev").sort();
  return `{${names.map((name) => (name.endsWith("_at") ? Boolean(value[name]) : name + looks(value[name])))}}`;
}
