/**
 * Which path is whose: the pages and posts the phone answers itself. It mirrors the blueprints.
 * `:name` in a path is a UUID, `*name` any word. What is not here is the network's.
 *
 * @typedef {import("./twin.js").PageOf} PageOf
 * @typedef {import("./twin.js").Post} Post
 * @typedef {import("./twin.js").Params} Params
 */
import * as accounts from "./pages/accounts.js";
import * as contacts from "./pages/contacts.js";
import * as exchange from "./pages/exchange.js";
import * as followups from "./pages/followups.js";
import * as goals from "./pages/goals.js";
import * as today from "./pages/today.js";
import * as planning from "./posts/goals.js";

/** @type {Record<string, PageOf>} */
export const PAGES = {
  "/": () => ({ location: "/today" }),
  "/today": today.today,
  "/events": goals.events,
  "/events/new": goals.planEvent,
  "/events/:event": goals.event,
  "/events/:event/edit": goals.editEvent,
  "/events/:event/reflection": goals.reflection,
  "/targets/:target": goals.editTarget,
  "/people": contacts.people,
  "/people/let-go": contacts.peopleLetGo,
  "/people/new": contacts.writeDown,
  "/people/:person": contacts.person,
  "/people/:person/edit": contacts.editPerson,
  "/people/:person/listening": contacts.listen,
  "/follow-ups": followups.queue,
  "/follow-ups/events/:event": followups.queueOfEvent,
  "/follow-ups/:meeting": followups.checklist,
  "/swap": exchange.myCode,
  "/swap/vcard": exchange.plainCode,
  "/scan": exchange.scan,
  "/me": accounts.me,
};

/** What only a signed-in person may ask for, and only the network can answer. */
export const NEEDS_NETWORK = [
  "/me/card",
  "/me/delete",
  "/me/photo.jpg",
  "/me/settings",
  "/people/:person/photo.jpg",
  "/swap/arrivals",
  "/swap/wallpaper.png",
];

/** @type {Record<string, Post>} */
const POSTS = {
  "/events/:event/goal": planning.setGoal,
};

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const pages = Object.entries(PAGES).map(([path, page]) => ({ pattern: pattern(path), page }));
const posts = Object.entries(POSTS).map(([path, post]) => ({ pattern: pattern(path), post }));

/** @param {string} path */
export function pageAt(path) {
  return match(pages, path);
}

/** @param {string} path */
export function postAt(path) {
  return match(posts, path);
}

/**
 * @template {{pattern: RegExp}} T
 * @param {T[]} table
 * @param {string} path
 * @returns {(T & {params: Params}) | undefined}
 */
function match(table, path) {
  for (const entry of table) {
    const found = entry.pattern.exec(path);
    if (found) return { ...entry, params: { ...found.groups } };
  }
}

/** @param {string} path */
function pattern(path) {
  const source = path.replace(/:(\w+)/g, `(?<$1>${UUID})`).replace(/\*(\w+)/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}
