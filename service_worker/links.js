/** What somebody types or pastes instead of scanning: the twin of blueprints/exchange/links.py. */

const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;
const PATH = /^\/c\/([^/]+)\/?$/i;

/**
 * The code of a card that a text is, or that it leads to as a link on `host`; "" where there is none.
 * A code alone may be an event's: only the server knows.
 * @param {string} text @param {string} host
 */
export function codeIn(text, host) {
  const typed = text.replace(/\s/g, "");
  return codeOf(typed.includes("/") ? lastOfLink(typed, host) : typed);
}

/** The code that a word is, as it was made; "" where it is none. @param {string} word */
export function codeOf(word) {
  const code = plainCode(word);
  return CODE.test(code) ? code : "";
}

/** A code as it was made. @param {string} word */
export function plainCode(word) {
  return word.toUpperCase().replace(/[^0-9A-Z]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

/** A code in groups of four, as people read it out. @param {string} code */
export function spaced(code) {
  return code.replace(/(.{4})(?=.)/g, "$1 ");
}

/** @param {string} link @param {string} host */
function lastOfLink(link, host) {
  try {
    const url = new URL(link.includes("://") ? link : `https://${link}`);
    return url.host === host ? (PATH.exec(url.pathname)?.[1] ?? "") : "";
  } catch {
    return "";
  }
}
