/** What became of what was sent: done, refused, mended elsewhere; and the news that came with that. */
import { saying, settle } from "./outbox.js";
import { absorb, closed, isNews } from "./replica.js";
import { write } from "./store.js";
import { MINUTE } from "./time.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./outbox.js").Answer} Answer
 * @typedef {import("./replica.js").Replica} Replica
 * @typedef {import("./replica.js").News} News
 */

const WAS_CLEARED =
  "This browser had cleared what Wellmet kept on this phone. It has been fetched again. What had not been sent is gone.";
/** As many acts as somebody may have sent from pages that are still open. */
const REMEMBERED = 50;

/**
 * What the server said to what was sent, and the news it gave with that.
 * @param {View} view
 * @param {Answer[]} answers
 * @param {News} news
 */
export async function hear(view, answers, news) {
  const before = await knownOf(view, news.person_id);
  const { left, gone, changed, renamed } = settle(before.entries, answers);
  const replica = remembering(absorb(before.replica, news), gone, renamed);
  const offset = Date.parse(news.now) - view.clock();
  const jumped = Math.abs(offset - view.offset) > MINUTE;
  view.offset = offset;
  if (!view.person || jumped || isNews(news, view.person.records)) view.surprises++;
  if (view.person && replica === before.replica && !changed.length && !jumped) return;
  await write(view.db, async (writing) => {
    await writing.objectStore("facts").put(news.person_id, "current");
    await writing.objectStore("facts").put(offset, "offset");
    await onlyOf(writing, news.person_id);
    await writing.objectStore("replicas").put(closed(replica));
    for (const entry of gone) await writing.objectStore("outbox").delete(entry.seq);
    for (const entry of changed) await writing.objectStore("outbox").put(entry);
    if (news.refetched) await view.telling.keep(writing, { text: WAS_CLEARED });
  });
  view.show(replica, left);
}

/** Keep an act for its person to mend or discard. @param {View} view @param {string} key @param {import("./outbox.js").Refusal} refused */
export async function refuse(view, key, refused) {
  const { replica, entries } = view.person ?? {};
  if (!replica || !entries) return;
  const after = entries.map((one) => (one.key === key ? { ...one, refused } : one));
  await write(view.db, (writing) => Promise.all(after.map((one) => writing.objectStore("outbox").put(one))));
  view.show(replica, after);
}

/** Forget a refused act. @param {View} view @param {string} key */
export async function discard(view, key) {
  const { replica, entries } = view.person ?? {};
  const entry = entries?.find((one) => one.key === key);
  if (!replica || !entries || !entry) return;
  await write(view.db, (writing) => writing.objectStore("outbox").delete(entry.seq));
  view.show(replica, entries.filter((one) => one !== entry));
}

/** @param {View} view @param {string} id @returns {Promise<{replica: Replica | null, entries: Entry[]}>} */
async function knownOf(view, id) {
  return view.person?.replica.person_id === id ? view.person : view.kept(id);
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
  const done = gone.map((entry) => ({ said: saying(entry), onward: entry.onward }));
  return { ...replica, aliases: { ...replica.aliases, ...renamed }, done: [...replica.done, ...done].slice(-REMEMBERED) };
}

/**
 * What anybody else could see on this phone goes when somebody signs in; what waits of theirs stays.
 * @param {import("./store.js").Writing} writing
 * @param {string} personId
 */
async function onlyOf(writing, personId) {
  const replicas = writing.objectStore("replicas");
  for (const other of await replicas.getAllKeys()) if (other !== personId) await replicas.delete(other);
}
