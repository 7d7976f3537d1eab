/** Which events are of one kind: the twin of blueprints/goals/series.py. */
import { DATES } from "./built/words.js";

/** @typedef {{title: string, link: string, place: string}} Described */

/** Whether they share a title but for dates and numbers, a page, or a place. @param {Described} one @param {Described} other */
export function sameKind(one, other) {
  const theirs = parts(other);
  return parts(one).some((part, at) => part && part === theirs[at]);
}

/** @param {Described} of */
function parts({ title, link, place }) {
  return [wordsOf(title), page(link), line(place)];
}

/** Without numbers, months, seasons and days of the week. @param {string} title */
function wordsOf(title) {
  const found = title.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return found.filter((word) => !DATES.includes(word)).join(" ");
}

/** @param {string} link */
function page(link) {
  const bare = link.toLowerCase().replace(/^[a-z]+:\/\/(www\.)?/, "");
  return bare.replace(/[?#].*$/s, "").replace(/\/+$/, "");
}

/** @param {string} place */
function line(place) {
  return place.toLowerCase().split(" ").filter(Boolean).join(" ");
}
