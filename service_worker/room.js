/** Whom one could let go: the twin of blueprints/contacts/room.py and asking.py. */
import { ROOM_REASONS, ROOM_RESTS_DAYS, STAGES } from "./built/words.js";
import { depth, lastOn } from "./depth.js";
import { sorted } from "./order.js";
import { DAY, later } from "./time.js";

/** @typedef {import("./depth.js").Fact} Fact */
/** @typedef {import("./records.js").Day} Day */
/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./standings.js").Standing} Standing */

const CANDIDATES = 3;
const RESTS = ROOM_RESTS_DAYS * DAY;
const SILENCES = [30, 90, 365];
const OFTEN = 3;

/** Whether two people have been in touch since they met. @param {Fact[]} facts */
export function isActive(facts) {
  const days = new Set(facts.filter(({ kind }) => kind === "met").map(({ on }) => on));
  return days.size > 1 || facts.some(({ kind }) => ["me", "they", "both"].includes(kind));
}

/** The three to ask about first. @param {Standing[]} kept @param {Moment} now @param {Day} today */
export function candidates(kept, now, today) {
  const asked = kept.filter((one) => isActive(one.facts) && mayBeAsked(one, now));
  return sorted(asked, (one) => rank(one, today)).slice(0, CANDIDATES);
}

/** Why somebody is thought of: three sentences at most. @param {Standing} of @param {string} on the day of the last contact */
export function reasons(of, on) {
  const shallow = unanswered(of.facts) >= OFTEN ? ["unanswered"] : stage(of) === 0 ? ["met"] : [];
  const goal = moves(of) ? [] : [of.moves.includes("no") ? "goal" : "goal_open"];
  const names = ["last", ...[...shallow, ...goal, of.they_owe ? "owes" : "nothing"].slice(0, 2)];
  return names.map((name) => (ROOM_REASONS[name] ?? "").replace("{on}", () => on));
}

/** @param {Standing} of @param {Moment} now */
function mayBeAsked({ i_owe, contact }, now) {
  const kept = contact.room_kept_at ?? null;
  return !i_owe && (kept === null || later(kept, RESTS) <= now);
}

/** @param {Standing} of @param {Day} today */
function rank(of, today) {
  const last = lastOn(of.facts);
  const silence = SILENCES.filter((days) => Date.parse(today) - Date.parse(last) >= days * DAY).length;
  const inVain = unanswered(of.facts) >= OFTEN;
  return [-silence, stage(of), of.they_owe, moves(of), !inVain, last, of.contact.id];
}

/** @param {Standing} of */
function stage({ facts }) {
  return STAGES.indexOf(depth(facts).stage);
}

/** @param {Standing} of */
function moves(of) {
  return of.moves.includes("yes") || of.moves.includes("maybe");
}

/** The days on which I wrote since they were last heard. @param {Fact[]} facts */
function unanswered(facts) {
  const heard = lastOn(facts.filter(({ kind }) => kind !== "me"));
  return new Set(facts.filter(({ kind, on }) => kind === "me" && on > heard).map(({ on }) => on)).size;
}
