/** QR codes as SVG path data, from the modules the server sent: the twin of shared/qr.py. */

/** @typedef {{modules: number, bits: string}} Modules base64, row by row, without gaps */

const QUIET = 4;

/** A code: units a side with the quiet zone, and what fills the dark modules. @param {Modules} of */
export function drawing({ modules, bits }) {
  return { size: modules + 2 * QUIET, path: rows(modules, bits).flatMap(runs).join("") };
}

/** @param {number} modules @param {string} bits @returns {string[]} each row as "0110…" */
function rows(modules, bits) {
  const bytes = Array.from(atob(bits), (byte) => byte.charCodeAt(0).toString(2).padStart(8, "0"));
  const all = bytes.join("");
  return Array.from({ length: modules }, (_, y) => all.slice(y * modules, (y + 1) * modules));
}

/** @param {string} row @param {number} y */
function runs(row, y) {
  const dark = [...row.matchAll(/1+/g)];
  return dark.map(({ 0: run, index }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`);
}
