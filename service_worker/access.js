/** Safe ways onward: the twin of blueprints/shared/access.py. */

import { inAscii } from "./reach.js";

/** @typedef {import("./twin.js").Doing} Doing */

// Some browser reads "//host", a backslash or a control character as the way to another host.
const OWN_PATH = /^\/(?!\/)(?:[^\\\p{C}\p{Z}]| )*$/u;

/** Where the form's `next` leads, if that is a path on this host. @param {Doing} doing @param {string} fallback */
export function nextPlace({ field }, fallback) {
  const given = field("next");
  return OWN_PATH.test(given) ? inAscii(given) : fallback;
}
