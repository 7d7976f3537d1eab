/**
 * What one phone shows: the server's records with what waits applied to them, for the person it is in
 * the hands of now.
 *
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./replica.js").Replica} Replica
 * @typedef {import("./store.js").Database} Database
 *
 * @typedef {object} Person somebody whose phone this is now
 * @property {Replica} replica what the server said
 * @property {Entry[]} entries what waits, in order
 * @property {import("./records.js").Records} records what they see: the one with the other applied
 * @property {Record<string, string>} aliases from ids made here to those under which it is seen
 */
import { rename } from "./outbox.js";
import { opened } from "./replica.js";
import { fact } from "./store.js";
import { Telling } from "./telling.js";
import { moment } from "./time.js";
import { redo } from "./twin.js";

export class View {
  /** @type {Person | null | undefined} not read yet while undefined */
  person;
  /** How far the server's clock is ahead of this one. */
  offset = 0;
  /** Counts who came and went: what was asked for one person must not be heard for the next. */
  epoch = 0;
  /** Counts how often the server told what the person does not see yet. */
  surprises = 0;

  /**
   * @param {Database} db
   * @param {() => number} clock this phone's, ms
   */
  constructor(db, clock) {
    this.db = db;
    this.clock = clock;
    this.telling = new Telling(db);
  }

  /** The server's time, as far as this phone knows. */
  now() {
    return moment(this.clock() + this.offset);
  }

  /** Take from the disk whose phone it is, and what is theirs. */
  async read() {
    const names = ["offset", "epoch", "current"];
    const [offset, epoch, id] = await Promise.all(names.map((name) => fact(this.db, name)));
    this.offset = offset ?? 0;
    this.epoch = epoch ?? 0;
    this.person = null;
    if (!id) return;
    const { replica, entries } = await this.kept(id);
    if (replica) this.show(replica, entries);
  }

  /** Know nothing but what the disk says: another worker has written there. */
  forget() {
    this.person = undefined;
    return false;
  }

  /** What the disk holds of a person. @param {string} id @returns {Promise<{replica: Replica | null, entries: Entry[]}>} */
  async kept(id) {
    const [kept, entries] = await Promise.all([
      this.db.get("replicas", id),
      this.db.getAllFromIndex("outbox", "person", id),
    ]);
    return { replica: kept ? opened(kept) : null, entries };
  }

  /**
   * What waits applied to what the server said: a phone never shows less than its person did.
   * @param {Replica} replica
   * @param {Entry[]} entries
   */
  show(replica, entries) {
    const standing = entries.filter(({ refused }) => !refused);
    this.person = { replica, entries, ...this.applied(replica, standing) };
  }

  /**
   * The server's records with these acts done.
   * @param {Replica} replica
   * @param {Entry[]} entries
   */
  applied(replica, entries) {
    const records = replica.records.copy();
    const aliases = { ...replica.aliases };
    for (const entry of entries) Object.assign(aliases, this.#redo(records, rename(entry, aliases)));
    return { records, aliases };
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
