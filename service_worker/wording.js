/** Whether a message is meant for one person: the twin of blueprints/followups/wording.py. */

const SHORT = 4;
const SHORT_OF_SIGNS = 2;
const FIRST_SIGN = "\u2e80";
const ENOUGH = 2;
const COMMON = new Set(
  `
  about after again also been before being could does doing from good have having here into just
  know like looking made make making more most much need needs only other over really said says
  should some someone something sometimes somebody still such tell than thank thanks that their
  them then there these they thing things think this those told very want wanted wants well were
  what when where which while will with work working would year years your
  `
    .trim()
    .split(/\s+/),
);
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Whether a message holds what one person said, in their own words or close to them.
 * @param {string} message @param {string[]} details what was noted of the person
 */
export function isParticular(message, details) {
  const theirs = [...new Set(details.flatMap(telling))];
  const mine = [...new Set(telling(message))];
  const found = theirs.filter((word) => mine.some((other) => close(word, other)));
  return theirs.length > 0 && found.length >= Math.min(ENOUGH, theirs.length);
}

/**
 * Whether one line holds a person's name, and where we met or what they said.
 * @param {string} line @param {string} name @param {string} event its title @param {string[]} details
 */
export function isForOne(line, name, event, details) {
  const [said, names] = [new Set(words(line)), words(name)];
  const isNamed = names.length ? names.some((word) => says(said, word)) : line.includes(name);
  return isNamed && (isPlaced(line, event) || isParticular(line, details));
}

/** Whether two messages share seven words in ten, in the same order. @param {string} message @param {string} other */
export function alike(message, other) {
  return shares(words(message), words(other), 3);
}

/**
 * Whether two courteous lines share nine words in ten, in the same order, but for name and place.
 * @param {string} line @param {string} frame @param {string} other @param {string} othersFrame
 */
export function linesAlike(line, frame, other, othersFrame) {
  return shares(without(line, frame), without(other, othersFrame), 1);
}

/** @param {string[]} one @param {string[]} two @param {number} differing words in ten */
function shares(one, two, differing) {
  const size = one.length + two.length;
  return size > 0 && 10 * distance(one, two) <= differing * size;
}

/** @param {string} line @param {string} frame */
function without(line, frame) {
  const known = new Set(words(frame));
  return words(line).filter((word) => !known.has(word));
}

/** @param {string} line @param {string} event */
function isPlaced(line, event) {
  const [title, said] = [words(event), new Set(words(line))];
  return title.length > 0 && (title.every((word) => said.has(word)) || isParticular(line, [event]));
}

/** Signs stand together without spaces: a name of them is part of a longer run. @param {Set<string>} said @param {string} word */
function says(said, word) {
  return said.has(word) || (word >= FIRST_SIGN && [...said].some((other) => other.includes(word)));
}

/** @param {string} text */
function telling(text) {
  return words(text).filter((word) => isLong(word) && !COMMON.has(word));
}

/** @param {string} text @returns {string[]} */
function words(text) {
  return text.normalize("NFC").toLowerCase().match(WORD) ?? [];
}

/** @param {string} word */
function isLong(word) {
  return [...word].length >= (word >= FIRST_SIGN ? SHORT_OF_SIGNS : SHORT);
}

/** @param {string} one @param {string} other */
function close(one, other) {
  if (one.includes(other) || other.includes(one)) return true;
  const [few, many] = [[...one], [...other]];
  return 5 * distance(few, many) <= few.length + many.length;
}

/**
 * The Indel distance: what has to be taken out and put in to make one of the other.
 * @param {string[]} one @param {string[]} other
 */
function distance(one, other) {
  let row = new Array(other.length + 1).fill(0);
  for (const item of one) {
    const next = [0];
    for (const [at, also] of other.entries()) {
      next.push(item === also ? row[at] + 1 : Math.max(row[at + 1], next[at] ?? 0));
    }
    row = next;
  }
  return one.length + other.length - 2 * row[other.length];
}
