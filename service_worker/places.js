/** The server's time zones, and the calling codes that tell of one: compiler/places.py keeps them short. */
import { PLACES } from "./built/zones.js";

/** @type {{zone: string, codes: string[]}[]} in the order in which they are offered */
const places = Object.entries(PLACES).flatMap(([area, those]) => those.split(" ").map((/** @type {string} */ place) => told(area, place)));

export const ZONES = places.map(({ zone }) => zone);
export const ZONE_OF_CODE = new Map(places.flatMap(({ zone, codes }) => codes.map((code) => [code, zone])));

/** @param {string} area "Europe/" @param {string} place "Athens:30" */
function told(area, place) {
  const [name, ...codes] = place.split(":");
  return { zone: `${area}${name}`, codes };
}
