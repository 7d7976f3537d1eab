/** One courteous line: the twin of blueprints/followups/routes_lines.py. */
import { LineForm } from "../forms/messages.js";
import * as pages from "../pages/lines.js";
import { differs } from "../records.js";
import { enterMessage, rewriteUnsent, sayWhenSent } from "./messages.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

const NO_PARTS = { who: "", told: "", offer: "", hope: "", step: "" };

/** @type {Post} */
export const writeLine = {
  form: LineForm,
  find: meeting,
  again,
  taken: (records, { id, params, data }) =>
    differs(records.get("messages", id), { meeting_id: params.meeting, line: data.line }),
  apply: (records, doing) => {
    const { id, params, data, now } = doing;
    const contact_id = meeting(records, doing)?.contact_id;
    enterMessage(records, id, { contact_id, meeting_id: params.meeting, line: data.line, ...NO_PARTS }, now);
  },
  onward: toLine,
  tell: (records, doing) => `One line to ${name(records, doing)}`,
};

/** @type {Post} */
export const rewriteLine = {
  form: LineForm,
  find: meeting,
  again,
  apply: (records, { params, data }) => rewriteUnsent(records, params.message, { line: data.line ?? "" }),
  onward: toLine,
  say: sayWhenSent,
  tell: (records, doing) => `One line to ${name(records, doing)}`,
};

/** @param {Records} records @param {Doing} doing @param {import("../twin.js").Shown} form */
function again(records, doing, form) {
  const met = meeting(records, doing);
  return met && pages.linePage(records, met, doing.now, form);
}

/** The meeting that the line thanks for. @param {Records} records @param {Doing} doing @returns {Row | undefined} */
function meeting(records, { params }) {
  return records.get("meetings", params.meeting ?? records.get("messages", params.message)?.meeting_id);
}

/** @param {Records} records @param {Doing} doing */
function toLine(records, doing) {
  return `/follow-ups/${meeting(records, doing)?.id}/line`;
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return records.get("contacts", meeting(records, doing)?.contact_id)?.name ?? "somebody";
}
