/**
 * When the phone speaks with the server, and what it makes of the answer: what waits goes out, the
 * news come in. After a failure it waits longer each time, and never as long as the next phone: a
 * hall that gets its network back must not fall on the server at once.
 */
import { BATCH, due, sent } from "./outbox.js";
import { since } from "./replica.js";
import { MINUTE } from "./time.js";

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5 * MINUTE;
/** What is pulled that often is fresh enough for somebody who walks from page to page. */
const FRESH_FOR = 10_000;
/** When the network comes back it does so for everybody in the hall. */
const SPREAD = 8_000;
const TIMEOUT = 30_000;
/** As often an act is tried again at which the server fails. */
const TRIES = 6;
const JSON_BODY = { "Content-Type": "application/json" };

/**
 * @typedef {import("./phone.js").Phone} Phone
 * @typedef {import("./view.js").Person} Person
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {(path: string, options?: RequestInit) => Promise<Response>} Fetch
 * @typedef {"done" | "signed-out" | "ended" | "other" | "later" | "unreachable"} Outcome
 */

export class Sync {
  #failures = 0;
  /** How often in a row the server itself failed at the first act. */
  #faults = 0;
  #tiredUntil = 0;
  #toldUntil = 0;
  #triedAt = -Infinity;
  #most = BATCH;
  #aside = 0;
  #pulledAt = -Infinity;
  /** @type {Promise<Outcome> | null} */
  #underWay = null;
  /** Whether the server has said that nobody is signed in here. */
  signedOut = false;

  /**
   * @param {Phone} phone
   * @param {Fetch} fetch
   * @param {() => number} random from 0 to 1
   */
  constructor(phone, fetch, random = Math.random) {
    this.phone = phone;
    this.fetch = fetch;
    this.random = random;
  }

  /** Milliseconds to wait before what `wake` asks for, so that a hall of phones does not ask at once. */
  spread() {
    return this.random() * SPREAD;
  }

  /**
   * Milliseconds until the server may be asked again. Somebody who waits may ask although the last
   * try failed, but not before the time the server has named.
   * @param {boolean} [now]
   */
  pause(now = false) {
    const until = now ? this.#toldUntil : Math.max(this.#toldUntil, this.#tiredUntil);
    const left = Math.max(0, until - this.phone.clock());
    // A clock that was set back would make it hours.
    return this.#since(this.#triedAt) < 0 ? 0 : left;
  }

  /**
   * Send what waits and fetch the news, unless a pause is due or both are fresh.
   * @param {{now?: boolean}} [how] `now`: somebody waits for it
   * @returns {Promise<Outcome>}
   */
  async wake({ now = false } = {}) {
    // What was queued while an exchange is under way goes out with the one after it.
    if (this.#underWay) await this.#underWay;
    if (this.#underWay) return this.#underWay;
    if (this.#aside || this.pause(now)) return "later";
    this.#underWay = this.#exchange(now).finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  /**
   * Ask the server nothing while it changes who is signed in: it might still tell of the one before.
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  async aside(act) {
    this.#aside++;
    try {
      return await act();
    } finally {
      this.#aside--;
    }
  }

  /** Whether the server itself says that nobody is signed in here. */
  async hearsOfNobody() {
    const said = await this.#ask("/replica").then((answer) => answer.json()).catch(() => null);
    return said?.error === "signed-out";
  }

  /** @param {boolean} now @returns {Promise<Outcome>} */
  async #exchange(now) {
    const { person, asked } = await this.phone.asking();
    const acts = due(person?.entries ?? [], this.#most);
    const age = this.#since(this.#pulledAt);
    const isFresh = person !== null && age >= 0 && age < FRESH_FOR;
    if (!acts.length && isFresh && !now) return "done";
    try {
      const response = await (person && acts.length ? this.#push(person, acts) : this.#pull(person));
      return await this.#judge(response, acts, asked);
    } catch {
      // A batch that does not get through in time may be too much for this network.
      this.#most = Math.max(1, this.#most >> 1);
      return this.#rest();
    }
  }

  /** @param {Person} person @param {Entry[]} acts */
  async #push({ replica }, acts) {
    const body = {
      person: replica.person_id,
      phone: await this.phone.name(),
      since: since(replica),
      sent_at: this.phone.clock(),
      acts: acts.map(sent),
    };
    return this.#ask("/outbox", { method: "POST", headers: JSON_BODY, body: JSON.stringify(body) });
  }

  /** @param {Person | null} person */
  async #pull(person) {
    const asked = new URLSearchParams({ since: String(since(person?.replica)), phone: await this.phone.name() });
    if (person) asked.set("person", person.replica.person_id);
    if (person && hasNoYoungCode(person, this.phone.now())) asked.set("codes", "stale");
    return this.#ask(`/replica?${asked}`);
  }

  /** @param {string} path @param {RequestInit} [options] */
  #ask(path, options) {
    return this.fetch(path, { ...options, redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
  }

  /**
   * Only the server's own words count: a proxy or a portal in between answers with what it likes.
   * @param {Response} response @param {Entry[]} acts @param {import("./settling.js").Asked} asked
   * @returns {Promise<Outcome>}
   */
  async #refused(response, acts, asked) {
    const { error, ended } = await response.json().catch(() => ({}));
    if (error === "unreadable") return this.#unreadable(acts);
    if (error === "signed-out" && ended) return this.#end(asked);
    if (error === "signed-out") return this.#leave(error);
    if (error === "other-person") return this.#leave("other");
    return this.#rest(Number(response.headers.get("Retry-After")));
  }

  /** @param {Response} response @param {Entry[]} acts @param {import("./settling.js").Asked} asked @returns {Promise<Outcome>} */
  async #judge(response, acts, asked) {
    if (!response.ok) return this.#refused(response, acts, asked);
    const said = await response.json();
    if (!(await this.phone.hear(said.answers ?? [], said.replica ?? said, asked))) return "later";
    if (said.answers?.length === 0) return this.#held(said);
    this.#well();
    // A pull may have told whose phone this is again: what they left waiting goes out now.
    if (!said.answers) return due((await this.phone.person())?.entries ?? []).length ? this.#exchange(false) : "done";
    const keys = acts.map(({ key }) => key);
    const isAnswered = said.answers.some((/** @type {{key: string}} */ { key }) => keys.includes(key));
    return said.retry_after || !isAnswered ? this.#rest(said.retry_after ?? 0) : this.#exchange(false);
  }

  /**
   * The first act could not be done now. One at which the server itself fails, again and again, is its
   * person's to see: what comes after it must not wait for ever.
   * @param {{retry_after: number | null, stopped_by?: number}} said
   * @returns {Promise<Outcome>}
   */
  async #held({ retry_after, stopped_by }) {
    this.#faults = stopped_by === 500 ? this.#faults + 1 : 0;
    if (this.#faults <= TRIES) return this.#rest(retry_after ?? 0);
    const [first] = due((await this.phone.person())?.entries ?? []);
    if (first) await this.phone.refuse(first.key, { status: 500, sentence: "", html: "" });
    this.#failures = this.#faults = 0;
    return this.#exchange(false);
  }

  /**
   * A batch that the server cannot read must not hold up what could be read: each act goes alone,
   * and the one at fault is its person's to mend.
   * @param {Entry[]} acts
   * @returns {Promise<Outcome>}
   */
  async #unreadable(acts) {
    const [first] = acts;
    if (!first) return this.#rest();
    if (acts.length === 1) await this.phone.refuse(first.key, { status: 400, sentence: "", html: "" });
    this.#most = 1;
    return this.#exchange(false);
  }

  #well() {
    this.#most = BATCH;
    this.#failures = this.#faults = this.#tiredUntil = this.#toldUntil = 0;
    this.#pulledAt = this.phone.clock();
    this.signedOut = false;
  }

  /** @param {"signed-out" | "other"} outcome @returns {Promise<Outcome>} */
  async #leave(outcome) {
    this.signedOut = outcome === "signed-out";
    if (!this.signedOut) await this.phone.leave();
    return outcome;
  }

  /** Their person ended this sign-in elsewhere. @param {import("./settling.js").Asked} asked @returns {Promise<Outcome>} */
  async #end(asked) {
    this.signedOut = true;
    await this.phone.end(asked);
    return "ended";
  }

  /** @param {number} [seconds] what the server asked for @returns {Outcome} */
  #rest(seconds = 0) {
    const longest = Math.min(FIRST_PAUSE * 2 ** this.#failures++, LONGEST_PAUSE);
    const pause = longest * (0.5 + this.random() / 2);
    this.#triedAt = this.phone.clock();
    this.#tiredUntil = this.#triedAt + pause;
    if (seconds) this.#toldUntil = this.#triedAt + Math.min(seconds * 1000, LONGEST_PAUSE) + pause;
    return "unreachable";
  }

  /** @param {number} moment ms; negative where the clock was set back meanwhile */
  #since(moment) {
    return this.phone.clock() - moment;
  }
}

/** Whether *My code* could not be shown any more without a network. @param {Person} person @param {string} now */
function hasNoYoungCode({ records }, now) {
  const codes = /** @type {{event_id: string | null, young_until: string}[]} */ (records.person.codes ?? []);
  return !codes.some(({ event_id, young_until }) => event_id === null && young_until > now);
}
