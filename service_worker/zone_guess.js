/** Which clocks somebody lives by, as their number tells: the twin of followups/zone_guess.py. */
import { ZONE_OF_CODE } from "./places.js";
import { known } from "./zones.js";

const LONGEST_CODE = 3;

/** @param {string} phone in E.164 @param {string} otherwise where the number does not tell */
export function guess(phone, otherwise) {
  if (!phone.startsWith("+")) return otherwise;
  const codes = Array.from({ length: LONGEST_CODE }, (_, at) => phone.slice(1, at + 2));
  const zone = codes.map((code) => ZONE_OF_CODE.get(code)).find(Boolean);
  return zone && known(zone) ? zone : otherwise;
}
