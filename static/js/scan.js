/** The scan page: camera or photo → code → what was found, said on the page. */
import { openCamera } from "./scan/camera.js";
import { classify } from "./scan/classify.js";
import { openDecoder } from "./scan/decoder.js";
import { hideFound, showFound } from "./scan/found.js";
import { watchFrames } from "./scan/frames.js";
import { part } from "./scan/parts.js";
import { offerPhoto } from "./scan/photo.js";
import { speaker } from "./scan/say.js";

/** How soon a reader that did not arrive is sought again, in ms. */
const TRY_AGAIN = 5_000;

const page = document.querySelector("[data-scan]");
if (page instanceof HTMLElement) scan(page);

/** @param {HTMLElement} page */
function scan(page) {
  const say = speaker(page);
  const decoder = openDecoder(page.dataset.reader ?? "", page.dataset.wasm ?? "");
  const video = part(page, "video", HTMLVideoElement);
  const frames = watchFrames(video, decoder, react, lackReader);
  const camera = openCamera(page, video, { onReady: look, onProblem: say });
  offerPhoto(page, decoder, react, say);
  part(page, "[data-again]", HTMLElement).addEventListener("click", resume);
  addEventListener("online", () => video.srcObject && look());

  /** @param {string} text what the code says */
  function react(text) {
    const code = classify(text, location.host);
    if (showFound(page, code)) {
      frames.stop();
      camera.rest();
      say("");
    } else {
      say(code.kind, code.kind === "web" ? code.host : "");
    }
  }

  function look() {
    say("looking");
    frames.start();
  }

  function lackReader() {
    say("no-reader");
    // On a bad network nothing says that it is better.
    setTimeout(frames.start, TRY_AGAIN);
  }

  function resume() {
    hideFound(page);
    camera.wake();
  }
}
