import { part } from "./parts.js";

/**
 * What the Image Capture draft adds to a track's capabilities; the type library lacks them.
 * @typedef {{torch?: boolean, zoom?: {min: number, max: number, step: number}, focusMode?: string[]}} Extras
 */

/**
 * Focuses continuously, and shows torch and zoom where this camera has them.
 * @param {HTMLElement} page
 * @param {MediaStreamTrack} track
 */
export function offerControls(page, track) {
  const able = /** @type {Extras} */ (track.getCapabilities?.() ?? {});
  if (able.focusMode?.includes("continuous")) set(track, { focusMode: "continuous" });
  offerTorch(part(page, "[data-torch]", HTMLButtonElement), track, able);
  offerZoom(part(page, "[data-zoom]", HTMLInputElement), track, able);
}

/** @param {HTMLButtonElement} button @param {MediaStreamTrack} track @param {Extras} able */
function offerTorch(button, track, able) {
  button.hidden = !able.torch;
  button.ariaPressed = "false";
  button.onclick = () => {
    const lit = button.ariaPressed !== "true";
    button.ariaPressed = String(lit);
    set(track, { torch: lit });
  };
}

/** @param {HTMLInputElement} slider @param {MediaStreamTrack} track @param {Extras} able */
function offerZoom(slider, track, able) {
  const zoom = able.zoom;
  const label = slider.closest("label") ?? slider;
  label.hidden = !zoom || zoom.max <= zoom.min;
  if (!zoom) return;
  Object.assign(slider, { min: zoom.min, max: zoom.max, step: zoom.step || "any" });
  slider.value = String(zoom.min);
  slider.oninput = () => set(track, { zoom: slider.valueAsNumber });
}

/**
 * A camera may refuse what it said it can do; scanning goes on without.
 * @param {MediaStreamTrack} track
 * @param {Record<string, unknown>} setting
 */
function set(track, setting) {
  const wish = /** @type {MediaTrackConstraints} */ ({ advanced: [setting] });
  track.applyConstraints(wish).catch(() => {});
}
