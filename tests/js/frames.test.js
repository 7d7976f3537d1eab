import assert from "node:assert/strict";
import { test } from "node:test";

const pen = { drawImage() {}, getImageData: () => ({}) };
globalThis.document = /** @type {any} */ ({ createElement: () => ({ getContext: () => pen }) });
const { watchFrames } = await import("../../static/js/scan/frames.js");

/** A camera whose frames come when the test says so, and what reads them. */
function camera() {
  /** @type {(() => void)[]} */
  let waiting = [];
  let read = 0;
  const video = {
    srcObject: {},
    videoWidth: 4,
    videoHeight: 4,
    requestVideoFrameCallback: (/** @type {() => void} */ act) => waiting.push(act),
  };
  return {
    video: /** @type {any} */ (video),
    decoder: /** @type {any} */ ({ read: async () => { read += 1; return "a code"; } }),
    async frame() {
      const due = waiting;
      waiting = [];
      due.forEach((act) => act());
      await new Promise(setImmediate);
    },
    get read() { return read; },
  };
}

test("scanning again reads each frame once, however often", async () => {
  const of = camera();
  const frames = watchFrames(of.video, of.decoder, () => frames.stop(), () => assert.fail());
  for (let again = 0; again < 4; again += 1) {
    frames.start();
    await of.frame();
  }
  const before = of.read;

  frames.start();
  await of.frame();

  assert.equal(of.read, before + 1);
});

test("a frame asked for before a stop is not read after the next start", async () => {
  const of = camera();
  const frames = watchFrames(of.video, of.decoder, () => {}, () => assert.fail());
  frames.start();
  await of.frame();
  const before = of.read;

  frames.stop();
  frames.start();
  await of.frame();

  assert.equal(of.read, before + 1);
});
