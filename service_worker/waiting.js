/** What waits on this phone, and what the server refused. The server itself never has any. */
import { carried, typed } from "./carried.js";
import { moment } from "./time.js";
import { formOf, isWanting, tell } from "./twin.js";

/**
 * @typedef {import("./outbox.js").Entry} Entry
 * @typedef {import("./records.js").Records} Records
 * @typedef {import("./twin.js").Page} Page
 */

const MENDING = /^\/waiting\/([0-9a-f-]{36})$/;
const DISCARDING = /^\/waiting\/([0-9a-f-]{36})\/discarding$/;
const TYPING_CODE = /^\/waiting\/([0-9a-f-]{36})\/code$/;
const TRYING_AGAIN = /^\/waiting\/([0-9a-f-]{36})\/again$/;
const HANGS = "It goes out once the one it belongs to does.";
const SENTENCES = /** @type {Record<string, string>} */ ({
  404: "What it belongs to is not there any more.",
  410: "That code has ended.",
  422: "Something in it has to be fixed first.",
  500: "Something went wrong on our side, again and again.",
});

/** The key of the act whose mending that path is. @param {string} path */
export function mending(path) {
  return MENDING.exec(path)?.[1];
}

/** @param {string} path */
export function discarding(path) {
  return DISCARDING.exec(path)?.[1];
}

/** @param {string} path */
export function tryingAgain(path) {
  return TRYING_AGAIN.exec(path)?.[1];
}

/** The key of the refused swap of which that path takes the code anew. @param {string} path */
export function typingCode(path) {
  return TYPING_CODE.exec(path)?.[1];
}

/** The refused act of that path. @param {Entry[]} entries @param {string} path */
export function refused(entries, path) {
  return entries.find((entry) => entry.refused && entry.key === mending(path));
}

/**
 * The form of a refused act, made here with what was typed into it: for what the server has no page of.
 * @param {Entry} entry
 * @param {Records} records
 * @param {import("./forms/fields.js").Shown} [given] what was typed to mend it, and what is wrong with that
 */
export function mendable(entry, records, given) {
  return formOf(records, { ...entry, made_at: moment(entry.made_at) }, given);
}

/**
 * @param {Entry[]} entries
 * @param {Records} records
 * @param {string} kept "" where the browser keeps what is here, else why it may not
 * @param {Records} [told] the records with what was refused done, too: they name whom it is about
 * @returns {Page}
 */
export function list(entries, records, kept, told = records) {
  const acts = entries.map((entry) => row(entry, records, told));
  return {
    template: "offline/waiting.html",
    context: {
      place: "",
      refused: acts.filter((act) => act.refused),
      acts: acts.filter((act) => !act.refused),
      kept,
    },
  };
}

/** The question before somebody signs out of a phone on which something waits. @param {Entry[]} entries @returns {Page} */
export function leaving(entries) {
  return { template: "offline/sign_out.html", context: { place: "me", count: entries.length } };
}

/**
 * What cannot be done here without a network, with what was typed, to be sent again from there.
 * @param {string} path the page that was asked for, or that had the form
 * @param {import("./carried.js").Post | null} post
 * @param {boolean} full for want of room on this phone
 * @returns {Page}
 */
export function needsNetwork(path, post, full) {
  const kept = post ? typed(post) : [];
  const context = { place: "", path, full, to_do: post !== null, kept, again: post && carried(post) };
  return { template: "offline/needs_network.html", context, status: 503 };
}

/** @param {Entry} entry @param {Records} records @param {Records} told */
function row(entry, records, told) {
  const { key, refused: refusal } = entry;
  const act = { ...entry, made_at: moment(entry.made_at) };
  const words = tell(told, act);
  return {
    href: `/waiting/${key}`,
    words,
    typed: typed(act).filter((text) => !words.includes(text)),
    refused: Boolean(refusal),
    ...(refusal && ways(refusal, Boolean(formOf(records, act)))),
    ...(refusal && { sentence: isWanting(records, act) && !isWanting(told, act) ? HANGS : sentenceOf(refusal) }),
  };
}

/**
 * What can be done about it. What the server found wrong it would find wrong again.
 * @param {import("./outbox.js").Refusal} refusal
 * @param {boolean} hasForm
 */
function ways({ status, html }, hasForm) {
  const isWrong = status === 422;
  const mendable = hasForm || (isWrong && html !== "");
  return { mendable, again: !isWrong || !mendable };
}

/** @param {import("./outbox.js").Refusal} refusal */
function sentenceOf({ status, sentence }) {
  return sentence || (SENTENCES[status] ?? "It could not be done.");
}
