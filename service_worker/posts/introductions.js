/** Introductions: the twin of blueprints/followups/routes_introductions.py. */
import { goesOn, isUnderWay, mayAnswer, mayAsk, mayIntroduce, mayLetKnow, WHO } from "../consent.js";
import { AnswerForm, BeginForm, PairForm } from "../forms/introductions.js";
import { SendingForm } from "../forms/messages.js";
import { derived } from "../ids.js";
import * as people from "../pages/contacts.js";
import * as pages from "../pages/introductions.js";
import { differs } from "../records.js";
import { firstName } from "../words.js";
import { followTouch, setTouchRemoved } from "./touches.js";

/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Post} Post */

const NO_PAIR = "Choose two of your people.";
const BUSY = "One of them is being asked already. Let that end first.";
const LET_GO = "You have let one of them go. Take them back first.";
const TOO_EARLY = "It is not their turn yet. Follow the step shown here.";
const NEW = {
  ...{ reason: "", need: "", offer: "", begun_at: null, dismissed_at: null },
  ...{ first_asked_at: null, first_answer: "", first_answered_at: null },
  ...{ second_asked_at: null, second_answer: "", second_answered_at: null },
  ...{ introduced_at: null, withdrawn_at: null },
};

/** @type {Post} */
export const begin = {
  form: BeginForm,
  refuse: (records, doing) => saying(inTheWay(records, doing)),
  again: (records, doing, shown) => pages.introductions(records, doing, sentence(shown)),
  taken: (records, { id, data }) => differs(records.get("introductions", id), { ...pair(data), ...words(data) }),
  apply: (records, doing) => enter(records, doing, { ...words(doing.data), begun_at: doing.now }),
  onward: (_, { id }) => `/introductions/${id}`,
  tell: (records, doing) => `Introduce ${names(both(records, doing))}`,
};

/** @type {Post} */
export const dismiss = {
  form: PairForm,
  refuse: (records, doing) => saying(both(records, doing) ? "" : NO_PAIR),
  again: (records, doing, shown) => pages.introductions(records, doing, sentence(shown)),
  taken: (records, { id, data }) => differs(records.get("introductions", id), { ...pair(data), begun_at: null }),
  apply: (records, doing) => enter(records, doing, { dismissed_at: doing.now }),
  onward: toAll,
  say: (_, { id }) => ({ text: "Those two will not come up again.", undo: `/introductions/${id}/reconsidering` }),
  tell: (records, doing) => `Do not introduce ${names(both(records, doing))}`,
};

/** @type {Post} */
export const reconsider = {
  find: introduction,
  apply: (records, doing) => {
    for (const { id } of sameTwo(records, doing)) records.set("introductions", id, () => ({ dismissed_at: null }));
  },
  onward: toAll,
  tell: (records, doing) => `Maybe introduce ${those(records, doing)}`,
};

/** @type {Post} */
export const ask = {
  form: SendingForm,
  find: ofWhom,
  refuse: (records, doing) => tooEarly(records, doing, mayAsk),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => {
    const { who } = doing.params;
    set(records, doing, (of) => ({ [`${who}_asked_at`]: of[`${who}_asked_at`] ?? doing.now }));
    touch(records, doing, who, "asked", doing.data.how ?? "");
  },
  onward: toIt,
  say: (_, { params }) => ({ text: "Noted: you have asked them.", undo: `/introductions/${params.introduction}/unasking/${params.who}` }),
  tell: (records, doing) => `You asked ${whom(records, doing)}`,
};

/** @type {Post} */
export const unask = {
  find: ofWhom,
  apply: (records, doing) => {
    const { who } = doing.params;
    set(records, doing, () => ({ [`${who}_asked_at`]: null }));
    setTouchRemoved(records, touchId(doing, who, "asked"), doing.now);
  },
  onward: toIt,
  tell: (records, doing) => `You did not ask ${whom(records, doing)} after all`,
};

/** @type {Post} */
export const answer = {
  form: AnswerForm,
  find: ofWhom,
  refuse: (records, doing) => tooEarly(records, doing, mayAnswer) ?? elsewhere(records, doing, answered(doing)),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => set(records, doing, () => answered(doing)),
  onward: toIt,
  tell: (records, doing) => `What ${whom(records, doing)} said to an introduction`,
};

/** @type {Post} */
export const letKnow = {
  form: SendingForm,
  find: introduction,
  refuse: (records, doing) => tooEarly(records, doing, mayLetKnow),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => touch(records, doing, "first", "told", doing.data.how ?? ""),
  onward: toIt,
  say: (_, { params }) => ({ text: "Noted.", undo: `/introductions/${params.introduction}/untelling` }),
  tell: (records, doing) => `A word about ${those(records, doing)}`,
};

/** @type {Post} */
export const notLetKnow = {
  find: introduction,
  apply: (records, doing) => setTouchRemoved(records, touchId(doing, "first", "told"), doing.now),
  onward: toIt,
  tell: (records, doing) => `No word about ${those(records, doing)} after all`,
};

/** @type {Post} */
export const introduce = {
  find: introduction,
  refuse: (records, doing) => tooEarly(records, doing, mayIntroduce),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => {
    set(records, doing, ({ introduced_at }) => ({ introduced_at: introduced_at ?? doing.now }));
    for (const who of WHO) touch(records, doing, who, "introduced", "");
  },
  onward: toIt,
  say: (_, { params }) => ({
    text: "Introduced. Both their pages say so.",
    undo: `/introductions/${params.introduction}/unintroducing`,
  }),
  tell: (records, doing) => `You introduced ${those(records, doing)}`,
};

/** @type {Post} */
export const unintroduce = {
  find: introduction,
  refuse: (records, doing) => elsewhere(records, doing, { introduced_at: null }),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => {
    set(records, doing, () => ({ introduced_at: null }));
    for (const who of WHO) setTouchRemoved(records, touchId(doing, who, "introduced"), doing.now);
  },
  onward: toIt,
  tell: (records, doing) => `You did not introduce ${those(records, doing)} after all`,
};

/** @type {Post} */
export const withdraw = {
  find: introduction,
  apply: (records, doing) => set(records, doing, ({ withdrawn_at }) => ({ withdrawn_at: withdrawn_at ?? doing.now })),
  onward: toAll,
  say: (_, { params }) => ({ text: "Stopped. Nobody is told.", undo: `/introductions/${params.introduction}/return` }),
  tell: (records, doing) => `Stop introducing ${those(records, doing)}`,
};

/** @type {Post} */
export const resume = {
  find: introduction,
  refuse: (records, doing) => elsewhere(records, doing, { withdrawn_at: null }),
  again: (records, doing, shown) => pages.introduction(records, doing, sentence(shown)),
  apply: (records, doing) => set(records, doing, () => ({ withdrawn_at: null })),
  onward: toIt,
  tell: (records, doing) => `Go on introducing ${those(records, doing)}`,
};

/** @param {Doing} doing */
function answered({ data, now, params }) {
  const said = data.answer ?? "";
  return { [`${params.who}_answer`]: said, [`${params.who}_answered_at`]: said ? now : null };
}

/** @param {Records} records @param {Doing} doing @param {Record<string, any>} facts */
function enter(records, doing, facts) {
  const { id, data } = doing;
  if (records.get("introductions", id) || !both(records, doing)) return;
  records.put("introductions", { id, rev: 0, ...NEW, ...pair(data), ...facts });
}

/** @param {Records} records @param {Doing} doing @param {(row: Row) => Record<string, any>} facts */
function set(records, { params }, facts) {
  records.set("introductions", params.introduction, facts);
}

/** @param {Records} records @param {Doing} doing @param {string | undefined} who @param {string} what @param {string} how */
function touch(records, doing, who, what, how) {
  const id = touchId(doing, who, what);
  const on = people.here(doing.now, records.person);
  const contactId = introduction(records, doing)?.[`${who}_id`];
  followTouch(records, id, contactId, { who: "me", how, text: "About an introduction", on }, doing.now);
}

/** @param {Doing} doing @param {string | undefined} who @param {string} what */
function touchId({ params }, who, what) {
  return derived(params.introduction ?? "", `${who}-${what}`);
}

/** Those of the same two people, whichever is the first. @param {Records} records @param {Doing} doing */
function sameTwo(records, doing) {
  const of = introduction(records, doing);
  const both = [of?.first_id, of?.second_id];
  return records.all("introductions").filter(({ first_id, second_id }) => both.includes(first_id) && both.includes(second_id));
}

/** @param {Records} records @param {Doing} doing */
function inTheWay(records, doing) {
  const two = both(records, doing);
  if (!two) return NO_PAIR;
  if (two.some(({ let_go_at }) => let_go_at !== null)) return LET_GO;
  return busy(records, two.map(({ id }) => id), doing.id);
}

/**
 * Why it cannot go on, after it had ended: one of the two is being asked elsewhere by now.
 * @param {Records} records @param {Doing} doing @param {Record<string, any>} after
 */
function elsewhere(records, doing, after) {
  const of = introduction(records, doing);
  return saying(of && goesOn(of, after) ? busy(records, [of.first_id, of.second_id], of.id) : "");
}

/** @param {Records} records @param {string[]} ids @param {string} but the introduction that is asked about */
function busy(records, ids, but) {
  const open = records.all("introductions").filter((one) => isUnderWay(one) && one.id !== but);
  return open.some((one) => ids.includes(one.first_id) || ids.includes(one.second_id)) ? BUSY : "";
}

/** @param {Records} records @param {Doing} doing @param {(of: Row, who: string | undefined) => boolean} may */
function tooEarly(records, doing, may) {
  const of = introduction(records, doing);
  return saying(of && may(of, doing.params.who) ? "" : TOO_EARLY);
}

/** A refusal that no field of the form shows. @param {string} error @returns {Shown | undefined} */
function saying(error) {
  return error ? { sentence: { name: "sentence", value: "", error } } : undefined;
}

/** @param {Shown} shown */
function sentence(shown) {
  return Object.values(shown).map(({ error }) => error).find(Boolean) ?? "";
}

/** The two contacts that a form names. @param {Records} records @param {Doing} doing @returns {[Row, Row] | undefined} */
function both(records, { data }) {
  const [first, second] = [records.get("contacts", data.first), records.get("contacts", data.second)];
  return first && second && first !== second ? [first, second] : undefined;
}

/** @param {Record<string, string>} data */
function pair({ first, second }) {
  return { first_id: first, second_id: second };
}

/** @param {Record<string, string>} data */
function words({ reason, need, offer }) {
  return { reason, need, offer };
}

/** @param {Records} records @param {Doing} doing */
function introduction(records, { params }) {
  return records.get("introductions", params.introduction);
}

/** @param {Records} records @param {Doing} doing */
function ofWhom(records, doing) {
  return WHO.includes(doing.params.who ?? "") ? introduction(records, doing) : undefined;
}

/** @param {Records} _ @param {Doing} doing */
function toIt(_, { params }) {
  return `/introductions/${params.introduction}`;
}

function toAll() {
  return "/introductions";
}

/** @param {Row[] | undefined} two @returns {string} */
function names(two) {
  return two ? two.map(({ name }) => firstName(name)).join(" and ") : "two people";
}

/** @param {Records} records @param {Doing} doing */
function those(records, doing) {
  const of = introduction(records, doing);
  const two = WHO.flatMap((who) => records.get("contacts", of?.[`${who}_id`]) ?? []);
  return names(two.length ? two : undefined);
}

/** @param {Records} records @param {Doing} doing @returns {string} */
function whom(records, doing) {
  const of = introduction(records, doing);
  return records.get("contacts", of?.[`${doing.params.who}_id`])?.name ?? "somebody";
}
