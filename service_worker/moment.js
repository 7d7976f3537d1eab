/**
 * What time it is for a person: before an event, during, the evening or the morning after. The twin
 * of blueprints/goals/moment.py, which gives the reasons.
 */
import { DAY, HOUR, later } from "./time.js";
import { sorted } from "./order.js";
import { fromClocks, toLocal } from "./zones.js";

/** @typedef {import("./records.js").Moment} Moment */
/**
 * @typedef {object} Occasion an event as the clock sees it, in the zone of its place
 * @property {string} id
 * @property {Moment} starts_at
 * @property {Moment} ends_at
 * @property {string} zone
 * @property {boolean} closed
 * @property {boolean} slid
 */

export const EARLY = HOUR;
const LATE = HOUR;
const NIGHT_ENDS = 6 * HOUR;
const MORNING = "09:00";
const HOMEWARD = 2 * HOUR;
export const SOON = 12 * HOUR;
const QUEUE_LEADS = 14 * DAY;
const MOST_LEADING = 5;

/**
 * What *Today* is about, in that order of weight, for somebody in the zone.
 * @param {Occasion[]} occasions @param {Moment} now @param {string} zone
 * @returns {{name: "during" | "evening" | "morning" | "before" | "otherwise", event_id: string}}
 */
export function moment(occasions, now, zone) {
  const going = occasions.filter((occasion) => !occasion.slid);
  const latestFirst = sorted(going, (occasion) => [occasion.ends_at, occasion.id]).reverse();
  const ahead = going.filter((occasion) => now < occasion.starts_at);
  const soonest = sorted(ahead, (occasion) => [occasion.starts_at, occasion.id])[0];
  const on = underWay(going, now);
  if (on) return { name: "during", event_id: on };
  if (soonest && soonest.starts_at <= later(now, SOON)) return { name: "before", event_id: soonest.id };
  for (const [name, applies] of AFTERWARDS) {
    const over = latestFirst.find((occasion) => applies(occasion, now, zone));
    if (over) return { name, event_id: over.id };
  }
  return soonest ? { name: "before", event_id: soonest.id } : { name: "otherwise", event_id: "" };
}

/**
 * When the follow-ups of an event are ready: 09:00 of the morning after, in the zone.
 * @param {Moment} endsAt @param {string} there @param {string} zone @returns {Moment}
 */
export function queueReadyAt(endsAt, there, zone) {
  const evening = Date.parse(eveningOf(endsAt, there));
  for (let day = evening + DAY; ; day += DAY) {
    const ready = fromClocks(`${new Date(day).toISOString().slice(0, 10)}T${MORNING}`, zone);
    if (ready >= later(endsAt, HOMEWARD)) return ready;
  }
}

/** The evening of which an end is part. @param {Moment} endsAt @param {string} there by whose clocks @returns {import("./records.js").Day} */
export function eveningOf(endsAt, there) {
  return new Date(Date.parse(`${toLocal(endsAt, there)}Z`) - NIGHT_ENDS).toISOString().slice(0, 10);
}

/**
 * The id of the event somebody met now was met at, if one is under way.
 * @param {Occasion[]} occasions @param {Moment} now @returns {string | null}
 */
export function underWay(occasions, now) {
  const near = occasions.filter((occasion) => !occasion.slid && isNear(occasion, now));
  return sorted(near, (occasion) => nearness(occasion, now))[0]?.id ?? null;
}

/**
 * Whether somebody met then was met at an event, as far as the hour tells.
 * @param {Record<string, any>} event @param {Moment} then
 */
export function isNear({ starts_at, ends_at }, then) {
  return later(starts_at, -EARLY) <= then && then < later(ends_at, LATE);
}

/** @param {Occasion} occasion @param {Moment} now */
function nearness(occasion, now) {
  const on = occasion.starts_at <= now && now < occasion.ends_at;
  return [!on, now >= occasion.ends_at, occasion.ends_at, occasion.id];
}

/**
 * The few events that are over and whose follow-ups are what there is to do, latest first.
 * @param {Occasion[]} occasions @param {Moment} now @param {string} zone
 */
export function leading(occasions, now, zone) {
  return over(occasions, now).filter((occasion) => queueLeads(occasion, now, zone)).slice(0, MOST_LEADING);
}

/** The latest event that is over. @param {Occasion[]} occasions @param {Moment} now @returns {Occasion | undefined} */
export function lastEnded(occasions, now) {
  return over(occasions, now)[0];
}

/** Whether its follow-ups are what there is to do. @param {Occasion} occasion @param {Moment} now @param {string} zone */
export function queueLeads({ closed, ends_at, zone: there }, now, zone) {
  return !closed && now < byClocks(queueReadyAt(ends_at, there, zone), QUEUE_LEADS, zone);
}

/** The same hour some days later, though the clocks be changed in between. @param {Moment} from @param {number} days ms @param {string} zone */
function byClocks(from, days, zone) {
  const there = Date.parse(`${toLocal(from, zone)}Z`) + days;
  return fromClocks(new Date(there).toISOString().slice(0, 16), zone);
}

/** @param {Occasion[]} occasions @param {Moment} now */
function over(occasions, now) {
  const ended = occasions.filter((occasion) => occasion.ends_at <= now && !occasion.slid);
  return sorted(ended, (occasion) => [occasion.ends_at, occasion.id]).reverse();
}

/** @param {Occasion} occasion @param {Moment} now @param {string} zone */
function evening(occasion, now, zone) {
  return later(occasion.ends_at, LATE) <= now && now < queueReadyAt(occasion.ends_at, occasion.zone, zone);
}

/** @param {Occasion} occasion @param {Moment} now @param {string} zone */
function morning(occasion, now, zone) {
  return queueReadyAt(occasion.ends_at, occasion.zone, zone) <= now && queueLeads(occasion, now, zone);
}

const AFTERWARDS = /** @type {const} */ ([
  ["evening", evening],
  ["morning", morning],
]);
