/**
 * One phone: whose it is now, what they see, and what waits. Everything the worker knows passes
 * through here, one change at a time.
 *
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./outbox.js").Answer} Answer
 * @typedef {import("./replica.js").Replica} Replica
 * @typedef {import("./replica.js").News} News
 * @typedef {import("./store.js").Database} Database
 * @typedef {import("./twin.js").Act} Act
 * @typedef {import("./twin.js").Said} Said
 *
 * @typedef {object} Person somebody whose phone this is now
 * @property {Replica} replica what the server said
 * @property {Entry[]} entries what waits, in order
 * @property {import("./records.js").Records} records what they see: the one with the other applied
 * @property {Record<string, string>} aliases from ids made here to those under which it is seen
 */
import { newId } from "./ids.js";
import { before, proposed, rename, saying, settle, tryAgain, withIdOf } from "./outbox.js";
import { absorb, closed, opened } from "./replica.js";
import { fact, write } from "./store.js";
import { MINUTE, moment } from "./time.js";
import { redo, take } from "./twin.js";

const MAY_BE_CLEARED =
  "This browser may clear what is kept on this phone when space runs short. On the home screen Wellmet is safer.";
const WAS_CLEARED =
  "This browser had cleared what Wellmet kept on this phone. It has been fetched again. What had not been sent is gone.";
/** As many acts as somebody may have sent from pages that are still open. */
const REMEMBERED = 50;

export class Phone {
  /** @type {Person | null | undefined} not read yet while undefined */
  #person;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {Database} db
   * @param {() => number} clock this phone's, ms
   */
  constructor(db, clock) {
    this.db = db;
    this.clock = clock;
    // How far the server's clock is ahead of this one.
    this.offset = 0;
    // Counts who came and went: what was asked for one person must not be heard for the next.
    this.epoch = 0;
  }

  /** Whose phone this is now, with all that is theirs; nobody's before the first pull. */
  async person() {
    if (this.#person === undefined) await this.#alone(async () => (this.#person ??= await this.#read()));
    return this.#person ?? null;
  }

  /** The server's time, as far as this phone knows. */
  now() {
    return moment(this.clock() + this.offset);
  }

  /** This installation, among all the phones of a person. */
  async name() {
    return (await fact(this.db, "phone")) ?? this.#alone(() => this.#named());
  }

  /**
   * Do what a form says: kept on the disk before this resolves.
   * @param {string} path
   * @param {[string, string][]} fields
   * @param {string} [mends] the key of a refused act, which this one takes the place of
   */
  async act(path, fields, mends) {
    await this.person();
    return this.#alone(async () => {
      const person = this.#person;
      return person ? this.#act(person, { key: newId(), path, fields, made_at: this.now() }, mends) : { missing: true };
    });
  }

  /**
   * What the server said to what was sent, and the news it gave with that.
   * @param {Answer[]} answers
   * @param {News} news
   * @param {number} epoch in which it was asked
   */
  async hear(answers, news, epoch) {
    await this.person();
    await this.#alone(async () => epoch === this.epoch && this.#hear(answers, news));
  }

  /** Keep an act for its person to mend or discard. @param {string} key @param {import("./outbox.js").Refusal} refused */
  async refuse(key, refused) {
    await this.#alone(async () => {
      const { replica, entries } = this.#person ?? {};
      if (!replica || !entries) return;
      const after = entries.map((one) => (one.key === key ? { ...one, refused } : one));
      await write(this.db, (writing) => Promise.all(after.map((one) => writing.objectStore("outbox").put(one))));
      this.#settle(replica, after);
    });
  }

  /** Forget a refused act. @param {string} key */
  async discard(key) {
    await this.person();
    await this.#alone(async () => {
      const entry = this.#person?.entries.find((one) => one.key === key);
      if (!this.#person || !entry) return;
      await write(this.db, (writing) => writing.objectStore("outbox").delete(entry.seq));
      this.#settle(this.#person.replica, this.#person.entries.filter((one) => one !== entry));
    });
  }

  /** Nobody is known to be signed in: nobody sees anything. What is kept stays, for their return. */
  async leave() {
    await this.#alone(async () => {
      this.epoch++;
      await write(this.db, async (writing) => {
        await writing.objectStore("facts").delete("current");
        await writing.objectStore("facts").delete("said");
      });
      this.#person = null;
    });
  }

  /** They did not leave after all. @param {string} personId */
  async comeBack(personId) {
    await this.#alone(async () => {
      await write(this.db, (writing) => writing.objectStore("facts").put(personId, "current"));
      this.#person = await this.#read();
    });
  }

  /** Forget what somebody could see; what waits is kept for their return. @param {string} personId */
  async forget(personId) {
    await this.#alone(() => write(this.db, (writing) => writing.objectStore("replicas").delete(personId)));
  }

  /** Whether the browser has promised to keep what is here: "yes", "no", "unknown"; "" unasked. */
  async kept() {
    return (await fact(this.db, "kept")) ?? "";
  }

  /** @param {"yes" | "no" | "unknown"} kept what the browser said */
  async promised(kept) {
    await this.#alone(() => write(this.db, (writing) => writing.objectStore("facts").put(kept, "kept")));
    if (kept === "no") await this.say({ text: MAY_BE_CLEARED });
  }

  /** Keep what the next page is to tell. @param {Said} said */
  say(said) {
    return this.#alone(() => this.#tell(said));
  }

  /** What this page is to tell; told once. @returns {Promise<Said[]>} */
  async said() {
    if (!(await fact(this.db, "said"))?.length) return [];
    return this.#alone(() =>
      write(this.db, async (writing) => {
        const facts = writing.objectStore("facts");
        const said = await facts.get("said");
        await facts.delete("said");
        return said ?? [];
      }),
    );
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  #alone(act) {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** @param {Said} said */
  #tell(said) {
    return write(this.db, (writing) => tell(writing, said));
  }

  async #read() {
    this.offset = (await fact(this.db, "offset")) ?? 0;
    const id = await fact(this.db, "current");
    const kept = id && (await this.db.get("replicas", id));
    return kept ? this.#seen(opened(kept), await this.#waiting(id)) : null;
  }

  /** @param {string} id @returns {Promise<Entry[]>} */
  #waiting(id) {
    return this.db.getAllFromIndex("outbox", "person", id);
  }

  async #named() {
    const known = await fact(this.db, "phone");
    if (known) return known;
    const name = newId();
    await write(this.db, (writing) => writing.objectStore("facts").put(name, "phone"));
    return name;
  }

  /** @param {Person} person @param {Act} act @param {string} [mends] */
  async #act({ replica, entries, records, aliases }, act, mends) {
    const known = before([...entries, ...replica.done], act);
    if (known) return { location: known.onward, said: null, done: null };
    const mended = entries.find((entry) => entry.key === mends && entry.refused);
    const taken = take(records, rename(mended ? withIdOf(act, mended) : act, aliases));
    if ("location" in taken && !taken.done && taken.said) await this.#tell(taken.said);
    if (!("done" in taken && taken.done)) return taken;
    const { key, path, fields } = taken.done.act;
    const made = { person: replica.person_id, made_at: this.clock(), seen: replica.rev };
    const entry = { key, path, fields, onward: taken.location, ...made };
    if (mended) await this.#mend(replica, entries, { ...entry, seq: mended.seq }, taken.said);
    else {
      const after = [...entries, await this.#queue(entry, taken.said)];
      this.#person = { replica, entries: after, records: taken.done.records, aliases };
    }
    return taken;
  }

  /** @param {Omit<Entry, "seq">} entry @param {Said | null} said @returns {Promise<Entry>} */
  async #queue(entry, said) {
    const seq = await write(this.db, async (writing) => {
      if (said) await tell(writing, said);
      return /** @type {Promise<number>} */ (writing.objectStore("outbox").add(entry));
    });
    return { ...entry, seq };
  }

  /**
   * A mended act takes the place of the refused one; what was refused for want of it is tried again.
   * @param {Replica} replica
   * @param {Entry[]} entries
   * @param {Entry} mended
   * @param {Said | null} said
   */
  async #mend(replica, entries, mended, said) {
    const id = proposed(mended);
    const after = entries.map((one) => (one.seq === mended.seq ? mended : id && one.path.includes(id) ? tryAgain(one) : one));
    await write(this.db, async (writing) => {
      if (said) await tell(writing, said);
      for (const entry of after) await writing.objectStore("outbox").put(entry);
    });
    this.#settle(replica, after);
  }

  /** @param {Answer[]} answers @param {News} news */
  async #hear(answers, news) {
    const before = await this.#whose(news);
    const { left, gone, changed, renamed } = settle(before.entries, answers);
    const replica = remembering(absorb(before.replica, news), gone, renamed);
    const offset = Date.parse(news.now) - this.clock();
    const jumped = Math.abs(offset - this.offset) > MINUTE;
    this.offset = offset;
    if (this.#person && replica === before.replica && !changed.length && !jumped) return;
    await write(this.db, async (writing) => {
      await writing.objectStore("facts").put(news.person_id, "current");
      await writing.objectStore("facts").put(this.offset, "offset");
      await writing.objectStore("replicas").put(closed(replica));
      for (const entry of gone) await writing.objectStore("outbox").delete(entry.seq);
      for (const entry of changed) await writing.objectStore("outbox").put(entry);
    });
    this.#settle(replica, left);
    if (news.refetched) this.say({ text: WAS_CLEARED });
  }

  /** @param {News} news @returns {Promise<{replica: Replica | null, entries: Entry[]}>} */
  async #whose({ person_id }) {
    if (this.#person?.replica.person_id === person_id) return this.#person;
    const kept = await this.db.get("replicas", person_id);
    return { replica: kept ? opened(kept) : null, entries: await this.#waiting(person_id) };
  }

  /** @param {Replica} replica @param {Entry[]} entries */
  #settle(replica, entries) {
    this.#person = this.#seen(replica, entries);
  }

  /**
   * What waits applied to what the server said: a phone never shows less than its person did.
   * @param {Replica} replica
   * @param {Entry[]} entries
   * @returns {Person}
   */
  #seen(replica, entries) {
    const records = replica.records.copy();
    const aliases = { ...replica.aliases };
    for (const entry of entries.filter(({ refused }) => !refused)) {
      const act = { ...entry, made_at: moment(entry.made_at + this.offset) };
      Object.assign(aliases, redo(records, rename(act, aliases)));
    }
    return { replica, entries, records, aliases };
  }
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

/** @param {import("./store.js").Writing} writing @param {Said} said */
async function tell(writing, said) {
  const facts = writing.objectStore("facts");
  await facts.put([...((await facts.get("said")) ?? []), said], "said");
}
