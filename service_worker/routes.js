/**
 * Which path is whose: the pages and posts the phone answers itself. It mirrors the blueprints.
 * `:name` in a path is a UUID, `*name` any word. What is not here is the network's.
 *
 * @typedef {import("./twin.js").PageOf} PageOf
 * @typedef {import("./twin.js").Post} Post
 * @typedef {import("./twin.js").Review} Review
 * @typedef {import("./twin.js").Params} Params
 */
import { UUID } from "./ids.js";
import * as accounts from "./pages/accounts.js";
import * as contacts from "./pages/contacts.js";
import * as exchange from "./pages/exchange.js";
import * as focus from "./pages/focus.js";
import * as followups from "./pages/followups.js";
import * as goals from "./pages/goals.js";
import * as courtesy from "./pages/lines.js";
import * as introducing from "./pages/introductions.js";
import * as messages from "./pages/messages.js";
import * as network from "./pages/network.js";
import * as proposals from "./pages/proposals.js";
import * as ledger from "./pages/promises.js";
import * as room from "./pages/room.js";
import * as today from "./pages/today.js";
import * as meeting from "./posts/contacts.js";
import * as scanning from "./posts/exchange.js";
import * as choosing from "./posts/focus.js";
import * as following from "./posts/followups.js";
import * as thanking from "./posts/lines.js";
import * as writing from "./posts/messages.js";
import * as planning from "./posts/goals.js";
import * as meetingThrough from "./posts/introductions.js";
import * as noting from "./posts/notes.js";
import * as promising from "./posts/promises.js";
import * as keeping from "./posts/room.js";
import * as proposing from "./posts/proposals.js";
import * as touching from "./posts/touches.js";

/** @type {Record<string, PageOf>} */
export const PAGES = {
  "/": () => ({ location: "/today" }),
  "/today": today.today,
  "/events": goals.events,
  "/events/new": goals.planEvent,
  "/events/:event": goals.event,
  "/events/:event/edit": goals.editEvent,
  "/events/:event/reflection": goals.reflection,
  "/events/:event/targets/new": goals.newTarget,
  "/targets/:target": goals.editTarget,
  "/people": contacts.people,
  "/people/let-go": contacts.peopleLetGo,
  "/people/new": contacts.writeDown,
  "/people/room": room.room,
  "/people/:person": contacts.person,
  "/people/:person/edit": contacts.editPerson,
  "/people/:person/listening": contacts.listen,
  "/people/:person/message": messages.message,
  "/network": network.network,
  "/people/:person/proposal": proposals.proposal,
  "/proposals/:proposal/invitation.ics": proposals.file,
  "/promises": ledger.promises,
  "/introductions": introducing.introductions,
  "/introductions/:introduction": introducing.introduction,
  "/follow-ups": followups.queue,
  "/follow-ups/events/:event": followups.queueOfEvent,
  "/follow-ups/events/:event/focus": focus.focus,
  "/follow-ups/:meeting": followups.checklist,
  "/follow-ups/:meeting/line": courtesy.line,
  "/swap": exchange.myCode,
  "/swap/vcard": exchange.plainCode,
  "/scan": exchange.scan,
  "/me": accounts.me,
};

/** What the phone shows only where no network answers: the server knows more of it. @type {Record<string, PageOf>} */
const WITHOUT_NETWORK = {
  "/c/*word": exchange.unreached,
  "/C/*word": exchange.unreached,
};

/** What is told from the outbox itself, not from records (fetching.js). */
export const OF_THE_OUTBOX = ["/waiting"];

/** What only a signed-in person may ask for, and only the network can answer. */
export const NEEDS_NETWORK = [
  "/me/card",
  "/me/delete",
  "/me/devices",
  "/me/export",
  "/me/export.zip",
  "/me/nudges",
  "/me/photo.jpg",
  "/me/settings",
  "/people/:person/photo.jpg",
  "/swap/arrivals",
  "/swap/wallpaper.png",
];

/** @type {Record<string, Post | Review>} */
const POSTS = {
  "/events": planning.planningEvent,
  "/events/:event": planning.editingEvent,
  "/events/:event/plan": planning.decide,
  "/events/:event/goal": planning.setGoal,
  "/events/:event/targets": planning.nameTarget,
  "/targets/:target": planning.editingTarget,
  "/targets/:target/meeting": planning.meetTarget,
  "/targets/:target/missing": planning.missTarget,
  "/targets/:target/removal": planning.removeTarget,
  "/targets/:target/restoration": planning.restoreTarget,
  "/events/:event/reflection": planning.reflecting,
  "/people": meeting.writingDown,
  "/people/:person": meeting.editingPerson,
  "/people/:person/listening": meeting.listening,
  "/people/:person/letting-go": meeting.letGo,
  "/people/:person/return": meeting.takeBack,
  "/people/:person/keeping": keeping.keeping,
  "/people/:person/keeping/removal": keeping.askingAgain,
  "/people/:person/notes": noting.writeNote,
  "/notes/:note/removal": noting.removeNote,
  "/notes/:note/restoration": noting.restoreNote,
  "/people/:person/promises": promising.promise,
  "/people/:person/next": meeting.planNext,
  "/people/:person/touches": touching.logTouch,
  "/people/:person/rhythm": touching.keepRhythm,
  "/touches/:touch/removal": touching.removeTouch,
  "/touches/:touch/restoration": touching.restoreTouch,
  "/promises/:promise/moving": promising.movePromise,
  "/promises/:promise/keeping": promising.keepPromise,
  "/promises/:promise/release": promising.releasePromise,
  "/promises/:promise/reopening": promising.reopenPromise,
  "/scan/card": scanning.reviewCard,
  "/c/*word/swap": scanning.swapping,
  "/people/:person/messages": writing.write,
  "/messages/:message": writing.rewrite,
  "/messages/:message/line": thanking.rewriteLine,
  "/messages/:message/sending": writing.send,
  "/messages/:message/return": writing.takeBack,
  "/people/:person/proposals": proposing.propose,
  "/proposals/:proposal": proposing.revise,
  "/proposals/:proposal/choice": proposing.choose,
  "/proposals/:proposal/happening": proposing.happen,
  "/proposals/:proposal/cancellation": proposing.cancel,
  "/proposals/:proposal/return": proposing.takeBack,
  "/introductions": meetingThrough.begin,
  "/introductions/dismissals": meetingThrough.dismiss,
  "/introductions/:introduction/reconsidering": meetingThrough.reconsider,
  "/introductions/:introduction/asking/*who": meetingThrough.ask,
  "/introductions/:introduction/unasking/*who": meetingThrough.unask,
  "/introductions/:introduction/answer/*who": meetingThrough.answer,
  "/introductions/:introduction/telling": meetingThrough.letKnow,
  "/introductions/:introduction/untelling": meetingThrough.notLetKnow,
  "/introductions/:introduction/introducing": meetingThrough.introduce,
  "/introductions/:introduction/unintroducing": meetingThrough.unintroduce,
  "/introductions/:introduction/withdrawal": meetingThrough.withdraw,
  "/introductions/:introduction/return": meetingThrough.resume,
  "/follow-ups/:meeting/steps/*kind": following.endStep,
  "/follow-ups/:meeting/lines": thanking.writeLine,
  "/follow-ups/:meeting/focus/*choice": choosing.choosing,
  "/follow-ups/:meeting/letting-go": following.letGo,
  "/follow-ups/:meeting/return": following.takeBack,
};

const IN_AND_OUT = "it changes who is signed in, or how";
const MY_ACCOUNT = "passwords, addresses and photos are checked where they are kept";
const OTHERS = "only the server knows whose code it is";
const NUDGES = "a nudge is sent by the server, which has to know how from that moment on";
const AT_ONCE = "others see it: it has to be true at once";

/** The other posts of somebody who is signed in, and why they need the network. */
export const NEEDS_NETWORK_POSTS = {
  "/sign-out": IN_AND_OUT,
  "/me/delete": IN_AND_OUT,
  "/me/devices/removal": IN_AND_OUT,
  "/me/devices/*sign_in_id/removal": IN_AND_OUT,
  "/me/confirmation": MY_ACCOUNT,
  "/me/address": MY_ACCOUNT,
  "/me/password": MY_ACCOUNT,
  "/me/photo": MY_ACCOUNT,
  "/me/photo/removal": AT_ONCE,
  "/me/card": AT_ONCE,
  "/me/settings": MY_ACCOUNT,
  "/me/zone/*zone": NUDGES,
  "/me/nudges": NUDGES,
  "/me/nudges/stop": NUDGES,
  "/me/nudges/return": NUDGES,
  "/me/nudges/phones": NUDGES,
  "/me/nudges/phones/*phone_id/removal": NUDGES,
  "/me/nudges/calendar": NUDGES,
  "/me/nudges/calendar/removal": NUDGES,
  "/swap/code": AT_ONCE,
  "/swap/carrying": "the server draws the code anew",
  "/scan/typed": OTHERS,
  "/e/*code": OTHERS,
};

/** Posts after which somebody else may be signed in here, or nobody. */
const CHANGES_WHO = /^\/(sign-in|sign-up|sign-out|me\/delete|me\/password|password-reset|confirmation)(\/|$)/;

const pages = Object.entries(PAGES).map(([path, page]) => ({ pattern: pattern(path), page }));
const pagesWithoutNetwork = Object.entries(WITHOUT_NETWORK).map(([path, page]) => ({ pattern: pattern(path), page }));
const posts = Object.entries(POSTS).map(([path, post]) => ({ pattern: pattern(path), post }));

/** @param {string} path */
export function changesWho(path) {
  return CHANGES_WHO.test(path);
}

/** @param {string} path */
export function pageAt(path) {
  return match(pages, path);
}

/** @param {string} path */
export function pageWithoutNetworkAt(path) {
  return pageAt(path) ?? match(pagesWithoutNetwork, path);
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
