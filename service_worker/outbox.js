/**
 * The acts that wait on this phone, in their order. An act leaves when the server has done it;
 * one that the server refuses stays, for its person to mend or discard.
 *
 * @typedef {object} Entry
 * @property {number} seq its place in the order
 * @property {string} key names the act to the server, which does it once
 * @property {string} person whose it is
 * @property {string} path
 * @property {[string, string][]} fields
 * @property {number} made_at ms, by this phone's clock
 * @property {number} seen the replica's revision when it was made
 * @property {string} onward where it led its person
 * @property {Refusal} [refused]
 *
 * @typedef {{status: number, sentence: string, html: string}} Refusal
 * @typedef {{key: string, status: number, location?: string, renamed?: Record<string, string>,
 *   sentence?: string, html?: string}} Answer
 * @typedef {import("./store.js").Writing} Writing
 */

/** As many acts as the server takes at once. */
export const BATCH = 50;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** @param {Entry[]} entries @returns {Entry[]} those the server has not seen yet, as many as go at once */
export function due(entries) {
  return entries.filter((entry) => !entry.refused).slice(0, BATCH);
}

/** What the server is sent of an entry. @param {Entry} entry */
export function sent({ key, path, fields, made_at, seen, onward }) {
  return { key, path, fields, made_at, seen, onward };
}

/**
 * The entry that says the same already: a double tap, a form sent again.
 * @param {Entry[]} entries
 * @param {{path: string, fields: [string, string][]}} act
 */
export function sameAct(entries, { path, fields }) {
  const said = JSON.stringify([path, fields]);
  const carriesId = fields.some(([name, value]) => name === "id" && value);
  return carriesId ? entries.find((entry) => JSON.stringify([entry.path, entry.fields]) === said) : undefined;
}

/**
 * What is left after the server answered, and what is to be written down of it.
 * @param {Entry[]} entries
 * @param {Answer[]} answers
 * @returns {{left: Entry[], gone: Entry[], changed: Entry[], renamed: Record<string, string>}}
 */
export function settle(entries, answers) {
  const by = new Map(answers.map((answer) => [answer.key, answer]));
  const renamed = Object.assign({}, ...answers.map((answer) => answer.renamed));
  const gone = entries.filter((entry) => isDone(by.get(entry.key)));
  const left = entries
    .filter((entry) => !gone.includes(entry))
    .map((entry) => afterwards(entry, by.get(entry.key), renamed));
  return { left, gone, changed: left.filter((entry) => !entries.includes(entry)), renamed };
}

/**
 * The same with ids the server keeps under another name.
 * @template {{path: string, fields: [string, string][]}} T
 * @param {T} act
 * @param {Record<string, string>} renamed
 * @returns {T}
 */
export function rename(act, renamed) {
  const other = (/** @type {string} */ text) => text.replace(UUID, (id) => renamed[id] ?? id);
  const path = other(act.path);
  const fields = act.fields.map(([name, value]) => /** @type {[string, string]} */ ([name, other(value)]));
  const same = path === act.path && fields.every(([, value], at) => value === act.fields[at]?.[1]);
  return same ? act : { ...act, path, fields };
}

/** @param {Answer | undefined} answer */
function isDone(answer) {
  return answer !== undefined && answer.status < 400;
}

/** @param {Entry} entry @param {Answer | undefined} answer @param {Record<string, string>} renamed @returns {Entry} */
function afterwards(entry, answer, renamed) {
  if (!answer) return rename(entry, renamed);
  const { status, sentence = "", html = "" } = answer;
  return { ...entry, refused: { status, sentence, html } };
}
