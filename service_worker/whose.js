/** Who is signed in on this phone: nobody sees what another left there. */
import { write } from "./store.js";

/** @typedef {import("./view.js").View} View */

/** Nobody is known to be signed in: nobody sees anything. What is kept stays, for their return. @param {View} view */
export async function leave(view) {
  view.epoch++;
  view.person = null;
  await write(view.db, async (writing) => {
    await writing.objectStore("facts").delete("current");
    await writing.objectStore("facts").delete("said");
  });
}

/** They did not leave after all. @param {View} view @param {string} personId */
export async function comeBack(view, personId) {
  await write(view.db, (writing) => writing.objectStore("facts").put(personId, "current"));
  await view.read();
}

/** Forget what somebody could see; what waits is kept for their return. @param {View} view @param {string} personId */
export async function forget(view, personId) {
  if (view.person?.replica.person_id === personId) view.person = null;
  await write(view.db, (writing) => writing.objectStore("replicas").delete(personId));
}
