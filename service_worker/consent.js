/** How far an introduction has come: the twin of blueprints/contacts/consent.py. */

/** @typedef {import("./records.js").Row} Row */

export const WHO = ["first", "second"];
const ENDED = ["introduced", "declined", "withdrawn"];

/** What comes next, or how it ended. @param {Row} of */
export function stage(of) {
  if (of.introduced_at || of.withdrawn_at) return of.introduced_at ? "introduced" : "withdrawn";
  if (of.first_answer === "no" || of.second_answer === "no") return "declined";
  if (of.first_answer !== "yes") return of.first_asked_at ? "wait_first" : "ask_first";
  if (of.second_answer !== "yes") return of.second_asked_at ? "wait_second" : "ask_second";
  return "introduce";
}

/** Whether it has ended. @param {Row} of */
export function hasEnded(of) {
  return ENDED.includes(stage(of));
}

/** Whether what had ended asks somebody again, with those facts. @param {Row} of @param {Record<string, any>} after */
export function goesOn(of, after) {
  return hasEnded(of) && !hasEnded({ ...of, ...after });
}

/** Whether it has begun and not ended. @param {Row} of */
export function isUnderWay(of) {
  return of.begun_at !== null && !hasEnded(of);
}

/** Whether it is that one's turn to be asked, or was already. @param {Row} of @param {string | undefined} who */
export function mayAsk(of, who) {
  return !hasEnded(of) && (who === "first" || of.first_answer === "yes");
}

/** Whether they were asked, and nothing follows from their answer yet. @param {Row} of @param {string | undefined} who */
export function mayAnswer(of, who) {
  return of[`${who}_asked_at`] !== null && !of.introduced_at && !of.withdrawn_at;
}

/** Whether the first said yes in vain. @param {Row} of */
export function mayLetKnow(of) {
  return stage(of) === "declined" && of.first_answer === "yes";
}

/** Whether both have said yes. @param {Row} of */
export function mayIntroduce(of) {
  return of.first_answer === "yes" && of.second_answer === "yes" && !of.withdrawn_at;
}
