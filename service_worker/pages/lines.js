/** One courteous line to somebody met: the twin of blueprints/followups/pages_lines.py. */
import { line as firstLine } from "../drafting.js";
import { LineForm } from "../forms/messages.js";
import { latestFirst } from "../order.js";
import { isForOne, linesAlike } from "../wording.js";
import * as words from "../words.js";
import * as contacts from "./contacts.js";
import { queueHref } from "./followups.js";
import { details, howToSend, noted, sentToOthers } from "./messages.js";

/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").At} At */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */

/** @param {Records} records @param {At} at @returns {Page | undefined} */
export function line(records, { params, now }) {
  const meeting = records.get("meetings", params.meeting);
  return meeting && linePage(records, meeting, now);
}

/**
 * The draft of a line, or what was sent.
 * @param {Records} records @param {Row} meeting @param {Moment} now @param {Shown} [form] @returns {Page | undefined}
 */
export function linePage(records, meeting, now, form) {
  const contact = records.get("contacts", meeting.contact_id);
  if (!contact) return;
  const written = lineAfter(records, meeting.id);
  const draft = written?.line ?? firstLine({ ...noted(records, contact, meeting, now), heard: meeting.heard });
  const isSent = Boolean(written?.sent_at);
  const context = {
    place: "followups",
    ...contacts.who(contact),
    person: `/people/${contact.id}`,
    met: contacts.meeting(meeting, records.person, now),
    action: written ? `/messages/${written.id}/line` : `/follow-ups/${meeting.id}/lines`,
    line: (form ?? LineForm.empty({ line: draft })).line,
    writing: !written || form !== undefined,
    kept: written && !isSent ? kept(records, contact, meeting, written) : null,
    sent: written && isSent ? sent(records, written, now) : null,
    back: queueHref(meeting),
  };
  return { template: "followups/line.html", context };
}

/** Whether a line holds something particular to whoever was met. @param {Records} records @param {string} said @param {Row} meeting */
export function isTheirs(records, said, meeting) {
  const contact = records.get("contacts", meeting.contact_id);
  return contact !== undefined && isForOne(said, contact.name, meeting.event_title ?? "", details(records, contact));
}

/** The line that was sent after a meeting; else the draft begun last. @param {Records} records @param {string} meetingId */
function lineAfter(records, meetingId) {
  const lines = records.where("messages", "meeting_id", meetingId);
  const latest = latestFirst(lines, ({ written_at, id }) => [written_at, id]);
  return latest.find(({ sent_at }) => sent_at !== null) ?? latest[0];
}

/** @param {Records} records @param {Row} contact @param {Row} meeting @param {Row} of */
function kept(records, contact, meeting, of) {
  const others = sentToOthers(records, contact.id, true);
  const like = others.find((one) => linesAlike(of.line, frame(records, of), one.line, frame(records, one)));
  return { ...howToSend(records, contact, of, like), particular: isTheirs(records, of.line, meeting) };
}

/** @param {Records} records @param {Row} of @param {Moment} now */
function sent(records, of, now) {
  const { person } = records;
  const when = words.due(contacts.here(of.sent_at, person), contacts.here(now, person), person.lettering);
  return { href: `/messages/${of.id}`, text: of.line, when };
}

/** Name and place. @param {Records} records @param {Row} of */
function frame(records, { contact_id, meeting_id }) {
  const title = records.get("meetings", meeting_id)?.event_title ?? "";
  return `${records.get("contacts", contact_id)?.name ?? ""} ${title}`;
}
