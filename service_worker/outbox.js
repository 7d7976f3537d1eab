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
 * @property {string} [said] what its form said, where that proposed another id
 * @property {Refusal} [refused]
 *
 * @typedef {{status: number, sentence: string, html: string}} Refusal
 * @typedef {{key: string, status: number, location?: string, renamed?: Record<string, string>,
 *   sentence?: string, html?: string}} Answer
 * @typedef {import("./replica.js").Done} Done
 * @typedef {import("./twin.js").Act} Act
 */


/** As many acts as the server takes at once. */
export const BATCH = 50;
/** What becomes of an act when what it belongs to is not there. @type {Refusal} */
export const WANTING = { status: 404, sentence: "", html: "" };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** @param {Entry[]} entries @param {number} [most] @returns {Entry[]} those that go out next */
export function due(entries, most = BATCH) {
  return entries.filter((entry) => !entry.refused).slice(0, most);
}

/** What the server is sent of an entry. @param {Entry} entry */
export function sent({ key, path, fields, made_at, seen }) {
  return { key, path, fields, made_at, seen };
}

/**
 * What an act says, so that the same is known again; "" where its form proposed no id.
 * @param {{path: string, fields: [string, string][]}} act
 */
export function saying({ path, fields }) {
  return fields.some(([name, value]) => name === "id" && value) ? JSON.stringify([path, fields]) : "";
}

/**
 * The act that said the same, waiting or done: a double tap, a form sent again. Only the last that was
 * sent from the form counts: whoever goes from A to B and back to A means it.
 * @param {(Entry | Done)[]} earlier
 * @param {Act} act
 */
export function before(earlier, act) {
  const said = saying(act);
  if (!said) return undefined;
  const last = earlier.findLast((one) => form(told(one)) === form(said));
  return last && told(last) === said ? last : undefined;
}

/** What hangs on a refused act knows it by the id it proposed. @param {Act} act @param {Entry} mended @returns {Act} */
export function withIdOf(act, mended) {
  const fields = act.fields.map(([name, value]) =>
    /** @type {[string, string]} */ ([name, name === "id" ? proposed(mended) : value]),
  );
  return { ...act, fields };
}

/** The id its form proposed. @param {{fields: [string, string][]}} act @returns {string} */
export function proposed({ fields }) {
  return fields.find(([name]) => name === "id")?.[1] ?? "";
}

/**
 * Whether an act was refused for want of another: what the other would have made was not there.
 * @param {Entry} other @param {Entry} entry
 */
export function hangsOn(other, entry) {
  return entry.refused?.status === WANTING.status && entry.seq > other.seq;
}

/**
 * All that waits, where what was refused for want of one of them goes out again.
 * @param {Entry[]} entries @param {Entry} other
 */
export function freed(entries, other) {
  return entries.map((one) => (hangsOn(other, one) ? tryAgain(one) : one));
}

/** @param {Entry} entry @returns {Entry} */
export function tryAgain({ refused: _, ...entry }) {
  return entry;
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

/** What its form said. @param {Entry | Done} one */
export function told(one) {
  return "path" in one ? (one.said ?? saying(one)) : one.said;
}

/** Which form a saying came from: its path, and the id it proposed. @param {string} said */
function form(said) {
  const [path, fields] = said ? JSON.parse(said) : ["", []];
  return JSON.stringify([path, fields.find((/** @type {[string, string]} */ [name]) => name === "id")]);
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
