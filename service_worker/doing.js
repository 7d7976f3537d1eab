/** An act of the person's: done at once on their phone, and kept there until the server has done it. */
import { before, freed, rename, saying, WANTING, withIdOf } from "./outbox.js";
import { write } from "./store.js";
import { meets, take } from "./twin.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Person} Person
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./twin.js").Act} Act
 * @typedef {import("./twin.js").Said} Said
 */

/** The page of what waits and of what was refused. */
const WAITING = "/waiting";

/**
 * Do what a form says: kept on the disk before this resolves.
 * @param {View} view
 * @param {Person} person
 * @param {Act} act
 * @param {string} [mends] the key of a refused act, which this one takes the place of
 */
export async function doAct(view, person, act, mends = "") {
  const { replica, entries, records, aliases } = person;
  // What is done was sent before what waits.
  const known = before([...replica.done, ...entries], act);
  if (known) return { location: known.onward, said: null, done: null };
  const mended = refusedOne(entries, rename(act, aliases), mends);
  const taken = take(records, rename(mended ? withIdOf(act, mended) : act, aliases));
  if ("missing" in taken) return hang(view, person, act);
  if ("location" in taken && !taken.done && taken.said) await say(view, taken.said);
  if (!("done" in taken && taken.done)) return taken;
  const entry = { ...waiting(view, person, taken.done.act, taken.location), ...unlike(act, taken.done.act) };
  if (mended) await mend(view, person, { ...entry, ...instead(mended) }, taken.said);
  else await queue(view, person, entry, { records: taken.done.records, said: taken.said });
  return taken;
}

/**
 * What belongs to a refused act was typed on a page that was there before the refusal: it is kept with that
 * act, and goes out once that is mended. Whatever else is missing here the server may know of.
 * @param {View} view @param {Person} person @param {Act} act
 */
async function hang(view, person, act) {
  const { records, aliases } = view.applied(person.replica, person.entries);
  const taken = take(records, rename(act, aliases));
  if (!("done" in taken && taken.done)) return taken;
  const entry = { ...waiting(view, person, taken.done.act, WAITING), refused: WANTING };
  await queue(view, person, entry, { records: person.records, said: null });
  return { location: WAITING, said: null, done: null };
}

/** Keep what the next page is to tell. @param {View} view @param {Said} said */
export function say(view, said) {
  return write(view.db, (writing) => view.telling.keep(writing, said));
}

/**
 * The refused act that this one mends: sent from that one's page, or from the form that followed. Whoever
 * could not be met by their code may be written down.
 * @param {Entry[]} entries @param {Act} act @param {string} mends
 */
function refusedOne(entries, act, mends) {
  const entry = entries.find(({ key, refused }) => key === mends && refused);
  return entry && (entry.path === act.path || (meets(entry) && meets(act))) ? entry : undefined;
}

/**
 * What an act keeps of the one that it mends: its place, and the hour, where that is when two met.
 * @param {Entry} mended
 */
function instead(mended) {
  const { seq, made_at } = mended;
  return meets(mended) ? { seq, made_at } : { seq };
}

/**
 * What the form said, where the act says something else: so a second tap on it is known again.
 * @param {Act} act @param {Act} done
 */
function unlike(act, done) {
  return saying(act) === saying(done) ? {} : { said: saying(act) };
}

/** @param {View} view @param {Person} person @param {Act} act @param {string} onward @returns {Omit<Entry, "seq">} */
function waiting(view, person, { key, path, fields }, onward) {
  return { key, path, fields, onward, person: person.replica.person_id, made_at: view.clock(), seen: seenBy(person) };
}

/**
 * The latest revision of which the person has seen all. What still waits hides the news that came after
 * it: they have arrived, and nobody has seen them.
 * @param {Person} person
 */
function seenBy({ replica, entries }) {
  const hiding = entries.filter(({ refused }) => !refused).map(({ seen }) => seen);
  return Math.min(replica.rev, ...hiding);
}

/**
 * @param {View} view
 * @param {Person} person
 * @param {Omit<Entry, "seq">} entry
 * @param {{records: import("./records.js").Records, said: Said | null}} after what they see with it done
 */
async function queue(view, { replica, entries, aliases }, entry, { records, said }) {
  const seq = await write(view.db, async (writing) => {
    if (said) await view.telling.keep(writing, said);
    return /** @type {Promise<number>} */ (writing.objectStore("outbox").add(entry));
  });
  view.person = { replica, entries: [...entries, { ...entry, seq }], records, aliases };
}

/**
 * A mended act takes the place of the refused one; what was refused for want of it is tried again.
 * @param {View} view
 * @param {Person} person
 * @param {Entry} mended
 * @param {Said | null} said
 */
async function mend(view, { replica, entries }, mended, said) {
  const after = freed(entries, mended).map((one) => (one.seq === mended.seq ? mended : one));
  await write(view.db, async (writing) => {
    if (said) await view.telling.keep(writing, said);
    for (const entry of after) await writing.objectStore("outbox").put(entry);
  });
  view.show(replica, after);
}
