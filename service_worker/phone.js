/**
 * One phone. Everything the worker knows passes through here, one change at a time: `doing.js` says
 * what an act changes, `settling.js` what the server's answer does, `whose.js` who is signed in.
 *
 * @typedef {import("./view.js").Person} Person
 * @typedef {import("./outbox.js").Answer} Answer
 * @typedef {import("./replica.js").News} News
 * @typedef {import("./twin.js").Said} Said
 */
import { doAct, say } from "./doing.js";
import { newId } from "./ids.js";
import { discard, hear, refuse, retry } from "./settling.js";
import { fact, write } from "./store.js";
import { HOUR } from "./time.js";
import { View } from "./view.js";
import { comeBack, end, forget, leave, lose } from "./whose.js";

export class Phone {
  #view;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {import("./store.js").Database} db
   * @param {() => number} clock this phone's, ms
   */
  constructor(db, clock) {
    this.db = db;
    this.clock = clock;
    this.#view = new View(db, clock);
  }

  get surprises() {
    return this.#view.surprises;
  }

  /** The server's time, as far as this phone knows. */
  now() {
    return this.#view.now();
  }

  /** Whose phone this is now, with all that is theirs; nobody's before the first pull. @returns {Promise<Person | null>} */
  async person() {
    if (this.#view.person === undefined) await this.#alone(async () => {});
    return this.#view.person ?? null;
  }

  /** Their records as they would be, had the server refused nothing of what they typed. */
  async typed() {
    const person = await this.person();
    return person ? this.#view.applied(person.replica, person.entries).records : undefined;
  }

  /** Whose it is, and what an answer to them is heard by. */
  async asking() {
    const person = await this.person();
    return { person, asked: { epoch: this.#view.epoch, rev: person?.replica.rev ?? 0 } };
  }

  /**
   * @param {string} path
   * @param {[string, string][]} fields
   * @param {string} [mends] the key of a refused act, which this one takes the place of
   */
  act(path, fields, mends) {
    return this.#alone(async (view) => {
      const act = { key: newId(), path, fields, made_at: view.now() };
      return view.person && isOf(view.person, fields) ? doAct(view, view.person, act, mends) : { missing: /** @type {const} */ (true) };
    });
  }

  /** @param {Answer[]} answers @param {News} news @param {import("./settling.js").Asked} asked */
  hear(answers, news, asked) {
    return this.#alone((view) => hear(view, answers, news, asked));
  }

  /** @param {string} key @param {import("./outbox.js").Refusal} refused */
  refuse(key, refused) {
    return this.#alone((view) => refuse(view, key, refused));
  }

  /** @param {string} key */
  discard(key) {
    return this.#alone((view) => discard(view, key));
  }

  /** @param {string} key */
  tryAgain(key) {
    return this.#alone((view) => retry(view, key));
  }

  leave() {
    return this.#alone(leave);
  }

  /** @param {string} personId */
  comeBack(personId) {
    return this.#alone((view) => comeBack(view, personId));
  }

  /** @param {import("./settling.js").Asked} asked */
  end({ epoch }) {
    return this.#alone((view) => end(view, epoch));
  }

  /** @param {string} personId */
  forget(personId) {
    return this.#alone((view) => forget(view, personId));
  }

  /** @param {string} personId */
  lose(personId) {
    return this.#alone((view) => lose(view, personId));
  }

  /** @param {Said} said */
  say(said) {
    return this.#alone((view) => say(view, said));
  }

  /** What this page is to tell; told once. @returns {Promise<Said[]>} */
  async said() {
    const { telling } = this.#view;
    return (await telling.any()) ? this.#alone(() => telling.take()) : [];
  }

  /** This installation, among all the phones of a person. */
  async name() {
    return (await fact(this.db, "phone")) ?? this.#alone(() => this.#named());
  }

  /** Whether the browser has promised to keep what is here: "yes", "no", "unknown"; "" unasked. */
  async kept() {
    return (await fact(this.db, "kept")) ?? "";
  }

  /** @param {"yes" | "no" | "unknown"} kept what the browser said */
  async promised(kept) {
    await this.#alone(() => write(this.db, (writing) => writing.objectStore("facts").put(kept, "kept")));
  }

  /** What another app shared in the last hour while nobody was signed in here; "" where nothing was. @returns {Promise<string>} */
  async shared() {
    const { text = "", at = 0 } = (await fact(this.db, "shared")) ?? {};
    return this.clock() - at < HOUR ? text : "";
  }

  /** @param {string} text */
  async keepShared(text) {
    const shared = { text, at: this.clock() };
    await this.#alone(() => write(this.db, (writing) => writing.objectStore("facts").put(shared, "shared")));
  }

  /**
   * Change what is known after every other change has ended.
   * @template T @param {(view: View) => Promise<T>} act @returns {Promise<T>}
   */
  #alone(act) {
    const turn = this.#last.then(async () => {
      if (this.#view.person === undefined) await this.#view.read();
      return act(this.#view);
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #named() {
    const known = await fact(this.db, "phone");
    if (known) return known;
    const name = newId();
    await write(this.db, (writing) => writing.objectStore("facts").put(name, "phone"));
    return name;
  }
}

/**
 * Whether a form comes from a page of theirs: somebody else's may still be open in another tab. The server
 * says so then.
 * @param {Person} person @param {[string, string][]} fields
 */
function isOf({ replica }, fields) {
  const whose = fields.find(([name]) => name === "whose")?.[1];
  return !whose || whose === replica.person_id;
}
