import { pixels } from "./picture.js";

/** @typedef {import("./decoder.js").Decoder} Decoder */

/**
 * Reads the video one frame at a time: the next is taken when the last is read, so that none
 * waits and what is found is what is in view now. Denoising every other frame costs half as much
 * and finds as many codes in the end.
 * @param {HTMLVideoElement} video
 * @param {Decoder} decoder
 * @param {(text: string) => void} onCode
 * @param {() => void} onBroken the reader did not load or died
 */
export function watchFrames(video, decoder, onCode, onBroken) {
  // Which start this is; a frame asked for before the last stop is not read. 0 while it stands.
  let running = 0;
  let starts = 0;
  let denoise = false;

  async function read() {
    denoise = !denoise;
    const text = await decoder.read(pixels(video, video.videoWidth, video.videoHeight), denoise);
    if (text && running) onCode(text);
  }

  /** @param {number} start */
  async function next(start) {
    if (running !== start) return;
    if (!video.srcObject) return stop();
    try {
      if (video.videoWidth > 0) await read();
      afterNextFrame(video, () => next(start));
    } catch {
      stop();
      onBroken();
    }
  }

  function start() {
    if (running) return;
    starts += 1;
    running = starts;
    next(running);
  }

  function stop() {
    running = 0;
  }

  return { start, stop };
}

/** @param {HTMLVideoElement} video @param {() => void} act */
function afterNextFrame(video, act) {
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(act);
  else requestAnimationFrame(act);
}
