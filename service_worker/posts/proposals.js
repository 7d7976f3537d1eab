/** Proposing a next step, and what becomes of it: the twin of followups/routes_proposals.py. */
import { PROPOSALS } from "../built/words.js";
import { ChoiceForm, misfits, offer, ProposalForm } from "../forms/proposals.js";
import { derived } from "../ids.js";
import * as people from "../pages/contacts.js";
import * as pages from "../pages/proposals.js";
import { checked, isOpen, stepOf } from "../pages/proposals.js";
import { differs } from "../records.js";
import { dayIn } from "../zones.js";
import { setNext } from "./contacts.js";
import { markStep } from "./followups.js";
import { followTouch, setTouchRemoved } from "./touches.js";

/** @typedef {import("../records.js").Day} Day */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

/** @type {Post} */
export const propose = {
  form: ProposalForm,
  find: contact,
  refuse: wrong,
  again: (records, doing, form) => pages.proposal(records, doing, { form }),
  taken: (records, doing) => !wrong(records, doing) && differs(records.get("proposals", doing.id), offered(records, doing)),
  apply: begin,
  onward: toProposal,
  tell: (records, doing) => `${PROPOSALS[doing.data.kind ?? ""] ?? "A next step"} with ${name(records, doing)}`,
};

/** @type {Post} */
export const revise = {
  form: ProposalForm,
  find: proposal,
  refuse: wrong,
  again: (records, doing, form) => pages.proposal(records, toPerson(records, doing), { form }),
  apply: (records, doing) => {
    const what = offer(doing.data, records.person.zone);
    unplan(records, doing);
    change(records, doing, ({ chosen_at }) => ({ ...what, chosen_at: what.moments.includes(chosen_at) ? chosen_at : null }));
    if (!proposal(records, doing)?.chosen_at) openNextStep(records, doing, ["scheduled"]);
    planAgain(records, doing);
  },
  onward: toProposal,
  tell: (records, doing) => `Other times for ${name(records, doing)}`,
};

/** @type {Post} */
export const choose = {
  form: ChoiceForm,
  find: proposal,
  refuse: (records, doing) => {
    const value = doing.data.moment ?? "";
    if (proposal(records, doing)?.moments.includes(value)) return;
    return { moment: { name: "moment", value, error: "Choose one of these." } };
  },
  again: (records, doing, choice) => pages.proposal(records, toPerson(records, doing), { choice }),
  apply: (records, doing) => {
    change(records, doing, () => ({ chosen_at: doing.data.moment }));
    plan(records, doing);
  },
  onward: toProposal,
  tell: (records, doing) => `The time ${name(records, doing)} chose`,
};

/** @type {Post} */
export const happen = {
  find: proposal,
  apply: (records, doing) => {
    const [today, day] = [people.here(doing.now, records.person), dayOf(records, doing)];
    const again = proposal(records, doing)?.happened_at;
    change(records, doing, ({ happened_at }) => ({ happened_at: happened_at ?? doing.now, cancelled_at: null }));
    unplan(records, doing);
    touch(records, doing, day && day < today ? day : today);
    if (!again && isStepFree(records, doing)) endNextStep(records, doing, "done", null);
  },
  onward: (records, doing) => `/people/${contact(records, doing)?.id}`,
  say: (_, { params }) => ({ text: "Noted: you talked.", undo: `/proposals/${params.proposal}/return` }),
  tell: (records, doing) => `You talked with ${name(records, doing)}`,
};

/** @type {Post} */
export const cancel = {
  find: proposal,
  apply: callOff,
  onward: toProposal,
  say: (_, { params }) => ({
    text: "Called off. They hear of it only from you.",
    undo: `/proposals/${params.proposal}/return`,
  }),
  tell: (records, doing) => `The meeting with ${name(records, doing)} is called off`,
};

/** @type {Post} */
export const takeBack = {
  find: proposal,
  apply: (records, doing) => {
    if (!takesOver(records, doing, proposal(records, doing))) return;
    setTouchRemoved(records, touchId(doing), doing.now);
    change(records, doing, () => ({ happened_at: null, cancelled_at: null }));
    planAgain(records, doing);
  },
  onward: toProposal,
  tell: (records, doing) => `The meeting with ${name(records, doing)} stands again`,
};

/** @param {Records} records @param {Doing} doing */
function wrong(records, { data, shown, now }) {
  return misfits(data, shown, records.person.zone, now);
}

/** @param {Records} records @param {Doing} doing */
function offered(records, { params, data }) {
  return { contact_id: params.person, ...offer(data, records.person.zone) };
}

/** @param {Records} records @param {Doing} doing */
function begin(records, doing) {
  const { id, now } = doing;
  if (records.get("proposals", id)) return;
  const row = { id, rev: 0, ...offered(records, doing) };
  const cancelled_at = takesOver(records, doing, row) ? null : now;
  const unsaid = { chosen_at: null, happened_at: null, cancelled_at };
  records.put("proposals", { ...row, ...unsaid, sequence: 0, proposed_at: now, changed_at: now });
}

/** @param {Records} records @param {Doing} doing */
function callOff(records, doing) {
  const again = proposal(records, doing)?.cancelled_at;
  unplan(records, doing);
  setTouchRemoved(records, touchId(doing), doing.now);
  change(records, doing, ({ cancelled_at }) => ({ happened_at: null, cancelled_at: cancelled_at ?? doing.now }));
  if (!again) openNextStep(records, doing, ["done", "scheduled"]);
}

/**
 * Call off any other that is open, unless it was begun later, on another phone.
 * @param {Records} records @param {Doing} doing @param {Row | undefined} keeping
 */
function takesOver(records, doing, keeping) {
  const theirs = records.where("proposals", "contact_id", keeping?.contact_id ?? "");
  const others = theirs.filter((one) => one.id !== keeping?.id && isOpen(one));
  if (others.some(({ proposed_at }) => proposed_at > doing.now)) return false;
  for (const { id } of others) callOff(records, { ...doing, params: { proposal: id } });
  return true;
}

/**
 * Set facts of a proposal; only what differs counts as a change.
 * @param {Records} records @param {Doing} doing @param {(of: Row) => Record<string, any>} facts
 */
function change(records, { params, now }, facts) {
  records.set("proposals", params.proposal, (of) => {
    const said = facts(of);
    return differs(of, said) ? { ...said, sequence: of.sequence + 1, changed_at: now } : {};
  });
}

/** @param {Records} records @param {Doing} doing */
function plan(records, doing) {
  const [of, day] = [proposal(records, doing), dayOf(records, doing)];
  if (!of || !isOpen(of) || !day) return;
  setNext(records, of.contact_id, PROPOSALS[of.kind], day);
  endNextStep(records, doing, "scheduled", day);
}

/** The same, but what they planned meanwhile in words of their own stays. @param {Records} records @param {Doing} doing */
function planAgain(records, doing) {
  const [of, day] = [proposal(records, doing), dayOf(records, doing)];
  if (!of || !isOpen(of) || !day) return;
  const following = contact(records, doing)?.next_step;
  if (!following || isOfProposals(following)) setNext(records, of.contact_id, PROPOSALS[of.kind], day);
  if (isStepFree(records, doing)) endNextStep(records, doing, "scheduled", day);
}

/** @param {Records} records @param {Doing} doing */
function unplan(records, doing) {
  const [of, to] = [proposal(records, doing), contact(records, doing)];
  if (of?.chosen_at && to?.next_step === PROPOSALS[of.kind]) setNext(records, to?.id, "", "");
}

/** @param {Records} records @param {Doing} doing @param {string} state @param {Day | null} day */
function endNextStep(records, doing, state, day) {
  const of = proposal(records, doing);
  const meeting = of && checked(records, of);
  const data = { state, text: PROPOSALS[of?.kind ?? ""], due_on: day ?? "" };
  if (meeting) markStep(records, { ...doing, params: { meeting: meeting.id, kind: "next" }, data });
}

/**
 * Open the step again, if it ended so by asking or by agreeing.
 * @param {Records} records @param {Doing} doing @param {string[]} states
 */
function openNextStep(records, doing, states) {
  if (states.includes(step(records, doing)?.state) && endedIt(records, doing)) endNextStep(records, doing, "", null);
}

/** Whether the step is open, or ended by a proposal. @param {Records} records @param {Doing} doing */
function isStepFree(records, doing) {
  return !step(records, doing)?.state || endedIt(records, doing);
}

/** Whether the step ended by a proposal: in no words of their own, and not let go. @param {Records} records @param {Doing} doing */
function endedIt(records, doing) {
  const of = step(records, doing);
  return of !== undefined && of.state !== "let_go" && isOfProposals(of.text);
}

/** @param {string} text */
function isOfProposals(text) {
  return Object.values(PROPOSALS).includes(text);
}

/** @param {Records} records @param {Doing} doing */
function step(records, doing) {
  const of = proposal(records, doing);
  return of && stepOf(records, of);
}

/** @param {Records} records @param {Doing} doing @param {Day} on */
function touch(records, doing, on) {
  const of = proposal(records, doing);
  followTouch(records, touchId(doing), of?.contact_id, { who: "both", how: of?.kind ?? "", text: "", on }, doing.now);
}

/** The day that was agreed on, where the person is. @param {Records} records @param {Doing} doing @returns {Day | null} */
function dayOf(records, doing) {
  const at = proposal(records, doing)?.chosen_at;
  return at ? dayIn(records.person.zone, at) : null;
}

/** @param {Doing} doing */
function touchId({ params }) {
  return derived(params.proposal ?? "", "touch");
}

/** @param {Records} records @param {Doing} doing */
function proposal(records, { params }) {
  return records.get("proposals", params.proposal);
}

/** @param {Records} records @param {Doing} doing @returns {Row | undefined} */
function contact(records, doing) {
  return records.get("contacts", doing.params.person ?? proposal(records, doing)?.contact_id);
}

/** @param {Records} records @param {Doing} doing @returns {Doing} */
function toPerson(records, doing) {
  return { ...doing, params: { person: contact(records, doing)?.id ?? "" } };
}

/** @param {Records} records @param {Doing} doing */
function toProposal(records, doing) {
  return `/people/${contact(records, doing)?.id}/proposal`;
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function name(records, doing) {
  return contact(records, doing)?.name ?? "somebody";
}
