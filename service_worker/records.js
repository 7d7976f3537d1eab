/**
 * What a person owns, as their phone has it: the replica, or the replica with what waits applied.
 *
 * Records are replaced, never changed in place: a copy shares them, and costs next to nothing.
 *
 * @typedef {string} Moment UTC with six digits, "2026-12-03T19:00:00.000000Z": comparing the
 *   strings compares the moments
 * @typedef {string} Day "2026-12-04"
 * @typedef {Record<string, any> & {id: string}} Row one record, by the server's own names
 * @typedef {Record<string, Record<string, Row>>} Tables rows by table and id
 */

export const TABLES = /** @type {const} */ ([
  "attendances",
  "targets",
  "contacts",
  "meetings",
  "promises",
  "notes",
  "touches",
  "steps",
  "messages",
  "proposals",
  "introductions",
  "earlier",
]);

/** @typedef {typeof TABLES[number]} Table */

/** Whether a row is there and says something else. @param {Row | undefined} row @param {Record<string, any>} facts */
export function differs(row, facts) {
  const says = (/** @type {string} */ name) => JSON.stringify(row?.[name]) === JSON.stringify(facts[name]);
  return row !== undefined && !Object.keys(facts).every(says);
}

export class Records {
  /** @type {Map<string, Map<string, Row[]>>} rows by "table.field" and the field's value */
  #indexes = new Map();

  /**
   * @param {Record<string, any>} person whose records these are, ready to show
   * @param {Record<string, Map<string, Row>>} tables
   */
  constructor(person, tables) {
    this.person = person;
    this.tables = tables;
  }

  /** @param {Record<string, any>} person @param {Record<string, Row[]>} rows by table */
  static of(person, rows) {
    const tables = TABLES.map((table) => [table, new Map((rows[table] ?? []).map((row) => [row.id, row]))]);
    return new Records(person, Object.fromEntries(tables));
  }

  /** The same records, to be changed without changing these. */
  copy() {
    const tables = Object.entries(this.tables).map(([name, rows]) => [name, new Map(rows)]);
    return new Records(this.person, Object.fromEntries(tables));
  }

  /** @param {Table} table @param {string | undefined} id @returns {Row | undefined} */
  get(table, id) {
    return this.#table(table).get(id ?? "");
  }

  /** @param {Table} table @returns {Row[]} */
  all(table) {
    return [...this.#table(table).values()];
  }

  /** @param {Table} table @param {string} field @param {string} value @returns {Row[]} in no order that matters */
  where(table, field, value) {
    return this.#index(table, field).get(value) ?? [];
  }

  /** Keep a new row, or another state of one. @param {Table} table @param {Row} row */
  put(table, row) {
    this.#table(table).set(row.id, row);
    for (const name of this.#indexes.keys()) if (name.startsWith(`${table}.`)) this.#indexes.delete(name);
  }

  /**
   * Set facts of a row, if it is there.
   * @param {Table} table @param {string | undefined} id
   * @param {(row: Row) => Record<string, any>} facts from what it was
   */
  set(table, id, facts) {
    const row = this.get(table, id);
    if (row) this.put(table, { ...row, ...facts(row) });
  }

  /** @param {Table} table */
  #table(table) {
    return /** @type {Map<string, Row>} */ (this.tables[table]);
  }

  /** @param {Table} table @param {string} field */
  #index(table, field) {
    const name = `${table}.${field}`;
    const known = this.#indexes.get(name);
    if (known) return known;
    /** @type {Map<string, Row[]>} */
    const index = new Map();
    for (const row of this.#table(table).values()) {
      const rows = index.get(row[field]);
      if (rows) rows.push(row);
      else index.set(row[field], [row]);
    }
    this.#indexes.set(name, index);
    return index;
  }
}
