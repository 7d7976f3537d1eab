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
import { before, hangsOn, rename, saying, settle, tryAgain, withIdOf } from "./outbox.js";
import { absorb, closed, isNews, opened } from "./replica.js";
import { fact, write } from "./store.js";
import { MINUTE, moment } from "./time.js";
import { redo, take } from "./twin.js";

const WAS_CLEARED =
  "This browser had cleared what Wellmet kept on this phone. It has been fetched again. What had not been sent is gone.";
/** As many acts as somebody may have sent from pages that are still open. */
const REMEMBERED = 50;

export class Phone {
  /** @type {Person | null | undefined} not read yet while undefined */
  #person;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** Whether there may be something to tell: to ask the disk takes longer than to draw a page. */
  /** The key of the refused act whose form came back from the phone itself. */
  #mending = "";
  #mayTell = true;

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
    // Counts how often the server told what the person does not see yet.
    this.surprises = 0;
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
      this.#person = null;
      await write(this.db, async (writing) => {
        await writing.objectStore("facts").delete("current");
        await writing.objectStore("facts").delete("said");
      });
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
    await this.#alone(async () => {
      if (this.#person?.replica.person_id === personId) this.#person = null;
      await write(this.db, (writing) => writing.objectStore("replicas").delete(personId));
    });
  }

  /** Whether the browser has promised to keep what is here: "yes", "no", "unknown"; "" unasked. */
  async kept() {
    return (await fact(this.db, "kept")) ?? "";
  }

  /** @param {"yes" | "no" | "unknown"} kept what the browser said */
  async promised(kept) {
    await this.#alone(() => write(this.db, (writing) => writing.objectStore("facts").put(kept, "kept")));
  }

  /** Keep what the next page is to tell. @param {Said} said */
  say(said) {
    return this.#alone(() => this.#tellNow(said));
  }

  /** What this page is to tell; told once. @returns {Promise<Said[]>} */
  async said() {
    if (!this.#mayTell) return [];
    // Before the disk is asked: what is told meanwhile is told by the next page.
    this.#mayTell = false;
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
  #tellNow(said) {
    return write(this.db, (writing) => this.#tell(writing, said));
  }

  /** @param {import("./store.js").Writing} writing @param {Said} said */
  async #tell(writing, said) {
    const facts = writing.objectStore("facts");
    await facts.put([...((await facts.get("said")) ?? []), said], "said");
    writing.done.then(() => (this.#mayTell = true), () => {});
  }

  async #read() {
    const [offset, id] = await Promise.all([fact(this.db, "offset"), fact(this.db, "current")]);
    this.offset = offset ?? 0;
    if (!id) return null;
    const [kept, entries] = await Promise.all([this.db.get("replicas", id), this.#waiting(id)]);
    return kept ? this.#seen(opened(kept), entries) : null;
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
    const mended = this.#mended(entries, rename(act, aliases), mends);
    const taken = take(records, rename(mended ? withIdOf(act, mended) : act, aliases));
    if (mended && "page" in taken) this.#mending = mended.key;
    if ("location" in taken && !taken.done && taken.said) await this.#tellNow(taken.said);
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

  /**
   * The refused act that this one mends: sent from that one's page, or from the form that followed.
   * @param {Entry[]} entries @param {Act} act @param {string} [mends]
   */
  #mended(entries, { path }, mends = this.#mending) {
    return entries.find((entry) => entry.key === mends && entry.refused && entry.path === path);
  }

  /** @param {Omit<Entry, "seq">} entry @param {Said | null} said @returns {Promise<Entry>} */
  async #queue(entry, said) {
    const seq = await write(this.db, async (writing) => {
      if (said) await this.#tell(writing, said);
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
    const others = entries.map((one) => (hangsOn(mended, one) ? tryAgain(one) : one));
    const after = others.map((one) => (one.seq === mended.seq ? mended : one));
    await write(this.db, async (writing) => {
      if (said) await this.#tell(writing, said);
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
    if (!this.#person || jumped || isNews(news, this.#person.records)) this.surprises++;
    if (this.#person && replica === before.replica && !changed.length && !jumped) return;
    await write(this.db, async (writing) => {
      await writing.objectStore("facts").put(news.person_id, "current");
      await writing.objectStore("facts").put(this.offset, "offset");
      await onlyOf(writing, news.person_id);
      await writing.objectStore("replicas").put(closed(replica));
      for (const entry of gone) await writing.objectStore("outbox").delete(entry.seq);
      for (const entry of changed) await writing.objectStore("outbox").put(entry);
      if (news.refetched) await this.#tell(writing, { text: WAS_CLEARED });
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
    const aliases = { ...replica.aliases };
    for (const entry of entries) if (!entry.refused) Object.assign(aliases, this.#redo(records, rename(entry, aliases)));
    return { replica, entries, records, aliases };
  }

  /** @param {import("./records.js").Records} records @param {Entry} entry @returns {Record<string, string>} */
  #redo(records, entry) {
    try {
      return redo(records, { ...entry, made_at: moment(entry.made_at + this.offset) });
    } catch (fault) {
      // What this version cannot show still goes out; the rest must be seen meanwhile.
      console.error(fault);
      return {};
    }
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

/**
 * What anybody else could see on this phone goes when somebody signs in; what waits of theirs stays.
 * @param {import("./store.js").Writing} writing
 * @param {string} personId
 */
async function onlyOf(writing, personId) {
  const replicas = writing.objectStore("replicas");
  for (const other of await replicas.getAllKeys()) if (other !== personId) await replicas.delete(other);
}
