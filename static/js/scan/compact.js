const PLAIN = /^[A-Za-z0-9._~%@+-]*$/;

/**
 * The compact card a code carries after its #: NAME [";" REACH], so that a phone without a
 * network shows the person at once. Written by blueprints/exchange/compact.py.
 *
 * A part is percent-encoded, or "~" and base64url where that is shorter. A "+" is a space in a
 * name and itself in a way to reach somebody.
 * @param {string} fragment without the #
 * @returns {{name: string, reach: string} | null} null when it is malformed
 */
export function decodeCard(fragment) {
  const [name = "", reach = "", ...more] = fragment.split(";");
  if (more.length > 0) return null;
  try {
    const card = { name: decode(name.replaceAll("+", "%20")).trim(), reach: decode(reach).trim() };
    return card.name ? card : null;
  } catch {
    return null;
  }
}

/** @param {string} part @throws when it is malformed */
function decode(part) {
  if (!PLAIN.test(part)) throw new URIError("not ours");
  const text = part.startsWith("~") ? fromBase64(part.slice(1)) : decodeURIComponent(part);
  if (/\p{Cc}/u.test(text)) throw new URIError("control characters");
  return text;
}

/** @param {string} text base64url without padding, of UTF-8 */
function fromBase64(text) {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const utf8 = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(utf8);
}
