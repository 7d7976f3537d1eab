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
  let running = false;
  let denoise = false;

  async function read() {
    denoise = !denoise;
    const text = await decoder.read(pixels(video, video.videoWidth, video.videoHeight), denoise);
    if (text && running) onCode(text);
  }

  async function next() {
    if (!running || !video.srcObject) return stop();
    try {
      if (video.videoWidth > 0) await read();
      afterNextFrame(video, next);
    } catch {
      stop();
      onBroken();
    }
  }

  function start() {
    if (running) return;
    running = true;
    next();
  }

  function stop() {
    running = false;
  }

  return { start, stop };
}

/** @param {HTMLVideoElement} video @param {() => void} act */
function afterNextFrame(video, act) {
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(act);
  else requestAnimationFrame(act);
}
