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
 */
import { newId } from "./ids.js";
import { rename, sameAct, settle } from "./outbox.js";
import { absorb, closed, opened } from "./replica.js";
import { fact, write } from "./store.js";
import { moment } from "./time.js";
import { redo, take } from "./twin.js";

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
   */
  async hear(answers, news) {
    await this.person();
    await this.#alone(() => this.#hear(answers, news));
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

  /**
   * Nobody is known to be signed in. What waits is kept for its person's return; `wholly` forgets
   * what they could see.
   * @param {{wholly: boolean}} how
   */
  async leave({ wholly }) {
    const person = await this.person();
    await this.#alone(async () => {
      await write(this.db, async (writing) => {
        await writing.objectStore("facts").delete("current");
        await writing.objectStore("facts").delete("said");
        if (wholly && person) await writing.objectStore("replicas").delete(person.replica.person_id);
      });
      this.#person = null;
    });
  }

  /** Whoever it was before `leave`. @param {string} personId */
  async comeBack(personId) {
    await this.#alone(async () => {
      await write(this.db, (writing) => writing.objectStore("facts").put(personId, "current"));
      this.#person = await this.#read();
    });
  }

  /** Keep what the next page is to tell. @param {Said} said */
  say(said) {
    return this.#alone(() => write(this.db, (writing) => tell(writing, said)));
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

  async #read() {
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
  async #act({ replica, entries, records }, act, mends) {
    const known = sameAct(entries, act);
    if (known) return { location: known.onward, said: null, records };
    const doing = rename(withFreshId(act, records), replica.aliases);
    const taken = take(records, doing);
    if (!("location" in taken)) return taken;
    const { key, path, fields } = doing;
    const mended = entries.find((entry) => entry.key === mends && entry.refused);
    const onward = taken.location;
    const entry = { key, path, fields, onward, person: replica.person_id, made_at: this.clock(), seen: replica.rev };
    const seq = await this.#queue(entry, mended, taken.said);
    this.#person = { replica, entries: [...entries.filter((one) => one !== mended), { ...entry, seq }], records: taken.records };
    return taken;
  }

  /** @param {Omit<Entry, "seq">} entry @param {Entry | undefined} mended @param {Said | null} said */
  #queue(entry, mended, said) {
    return write(this.db, async (writing) => {
      if (mended) await writing.objectStore("outbox").delete(mended.seq);
      if (said) await tell(writing, said);
      return /** @type {Promise<number>} */ (writing.objectStore("outbox").add(entry));
    });
  }

  /** @param {Answer[]} answers @param {News} news */
  async #hear(answers, news) {
    const before = await this.#whose(news);
    const { left, gone, changed, renamed } = settle(before.entries, answers);
    const replica = absorb(before.replica, news, renamed);
    this.offset = Date.parse(news.now) - this.clock();
    if (replica === before.replica && !gone.length && !changed.length) return;
    await write(this.db, async (writing) => {
      await writing.objectStore("facts").put(news.person_id, "current");
      await writing.objectStore("replicas").put(closed(replica));
      for (const entry of gone) await writing.objectStore("outbox").delete(entry.seq);
      for (const entry of changed) await writing.objectStore("outbox").put(entry);
    });
    this.#settle(replica, left);
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
    for (const entry of entries) if (!entry.refused) redo(records, { ...entry, made_at: moment(entry.made_at + this.offset) });
    return { replica, entries, records };
  }
}

/**
 * A page from the back/forward cache posts its old id with other content: that is another act.
 * @param {Act} act
 * @param {import("./records.js").Records} records
 * @returns {Act}
 */
function withFreshId(act, records) {
  const fields = act.fields.map(([name, value]) =>
    /** @type {[string, string]} */ ([name, name === "id" && records.holds(value) ? newId() : value]),
  );
  return { ...act, fields };
}

/** @param {import("./store.js").Writing} writing @param {Said} said */
async function tell(writing, said) {
  const facts = writing.objectStore("facts");
  await facts.put([...((await facts.get("said")) ?? []), said], "said");
}
