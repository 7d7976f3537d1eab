/** Who is signed in on this phone: nobody sees what another left there. */
import { write } from "./store.js";

/** @typedef {import("./view.js").View} View */

/** Nobody is known to be signed in: nobody sees anything. What is kept stays, for their return. @param {View} view */
export async function leave(view) {
  view.person = null;
  view.epoch = await write(view.db, async (writing) => {
    const facts = writing.objectStore("facts");
    const epoch = ((await facts.get("epoch")) ?? 0) + 1;
    for (const name of ["current", "said"]) await facts.delete(name);
    await facts.put(epoch, "epoch");
    return epoch;
  });
}

/** They did not leave after all, unless somebody has left since. @param {View} view @param {string} personId */
export async function comeBack(view, personId) {
  await write(view.db, async (writing) => {
    const facts = writing.objectStore("facts");
    if ((await facts.get("epoch")) === view.epoch) await facts.put(personId, "current");
  });
  await view.read();
}

/**
 * Their sign-in here was ended from elsewhere: the phone may be in other hands. What waits is the only
 * copy of it, and is kept for their return; unless somebody has come or gone since that was asked.
 * @param {View} view @param {number} epoch
 */
export async function end(view, epoch) {
  const personId = view.person?.replica.person_id;
  if (!personId || epoch !== view.epoch) return;
  await leave(view);
  await forget(view, personId);
  view.surprises++;
}

/** Forget what somebody could see; what waits is kept for their return. @param {View} view @param {string} personId */
export async function forget(view, personId) {
  if (view.person?.replica.person_id === personId) view.person = null;
  await write(view.db, (writing) => writing.objectStore("replicas").delete(personId));
}

/** Their account is gone, and with it whoever could send what waits. @param {View} view @param {string} personId */
export async function lose(view, personId) {
  await forget(view, personId);
  await write(view.db, async (writing) => {
    const outbox = writing.objectStore("outbox");
    for (const seq of await outbox.index("person").getAllKeys(personId)) await outbox.delete(seq);
  });
}
