/** Larger pictures cost more than they find: a code in view is hundreds of pixels wide. */
export const LONGEST_SIDE = 1280;

const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });

/**
 * The pixels of a frame or photo, scaled down so that its longest side is at most `limit`.
 * @param {CanvasImageSource} source
 * @param {number} width of the source, pixels
 * @param {number} height of the source, pixels
 * @param {number} [limit] pixels
 * @returns {ImageData}
 * @throws {Error} when the browser has no canvas to give
 */
export function pixels(source, width, height, limit = LONGEST_SIDE) {
  if (!pen) throw new Error("no canvas");
  const scale = Math.min(1, limit / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
