/** What people do the next day: the twin of blueprints/followups. */
import { nextPlace } from "../access.js";
import { StepForm } from "../forms/followups.js";
import { derived } from "../ids.js";
import { isOpen } from "../lines.js";
import * as pages from "../pages/followups.js";
import { KINDS } from "../queue.js";
import { setLetGo, setNext, setTakenBack } from "./contacts.js";
import { past } from "./planned.js";
import { enterPromise } from "./promises.js";

/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** As many promises as a phone makes of one step before it hears of a meeting it did not know of. */
const NAMED = 3;
/** @type {Record<typeof KINDS[number], string>} the steps as their page calls them */
const LABELS = {
  recall: "Recall",
  message: "A personal message",
  promise: "What was promised",
  help: "One way to help them",
  next: "The next step",
};

/** @type {Post} */
export const endStep = {
  form: StepForm,
  find: (records, doing) => kindOf(doing) && meeting(records, doing),
  refuse: (records, doing) => {
    const isPlanned = kindOf(doing) === "next" && doing.data.state === "scheduled";
    const contact = records.get("contacts", meeting(records, doing)?.contact_id);
    return isPlanned ? past(records, doing, contact, "due_on") : undefined;
  },
  again: (records, doing, form) => pages.checklist(records, doing, { [kindOf(doing) ?? ""]: form }),
  apply: end,
  onward: (records, doing) => {
    const following = pages.firstOpen(records, meeting(records, doing) ?? { id: "" });
    return following ? `${toChecklist(records, doing)}#${following}` : toQueue(records, doing);
  },
  tell: (records, doing) => `${LABELS[kindOf(doing) ?? "next"]}: ${name(records, doing)}`,
};

/** @type {Post} */
export const letGo = {
  find: meeting,
  apply: (records, doing) => setLetGo(records, meeting(records, doing)?.contact_id, doing.now),
  onward: (records, doing) => nextPlace(doing, toQueue(records, doing)),
  say: (records, doing) => ({
    text: `Let go. ${name(records, doing)} will not be told.`,
    undo: `${toChecklist(records, doing)}/return`,
    back: nextPlace(doing, ""),
  }),
  tell: (records, doing) => `Let ${name(records, doing)} go`,
};

/** @type {Post} */
export const takeBack = {
  find: meeting,
  apply: (records, doing) => setTakenBack(records, meeting(records, doing)?.contact_id),
  onward: (records, doing) => nextPlace(doing, toChecklist(records, doing)),
  tell: (records, doing) => `Take ${name(records, doing)} back`,
};

/**
 * The ids of what was named after a meeting's, where that stands under another.
 * @param {Records} records @param {string} proposed @param {string} stands
 * @returns {Record<string, string>}
 */
export function besides(records, proposed, stands) {
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      const [step, known] = [derived(proposed, kind), stepId(records, stands, kind)];
      const promises = eachFrom(promiseId(records, known));
      return [[step, known], ...eachFrom(derived(step, "promise")).map((id, at) => [id, promises[at]])];
    }),
  );
}

/** @param {Records} records @param {Doing} doing */
function end(records, doing) {
  const id = markStep(records, doing);
  if (doing.data.state === "scheduled") schedule(records, doing, id);
}

/** End a step in the checklist alone. @param {Records} records @param {Doing} doing @returns {string} its id */
export function markStep(records, { params, data, now }) {
  const id = stepId(records, params.meeting ?? "", params.kind ?? "");
  const known = records.get("steps", id);
  const text = data.text || known?.text || "";
  const which = { id, rev: 0, meeting_id: params.meeting, kind: params.kind };
  records.put("steps", { ...which, state: data.state, text, due_on: data.due_on || null, set_at: now });
  return id;
}

/** @param {Records} records @param {string} meetingId @param {string} kind */
function stepId(records, meetingId, kind) {
  const known = records.where("steps", "meeting_id", meetingId).find((step) => step.kind === kind);
  return known?.id ?? derived(meetingId, kind);
}

/**
 * What is scheduled goes where it will be seen.
 * @param {Records} records @param {Doing} doing @param {string} stepId
 */
function schedule(records, doing, stepId) {
  const { params, data, now } = doing;
  const contactId = meeting(records, doing)?.contact_id;
  if (params.kind === "next") return setNext(records, contactId, data.text, data.due_on);
  const id = promiseId(records, stepId);
  enterPromise(records, id, contactId, true, data.text, data.due_on, now);
  records.set("promises", id, () => ({ text: data.text, due_on: data.due_on }));
}

/**
 * The id of what a step promises. However often it is set, it is one promise, until that is kept or
 * released. What is said then is another: the words of the one that has ended are a fact, and stay.
 * @param {Records} records @param {string} stepId
 */
function promiseId(records, stepId) {
  /** @type {Row | undefined} */
  let latest;
  let next = derived(stepId, "promise");
  while (records.get("promises", next)) {
    latest = records.get("promises", next);
    next = derived(next, "promise");
  }
  return latest && isOpen(latest) ? latest.id : next;
}

/** The ids of a step's promises from this one on: each follows from the one before it. @param {string} first */
function eachFrom(first) {
  const ids = [];
  for (let id = first; ids.length < NAMED; id = derived(id, "promise")) ids.push(id);
  return ids;
}

/** @param {Doing} doing */
function kindOf({ params }) {
  return KINDS.find((kind) => kind === params.kind);
}

/** @param {Records} records @param {Doing} doing */
function meeting(records, { params }) {
  return records.get("meetings", params.meeting);
}

/** @param {Records} _ @param {Doing} doing */
function toChecklist(_, { params }) {
  return `/follow-ups/${params.meeting}`;
}

/** @param {Records} records @param {Doing} doing */
function toQueue(records, doing) {
  return pages.queueHref(meeting(records, doing) ?? { id: "" });
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return records.get("contacts", meeting(records, doing)?.contact_id)?.name ?? "somebody";
}
