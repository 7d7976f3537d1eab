/** What people type about a next step: the twin of ProposalForm and ChoiceForm. */
import { FORMS, MINUTES, NO_ZONE, PAST, TWICE } from "../built/words.js";
import { SkippedTime, known, toUtc } from "../zones.js";
import { formOf } from "./fields.js";
import { isTime, naiveOf } from "./goals.js";

/** @typedef {import("../records.js").Moment} Moment */
/** @typedef {import("./fields.js").Check} Check */
/** @typedef {import("./fields.js").Data} Data */
/** @typedef {import("./fields.js").Shown} Shown */

const TIMES = ["first", "second", "third"];

/** What comes next with somebody: times by the clocks of whoever proposes, the other's zone. */
export const ProposalForm = formOf(FORMS.ProposalForm, {
  first: [isTimeIfAny],
  second: [isTimeIfAny],
  third: [isTimeIfAny],
  minutes: [(value) => (/^[0-9]{2,3}$/.test(value) && +value >= 15 && +value <= 180 ? "" : MINUTES)],
  zone: [(value) => (known(value) ? "" : NO_ZONE)],
});

/** Which of the times they chose. */
export const ChoiceForm = formOf(FORMS.ChoiceForm);

/** What is proposed, once the form is right. @param {Data} data @param {string} here the zone of whoever proposes */
export function offer({ kind, place, minutes, zone, ...times }, here) {
  const moments = TIMES.map((name) => times[name]).filter(Boolean).map((typed) => momentOf(typed ?? "", here));
  return { kind, place, minutes: Number(minutes), moments: moments.sort(), zone };
}

/**
 * The form with what is wrong, where clocks do not show one of the times once, and yet to come.
 * @param {Data} data @param {Shown} shown @param {string} here @param {Moment} now
 */
export function misfits(data, shown, here, now) {
  /** @type {Moment[]} */
  const moments = [];
  const errors = TIMES.filter((name) => data[name]).map((name) => [name, misfit(data[name] ?? "", here, now, moments)]);
  if (errors.every(([, error]) => !error)) return;
  const wrong = errors.map(([name = "", error = ""]) => [name, { name, value: shown[name]?.value, error }]);
  return { ...shown, ...Object.fromEntries(wrong) };
}

/** @type {Check} */
function isTimeIfAny(value) {
  return value ? isTime(value) : "";
}

/** @param {string} typed @param {string} here @param {Moment} now @param {Moment[]} others to which it is added */
function misfit(typed, here, now, others) {
  try {
    const moment = momentOf(typed, here);
    if (others.includes(moment)) return TWICE;
    if (moment <= now) return PAST;
    others.push(moment);
  } catch (error) {
    if (error instanceof SkippedTime) return error.message;
    throw error;
  }
  return "";
}

/** @param {string} typed @param {string} here @returns {Moment} @throws {SkippedTime} */
function momentOf(typed, here) {
  return toUtc(naiveOf(typed) ?? "", here);
}
