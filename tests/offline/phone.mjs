/** A phone without a network, for the tests in Python: a question a line in, what it makes of it a line out. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { templates } from "../../service_worker/built/templates.js";
import { render } from "../../service_worker/compiler/runtime.js";
import { Records, TABLES } from "../../service_worker/records.js";
import { renderer } from "../../service_worker/render.js";
import { NEEDS_NETWORK, NEEDS_NETWORK_POSTS, OF_THE_OUTBOX, PAGES, postAt } from "../../service_worker/routes.js";
import { redo, show, take, tell } from "../../service_worker/twin.js";
import * as waits from "../../service_worker/waiting.js";

const manifest = readFileSync(new URL("../../static/dist/manifest.json", import.meta.url), "utf8");
const draw = renderer((...page) => render(templates, ...page), JSON.parse(manifest));

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
}

/** @param {Record<string, any>} question */
function answer({ person, records, act, path, paths, now, shell, waiting }) {
  if (path) return answering(path);
  const known = Records.of(person, records);
  if (shell) return ofThePhone(known, waiting, shell, paths[0], now);
  return act ? acting(known, act) : paths.map((/** @type {string} */ one) => drawn(known, one, now));
}

/** @param {Records} records @param {string} path @param {string} now */
function drawn(records, path, now) {
  try {
    return html(records, path, now);
  } catch (error) {
    return `${path}: ${error.stack}`;
  }
}

/**
 * The page of a path, or of where it leads.
 * @param {Records} records @param {string} path @param {string} now @param {any[]} [said]
 * @returns {string | null}
 */
function html(records, path, now, said = []) {
  const page = show(records, new URL(path, "http://localhost"), now);
  if (!page) return null;
  if ("file" in page) return page.file;
  if ("location" in page) return html(records, page.location, now, page.said ? [page.said] : []);
  return draw(page, { said, person_id: records.person.id, lettering: records.person.lettering });
}

/**
 * A page of the phone's own, or one of the server's as the phone frames it: what it is made of, and its HTML.
 * @param {Records} records @param {any} waiting @param {any} shell @param {string} path @param {string} now
 */
function ofThePhone(records, { entries, kept, typed }, shell, path, now) {
  const page = {
    "/waiting": () => waits.list(entries, records, kept),
    "/sign-out": () => waits.leaving(entries),
    "/me/card": () => waits.needsNetwork(path, typed ? { path, fields: typed } : null, false),
  }[path]?.() ?? show(records, new URL(path, "http://localhost"), now);
  if (!page || !("template" in page)) return null;
  return { ...page, html: draw(page, shell) };
}

/** @param {string} path */
function answering(path) {
  const pages = { pages: [...Object.keys(PAGES), ...OF_THE_OUTBOX], pages_of_network: NEEDS_NETWORK };
  return { itself: Boolean(postAt(path)), network: Object.keys(NEEDS_NETWORK_POSTS), ...pages };
}

/** @param {Records} records @param {import("../../service_worker/twin.js").Act} act */
function acting(records, act) {
  const taken = take(records, act);
  if ("page" in taken) return { ...taken, html: draw(taken.page, { said: [], answers_post: true, person_id: records.person.id, lettering: records.person.lettering }) };
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
