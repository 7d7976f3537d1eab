/** A next step in words and as an invitation: the twin of blueprints/followups/proposing.py. */
import { ASKING, SUMMARIES } from "./built/words.js";
import { calendar } from "./icalendar.js";
import { quote } from "./quoting.js";
import { later, MINUTE } from "./time.js";
import * as words from "./words.js";
import { city, toLocal } from "./zones.js";

/** @typedef {import("./records.js").Moment} Moment */
/** @typedef {import("./records.js").Row} Row */
/** @typedef {{mine: string, theirs: string, lettering: import("./words.js").Lettering}} Clocks by which two people live */

const LINK = /^https?:\/\/[!-~]+$/;
const UNQUOTABLE = /[\u0000-\u001f"^\u007f-\u009f\u2028\u2029]/g;

/** A time for the one who proposes: "Fri 4 Dec, 15:00 for you · 16:00 for them". @param {Moment} at @param {Clocks} of */
export function forBoth(at, of) {
  const [mine, theirs] = [told(at, of.mine, of), told(at, of.theirs, of)];
  if (mine.day === theirs.day && mine.hour === theirs.hour) return `${mine.whole} for both of you`;
  if (mine.day === theirs.day) return `${mine.whole} for you · ${theirs.hour} for them`;
  const side = toLocal(at, of.theirs) > toLocal(at, of.mine) ? "a day later" : "a day earlier";
  return `${mine.whole} for you · ${theirs.whole} for them, ${side}`;
}

/** A text to send that proposes the times. @param {Row} of @param {Clocks} clocks @param {string} me @param {string} they */
export function letter({ kind, minutes, place, moments }, clocks, me, they) {
  const times = moments.map((/** @type {Moment} */ at) => `– ${inALetter(at, clocks)}`).join("\n");
  const where = place ? `\n\nWhere: ${place}` : "";
  return (
    `Hello ${words.firstName(they)}, ${ASKING[kind]} I was thinking of ${minutes} minutes. ` +
    `Any of these times would suit me:\n\n${times}${where}\n\n` +
    `Which would you prefer? If none works, tell me what would.\n\n${me}`
  );
}

/** What was agreed on, as a file for any calendar. @param {Row} of @param {Record<string, any>} me @param {string} they */
export function invitation(of, { name, invites_from = "" }, they) {
  const cancelled = of.cancelled_at !== null;
  const organiser = `ORGANIZER;CN="${name.replace(UNQUOTABLE, "")}":mailto:${quote(invites_from, "@+")}`;
  const entry = {
    uid: `${of.id}@wellmet`,
    starts: of.chosen_at,
    ends: later(of.chosen_at, of.minutes * MINUTE),
    summary: `${SUMMARIES[of.kind]}: ${name} and ${they}`,
    stamp: of.changed_at,
    place: of.place,
    url: LINK.test(of.place) ? of.place : "",
    sequence: of.sequence,
    also: [`STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`, ...(invites_from ? [organiser] : [])],
  };
  return calendar(entry, cancelled ? "CANCEL" : "PUBLISH");
}

/** A time as both of them can read it. @param {Moment} at @param {Clocks} of */
function inALetter(at, of) {
  const [mine, theirs] = [told(at, of.mine, of), told(at, of.theirs, of)];
  const here = `${mine.whole} in ${city(of.mine)}`;
  if (mine.whole === theirs.whole && city(of.mine) === city(of.theirs)) return here;
  return `${here} · ${mine.day === theirs.day ? theirs.hour : theirs.whole} in ${city(of.theirs)}`;
}

/** @param {Moment} at @param {string} zone @param {Clocks} of */
function told(at, zone, { lettering }) {
  const [day, hour] = [words.day(at, zone, lettering), words.hour(at, zone, lettering)];
  return { day, hour, whole: `${day}, ${hour}` };
}
