/** A phone without a network, for the tests in Python: an act a line in, what it makes of it a line out. */
import { createInterface } from "node:readline";
import { NEEDS_NETWORK_POSTS, postAt } from "../../service_worker/routes.js";
import { Records, TABLES } from "../../service_worker/records.js";
import { redo, take, tell } from "../../service_worker/twin.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { person, records, act, path } = JSON.parse(line);
  const answer = path ? answering(path) : acting(Records.of(person, records), act);
  console.log(JSON.stringify(answer));
}

/** @param {string} path */
function answering(path) {
  return { itself: Boolean(postAt(path)), network: Object.keys(NEEDS_NETWORK_POSTS) };
}

/** @param {Records} records @param {import("../../service_worker/twin.js").Act} act */
function acting(records, act) {
  const taken = take(records, act);
  if (!("location" in taken) || !taken.done) return taken;
  const { done, ...answer } = taken;
  const once = plain(done.records);
  redo(done.records, done.act);
  return { ...answer, once, twice: plain(done.records), told: tell(done.records, done.act) };
}

/** @param {Records} records */
function plain(records) {
  return Object.fromEntries(TABLES.map((table) => [table, records.all(table)]));
}
