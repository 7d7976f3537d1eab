/** Personal messages: the twin of blueprints/followups/routes_messages.py. */
import { PARTS, SENT_ALREADY } from "../built/words.js";
import { MessageForm, SendingForm } from "../forms/messages.js";
import { derived } from "../ids.js";
import { meetingsWith } from "../lines.js";
import * as people from "../pages/contacts.js";
import { firstOpen, queueHref } from "../pages/followups.js";
import * as courtesy from "../pages/lines.js";
import * as pages from "../pages/messages.js";
import { differs } from "../records.js";
import { isParticular } from "../wording.js";
import { markStep } from "./followups.js";
import { followTouch, setTouchRemoved } from "./touches.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const write = {
  form: MessageForm,
  find: contact,
  again: (records, doing, form) => pages.message(records, doing, form),
  taken: (records, { id, params, data }) =>
    differs(records.get("messages", id), { contact_id: params.person, ...parts(data) }),
  apply: (records, { id, params, data, now }) =>
    enterMessage(records, id, { contact_id: params.person, meeting_id: null, line: "", ...parts(data) }, now),
  onward: toMessage,
  tell: (records, doing) => `A message to ${name(records, doing)}`,
};

/** @type {Post} */
export const rewrite = {
  form: MessageForm,
  find: letter,
  again: (records, doing, form) => pages.message(records, toPerson(records, doing), form),
  apply: (records, { params, data }) => rewriteUnsent(records, params.message, parts(data)),
  onward: toMessage,
  say: sayWhenSent,
  tell: (records, doing) => `A message to ${name(records, doing)}`,
};

/** @type {Post} */
export const send = {
  form: SendingForm,
  find: message,
  refuse: (records, doing) => (particular(records, doing) ? undefined : doing.shown),
  again: (records, doing) => {
    const met = thankedFor(records, doing);
    return met ? courtesy.linePage(records, met, doing.now) : pages.message(records, toPerson(records, doing));
  },
  apply: sending,
  onward: toWhatFollows,
  say: (records, doing) => ({
    text: thankedFor(records, doing) ? "Noted as sent. The door is open." : "Noted as sent. Now it is their turn.",
    undo: `/messages/${doing.params.message}/return`,
  }),
  tell: (records, doing) => `Sent to ${name(records, doing)}`,
};

/** @type {Post} */
export const takeBack = {
  find: message,
  apply: (records, doing) => {
    const met = endedBy(records, message(records, doing));
    records.set("messages", doing.params.message, () => ({ sent_at: null, how: "" }));
    setTouchRemoved(records, touchId(doing), doing.now);
    if (met) openStep(records, doing, met);
  },
  onward: (records, doing) => {
    const met = thankedFor(records, doing);
    return met ? `/follow-ups/${met.id}/line` : toMessage(records, doing);
  },
  tell: (records, doing) => `Not sent to ${name(records, doing)} after all`,
};

/**
 * Begin a draft.
 * @param {Records} records @param {string} id @param {Record<string, any>} draft @param {import("../records.js").Moment} now
 */
export function enterMessage(records, id, draft, now) {
  if (records.get("messages", id)) return;
  records.put("messages", { id, rev: 0, ...draft, how: "", written_at: now, sent_at: null });
}

/**
 * Other words for a draft. What was sent stays as it was: the server keeps the words beside it.
 * @param {Records} records @param {string | undefined} id @param {Record<string, string>} said
 */
export function rewriteUnsent(records, id, said) {
  records.set("messages", id, ({ sent_at }) => (sent_at === null ? said : {}));
}

/** @param {Records} records @param {Doing} doing */
export function sayWhenSent(records, { params }) {
  if (records.get("messages", params.message)?.sent_at) return { text: SENT_ALREADY };
}

/** @param {Records} records @param {Doing} doing */
function sending(records, doing) {
  const { params, data, now } = doing;
  const how = data.how ?? "";
  records.set("messages", params.message, ({ sent_at }) => ({ sent_at: sent_at ?? now, how }));
  const on = people.here(now, records.person);
  const way = records.get("messages", params.message)?.meeting_id ? "line" : how;
  followTouch(records, touchId(doing), contact(records, doing)?.id, { who: "me", how: way, text: "", on }, now);
  finishStep(records, doing);
}

/**
 * The step is done, unless it ended before; a line is the whole follow-up in any case.
 * @param {Records} records @param {Doing} doing
 */
function finishStep(records, doing) {
  const of = message(records, doing);
  const met = endedBy(records, of);
  if (met && (of?.meeting_id || met.focus === "line" || !stateAfter(records, met))) setStep(records, doing, met, "done");
}

/**
 * Open the step again, unless it ended otherwise, or by another message, too.
 * @param {Records} records @param {Doing} doing @param {Row} met
 */
function openStep(records, doing, met) {
  const others = records.where("messages", "contact_id", met.contact_id);
  const isEnded = others.some((one) => endedBy(records, one)?.id === met.id);
  if (stateAfter(records, met) === "done" && !isEnded) setStep(records, doing, met, "");
}

/**
 * The meeting whose step a message ends: that of the line, or the last one before it was sent.
 * @param {Records} records @param {Row | undefined} of
 */
function endedBy(records, of) {
  if (!of?.sent_at) return;
  const before = meetingsWith(records, of.contact_id).find(({ met_at }) => met_at <= of.sent_at);
  const met = records.get("meetings", of.meeting_id) ?? before;
  return met?.event_id ? met : undefined;
}

/** How the message's step of that checklist ended. @param {Records} records @param {Row} met */
function stateAfter(records, { id }) {
  return records.where("steps", "meeting_id", id).find(({ kind }) => kind === "message")?.state;
}

/** @param {Records} records @param {Doing} doing @param {Row} met @param {string} state */
function setStep(records, doing, { id }, state) {
  markStep(records, { ...doing, params: { meeting: id, kind: "message" }, data: { state } });
}

/** @param {Records} records @param {Doing} doing */
function particular(records, doing) {
  const [of, to, met] = [message(records, doing), contact(records, doing), thankedFor(records, doing)];
  if (of && met) return courtesy.isTheirs(records, of.line, met);
  return Boolean(of && to && isParticular(pages.textOf(of), pages.details(records, to)));
}

/** @param {Record<string, string>} data */
function parts(data) {
  return Object.fromEntries(PARTS.map((part) => [part, data[part] ?? ""]));
}

/** @param {Doing} doing */
function touchId({ params }) {
  return derived(params.message ?? "", "touch");
}

/** @param {Records} records @param {Doing} doing */
function message(records, { params }) {
  return records.get("messages", params.message);
}

/** @param {Records} records @param {Doing} doing */
function letter(records, doing) {
  const of = message(records, doing);
  return of && !pages.isLine(of) ? of : undefined;
}

/** The meeting that one line thanks for. @param {Records} records @param {Doing} doing */
function thankedFor(records, doing) {
  return records.get("meetings", message(records, doing)?.meeting_id ?? "");
}

/** @param {Records} records @param {Doing} doing @returns {Row | undefined} */
function contact(records, doing) {
  return records.get("contacts", doing.params.person ?? message(records, doing)?.contact_id);
}

/** @param {Records} records @param {Doing} doing @returns {Doing} */
function toPerson(records, doing) {
  return { ...doing, params: { person: contact(records, doing)?.id ?? "" } };
}

/** @param {Records} records @param {Doing} doing */
function toMessage(records, doing) {
  return `/people/${contact(records, doing)?.id}/message`;
}

/**
 * After a line back to the queue. Else on with the checklist, where one has been begun, or to the person.
 * @param {Records} records @param {Doing} doing
 */
function toWhatFollows(records, doing) {
  const thanked = thankedFor(records, doing);
  if (thanked) return queueHref(thanked);
  const id = contact(records, doing)?.id ?? "";
  const met = meetingsWith(records, id)[0];
  const following = met && firstOpen(records, met);
  const begun = records.where("steps", "meeting_id", met?.id ?? "").some(({ kind, state }) => state && kind !== "message");
  return following && begun ? `/follow-ups/${met.id}#${following}` : `/people/${id}`;
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}
