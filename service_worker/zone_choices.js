/** The zones to choose from, those of the server: a phone's own list has other names. */
import { ZONES } from "./places.js";
import { known } from "./zones.js";

/** The zones for a select, the current one among them. @param {string} current */
export function choices(current) {
  const names = ZONES.includes(current) || !known(current) ? ZONES : [current, ...ZONES];
  return names.map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}
