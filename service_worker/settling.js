/** What became of what was sent: done, refused, mended elsewhere; and the news that came with that. */
import { freed, settle, told, tryAgain } from "./outbox.js";
import { absorb, closed, isNews } from "./replica.js";
import { write } from "./store.js";
import { MINUTE } from "./time.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./outbox.js").Answer} Answer
 * @typedef {import("./replica.js").Replica} Replica
 * @typedef {import("./replica.js").News} News
 * @typedef {{epoch: number, rev: number}} Asked in whose time, and after which revision
 */

const WAS_CLEARED =
  "This browser had cleared what Wellmet kept on this phone. It has been fetched again. What had not been sent is gone.";
/** As many acts as somebody may have sent from pages that are still open. */
const REMEMBERED = 50;

/**
 * What the server said to what was sent, and the news it gave with that: nothing, if it was asked for
 * before somebody left, or for other records than those that are kept by now.
 * @param {View} view
 * @param {Answer[]} answers
 * @param {News} news
 * @param {Asked} asked
 * @returns {Promise<boolean>} whether it was heard
 */
export async function hear(view, answers, news, asked) {
  const before = await knownOf(view, news.person_id);
  const rev = before.replica?.rev ?? 0;
  // A part of the news says nothing without what was before it.
  const fits = news.whole || (before.replica !== null && asked.rev === rev);
  if (asked.epoch !== view.epoch || !fits) return false;
  const { left, gone, changed, renamed } = settle(before.entries, answers);
  const replica = remembering(absorb(before.replica, news), gone, renamed);
  const jumped = setClock(view, news);
  if (view.person && replica === before.replica && !changed.length && !jumped) return true;
  const isKept = await write(view.db, async (writing) => {
    if (!(await isAsKnown(writing, asked.epoch, news.person_id, rev))) return false;
    await keep(writing, replica, view.offset);
    for (const entry of gone) await writing.objectStore("outbox").delete(entry.seq);
    for (const entry of changed) await writing.objectStore("outbox").put(entry);
    if (news.refetched) await view.telling.keep(writing, { text: WAS_CLEARED });
    return true;
  });
  if (!isKept) return view.forget();
  if (!view.person || jumped || isNews(news, view.person.records)) view.surprises++;
  view.show(replica, left);
  return true;
}

/** Keep an act for its person to mend or discard. @param {View} view @param {string} key @param {import("./outbox.js").Refusal} refused */
export function refuse(view, key, refused) {
  return change(view, key, (entry, entries) => entries.map((one) => (one === entry ? { ...entry, refused } : one)));
}

/** Let a refused act go out once more, as it is, and what was refused for want of it. @param {View} view @param {string} key */
export function retry(view, key) {
  return change(view, key, (entry, entries) => freed(entries, entry).map((one) => (one === entry ? tryAgain(entry) : one)));
}

/** Forget a refused act. @param {View} view @param {string} key */
export async function discard(view, key) {
  const { replica, entries } = view.person ?? {};
  const entry = entries?.find((one) => one.key === key);
  if (!replica || !entries || !entry) return;
  await write(view.db, (writing) => writing.objectStore("outbox").delete(entry.seq));
  view.show(replica, entries.filter((one) => one !== entry));
}

/** @param {View} view @param {string} key @param {(entry: Entry, entries: Entry[]) => Entry[]} how */
async function change(view, key, how) {
  const { replica, entries } = view.person ?? {};
  const entry = entries?.find((one) => one.key === key);
  if (!replica || !entries || !entry) return;
  const after = how(entry, entries);
  await write(view.db, async (writing) => {
    for (const one of after) if (!entries.includes(one)) await writing.objectStore("outbox").put(one);
  });
  view.show(replica, after);
}

/** @param {View} view @param {string} id @returns {Promise<{replica: Replica | null, entries: Entry[]}>} */
async function knownOf(view, id) {
  return view.person?.replica.person_id === id ? view.person : view.kept(id);
}

/**
 * Whether the disk says what this worker knows: another may have taken its place while it asked.
 * @param {import("./store.js").Writing} writing
 * @param {number} epoch
 * @param {string} personId
 * @param {number} rev
 */
async function isAsKnown(writing, epoch, personId, rev) {
  const now = (await writing.objectStore("facts").get("epoch")) ?? 0;
  const kept = await writing.objectStore("replicas").get(personId);
  return now === epoch && (kept?.rev ?? 0) === rev;
}

/**
 * Set the server's clock by what it says.
 * @param {View} view
 * @param {News} news
 * @returns {boolean} whether it was far from where it was thought to be
 */
function setClock(view, { now }) {
  const before = view.offset;
  view.offset = Date.parse(now) - view.clock();
  return Math.abs(view.offset - before) > MINUTE;
}

/**
 * What anybody else could see on this phone goes when somebody signs in; what waits of theirs stays.
 * @param {import("./store.js").Writing} writing
 * @param {Replica} replica
 * @param {number} offset
 */
async function keep(writing, replica, offset) {
  const [facts, replicas] = [writing.objectStore("facts"), writing.objectStore("replicas")];
  await facts.put(replica.person_id, "current");
  await facts.put(offset, "offset");
  for (const other of await replicas.getAllKeys()) if (other !== replica.person_id) await replicas.delete(other);
  await replicas.put(closed(replica));
}

/**
 * The replica, with what the server has done of this phone's acts.
 * @param {Replica} replica
 * @param {Entry[]} gone
 * @param {Record<string, string>} renamed
 * @returns {Replica}
 */
function remembering(replica, gone, renamed) {
  if (!gone.length) return replica;
  const done = gone.map((entry) => ({ said: told(entry), onward: entry.onward }));
  return { ...replica, aliases: { ...replica.aliases, ...renamed }, done: [...replica.done, ...done].slice(-REMEMBERED) };
}
