import { offerControls } from "./controls.js";

const WANTED = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

const WITHHELD = "wellmet.camera-withheld";

/** The name of the page's sentence for each way a camera can be withheld. */
const PROBLEMS = /** @type {Record<string, string>} */ ({
  NotFoundError: "no-camera",
  OverconstrainedError: "no-camera",
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotReadableError: "busy",
  AbortError: "busy",
});

/**
 * Shows the rear camera in the video while the page is in view. A hidden page lets the camera go:
 * phones show a light for it, and other apps may want it.
 * @param {HTMLElement} page
 * @param {HTMLVideoElement} video
 * @param {{onReady: () => void, onProblem: (name: string) => void}} listeners
 */
export function openCamera(page, video, { onReady, onProblem }) {
  let wanted = true;
  /** @type {Promise<void> | null} */
  let opening = null;

  const open = async () => {
    if (!navigator.mediaDevices) return report("insecure");
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      if (!wanted || document.hidden) return release(stream);
      await show(page, video, stream, onReady);
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      report(PROBLEMS[name] ?? "busy");
    }
  };
  const report = (/** @type {string} */ problem) => {
    sessionStorage.setItem(WITHHELD, problem);
    page.dataset.camera = "off";
    onProblem(problem);
  };
  const follow = () => {
    if (!wanted || document.hidden) return close(page, video);
    if (!opening && !video.srcObject) opening = open().finally(() => (opening = null));
  };
  const want = (/** @type {boolean} */ value) => () => {
    wanted = value;
    follow();
  };
  // Where there was none a moment ago, no room is left for its picture.
  const before = sessionStorage.getItem(WITHHELD);
  page.toggleAttribute("data-without-camera", before !== null);
  if (before) report(before);
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => close(page, video));
  follow();
  return { rest: want(false), wake: want(true) };
}

/**
 * @param {HTMLElement} page
 * @param {HTMLVideoElement} video
 * @param {MediaStream} stream
 * @param {() => void} onReady
 */
async function show(page, video, stream, onReady) {
  video.srcObject = stream;
  await video.play();
  sessionStorage.removeItem(WITHHELD);
  page.removeAttribute("data-without-camera");
  page.dataset.camera = "on";
  const [track] = stream.getVideoTracks();
  if (track) offerControls(page, track);
  onReady();
}

/** @param {HTMLElement} page @param {HTMLVideoElement} video */
function close(page, video) {
  if (!(video.srcObject instanceof MediaStream)) return;
  release(video.srcObject);
  video.srcObject = null;
  delete page.dataset.camera;
}

/** @param {MediaStream} stream */
function release(stream) {
  for (const track of stream.getTracks()) track.stop();
}
