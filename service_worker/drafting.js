/** A first draft, from what was noted: the twin of blueprints/followups/drafting.py. */
import { PARTS } from "./built/words.js";
import { firstName } from "./words.js";

/**
 * @typedef {object} Noted what is known of the meeting, ready to show; "" where nothing is
 * @property {string} to
 * @property {string} me
 * @property {string} organisation
 * @property {string} event
 * @property {string} day
 * @property {string} heard
 * @property {string} promise
 * @property {string} goal
 * @property {string} next_step
 * @property {string} next_day
 */
/** @typedef {Record<string, string>} Parts */

const LONGEST_PART = 500;
const LONGEST_LINE = 280;

const ENDS = /[.!?…。！？:]$/u;
const ALL_ENDS = /[.!?…。！？:]+$/u;
const ABOUT = [" about “", "”"];
const DOOR = ", and do write if I can ever be of use.";

/** One courteous line: who writes, thanks for the talk, and a door left open. @param {Noted} of */
export function line(of) {
  const place = of.event ? `at ${of.event}` : `on ${of.day}`;
  const thanks = `${greeting(of)}: thank you for our talk ${place}`;
  const room = LONGEST_LINE - [...thanks, ...ABOUT.join(""), ...DOOR].length;
  const first = of.heard.split("\n")[0] ?? "";
  const heard = wholeWords(first.replace(ALL_ENDS, ""), Math.max(room, 0));
  return cut(`${thanks}${heard && ABOUT.join(heard)}${DOOR}`, LONGEST_LINE);
}

/** The parts of a message, "" where there is nothing to make one of. @param {Noted} of @returns {Parts} */
export function draft(of) {
  const next = of.next_day ? `${of.next_step}, ${of.next_day}` : of.next_step;
  return {
    who: introduction(of),
    told: sentence("You told me: ", of.heard.split("\n")[0] ?? ""),
    offer: sentence("As I promised: ", of.promise),
    hope: sentence("What I came for: ", of.goal),
    step: of.next_step ? sentence("My suggestion: ", next) : "",
  };
}

/** The parts that say nothing yet, in their order. @param {Record<string, string>} parts */
export function missing(parts) {
  return PARTS.filter((part) => !parts[part]);
}

/** The message as it is sent. @param {Record<string, string>} parts */
export function whole(parts) {
  return PARTS.map((part) => parts[part]).filter(Boolean).join("\n\n");
}

/** @param {Noted} of */
function introduction(of) {
  const place = of.event ? `at ${of.event} on ${of.day}` : `on ${of.day}`;
  return cut(`${greeting(of)}. We met ${place}.`, LONGEST_PART);
}

/** @param {Noted} of */
function greeting({ to, me, organisation }) {
  const self = organisation ? `${me} from ${organisation}` : me;
  return `Hello ${firstName(to)}, this is ${self}`;
}

/** @param {string} opening @param {string} text */
function sentence(opening, text) {
  if (!text) return "";
  const said = opening + cut(text, LONGEST_PART - opening.length - 1);
  return ENDS.test(said) ? said : `${said}.`;
}

/** As many words as there is room for. @param {string} text @param {number} room in code points */
function wholeWords(text, room) {
  const short = cut(text, room);
  return short === text ? text : short.slice(0, Math.max(short.lastIndexOf(" "), 0));
}

/** @param {string} text @param {number} length in code points */
function cut(text, length) {
  return [...text].slice(0, length).join("");
}
