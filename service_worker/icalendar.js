/** One entry of a calendar as other programs read it: the twin of blueprints/shared/icalendar.py. */

/** @typedef {import("./records.js").Moment} Moment */
/**
 * @typedef {object} Entry
 * @property {string} uid
 * @property {Moment} starts
 * @property {Moment} ends
 * @property {string} summary
 * @property {Moment} stamp when it was last written down
 * @property {string} place
 * @property {string} url
 * @property {number} sequence
 * @property {string[]} also further properties as they are written
 */

export const MEDIA_TYPE = "text/calendar; charset=utf-8";
const LONGEST = 75;
const BREAKS = /\r\n|[\r\u000b\u000c\u0085\u2028\u2029]/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** The entry as a calendar of its own. @param {Entry} of @param {string} method what to do with it */
export function calendar(of, method) {
  const words = [
    of.place ? `LOCATION:${escaped(of.place)}` : "",
    of.url ? `URL:${of.url}` : "",
  ];
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wellmet//Wellmet//EN", `METHOD:${method}`, "BEGIN:VEVENT"],
    ...[`UID:${escaped(of.uid)}`, `DTSTAMP:${written(of.stamp)}`, `DTSTART:${written(of.starts)}`],
    ...[`DTEND:${written(of.ends)}`, `SEQUENCE:${of.sequence}`, `SUMMARY:${escaped(of.summary)}`],
    ...[...words.filter(Boolean), ...of.also, "END:VEVENT", "END:VCALENDAR"],
  ];
  return lines.map(folded).join("");
}

/** In UTC, to the second. @param {Moment} at */
function written(at) {
  return `${at.slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A line in pieces of no more than 75 octets; a break never falls inside a character. @param {string} line */
function folded(line) {
  const pieces = [""];
  let room = LONGEST;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (size > room) {
      pieces.push("");
      room = LONGEST - " ".length;
    }
    pieces[pieces.length - 1] += character;
    room -= size;
  }
  return `${pieces.join("\r\n ")}\r\n`;
}

/** A text as a value on one line, without control characters. @param {string} text */
function escaped(text) {
  const oneKind = text.replace(BREAKS, "\n");
  return oneKind.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n").replace(CONTROL, "");
}
