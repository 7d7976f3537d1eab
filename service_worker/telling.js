/** What the next page is to tell, kept until one has told it. */
import { fact, write } from "./store.js";

/**
 * @typedef {import("./twin.js").Said} Said
 * @typedef {import("./store.js").Writing} Writing
 */

export class Telling {
  /** Whether there may be something to tell: to ask the disk takes longer than to draw a page. */
  #may = true;

  /** @param {import("./store.js").Database} db */
  constructor(db) {
    this.db = db;
  }

  /** Keep it, with whatever else is written. @param {Writing} writing @param {Said} said */
  async keep(writing, said) {
    const facts = writing.objectStore("facts");
    await facts.put([...((await facts.get("said")) ?? []), said], "said");
    writing.done.then(() => (this.#may = true), () => {});
  }

  /** Whether anything is there. */
  async any() {
    if (!this.#may) return false;
    // Before the disk is asked: what is told meanwhile is told by the next page.
    this.#may = false;
    return Boolean((await fact(this.db, "said"))?.length);
  }

  /** All of it, once. @returns {Promise<Said[]>} */
  take() {
    return write(this.db, async (writing) => {
      const facts = writing.objectStore("facts");
      const said = await facts.get("said");
      await facts.delete("said");
      return said ?? [];
    });
  }
}
