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
 * @property {Record<string, any>} [person]
 * @property {Record<string, Row[]>} [records] what changed, by table
 * @property {boolean} [refetched] this browser had lost what it kept
 *
 * @typedef {object} Replica
 * @property {string} person_id
 * @property {number} rev
 * @property {Records} records
 * @property {Record<string, string>} aliases
 */
import { Records, TABLES } from "./records.js";

/** @param {Kept} kept @returns {Replica} */
export function opened(kept) {
  const { person, rows } = JSON.parse(kept.json);
  return { person_id: kept.person, rev: kept.rev, records: Records.of(person, rows), aliases: kept.aliases };
}

/** @param {Replica} replica @returns {Kept} */
export function closed({ person_id, rev, records, aliases }) {
  const rows = Object.fromEntries(TABLES.map((table) => [table, records.all(table)]));
  return { person: person_id, rev, aliases, json: JSON.stringify({ person: records.person, rows }) };
}

/**
 * The replica with the news in it; the same one when there are none.
 * @param {Replica | null} replica
 * @param {News} news
 * @param {Record<string, string>} [renamed]
 * @returns {Replica}
 */
export function absorb(replica, news, renamed = {}) {
  const aliases = { ...replica?.aliases, ...renamed };
  const { person_id, rev } = news;
  if (replica && !news.records) return Object.keys(renamed).length ? { ...replica, aliases } : replica;
  const records = replica && !news.whole ? merged(replica.records, news) : Records.of(news.person ?? {}, news.records ?? {});
  return { person_id, rev, records, aliases };
}

/** @param {Records} records @param {News} news */
function merged(records, { person, records: rows = {} }) {
  const after = new Records(person ?? records.person, records.copy().tables);
  for (const table of TABLES) for (const row of rows[table] ?? []) after.put(table, row);
  return after;
}
