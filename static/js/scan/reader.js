/** The worker that reads codes: the platform's detector where there is one, else zxing. */
import { prepareZXingModule, purgeZXingModule, readBarcodes } from "zxing-wasm/reader";

/**
 * @typedef {{detect: (image: ImageData) => Promise<{rawValue: string}[]>}} Detector
 * @typedef {{new (options: {formats: string[]}): Detector, getSupportedFormats: () => Promise<string[]>}} Detectors
 * @typedef {(image: ImageData, denoise: boolean) => Promise<string>} Read
 */

/** @type {import("zxing-wasm/reader").ReaderOptions} */
const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true, tryDownscale: true };

let wasm = "";
/** @type {Promise<Read> | null} */
let reading = null;

onmessage = ({ data }) => {
  if (data.wasm) prepare(data.wasm);
  else answer(data);
};

/** @param {string} url */
function prepare(url) {
  wasm = url;
  reading = choose();
  // Whoever asks first hears of it.
  reading.catch(() => {});
}

/** @param {{id: number, image: ImageData, denoise: boolean}} question */
async function answer({ id, image, denoise }) {
  try {
    reading ??= choose();
    postMessage({ id, text: await (await reading)(image, denoise) });
  } catch (error) {
    // What did not arrive without a network may arrive with one: the next question tries again.
    reading = null;
    purgeZXingModule();
    postMessage({ id, failed: String(error) });
  }
}

/** @returns {Promise<Read>} */
async function choose() {
  const detector = await platformDetector();
  return detector ? withFallback(detector) : zxing();
}

/** @returns {Promise<Detector | null>} */
async function platformDetector() {
  const Detectors = /** @type {{BarcodeDetector?: Detectors}} */ (globalThis).BarcodeDetector;
  if (!Detectors) return null;
  const formats = await Detectors.getSupportedFormats();
  return formats.includes("qr_code") ? new Detectors({ formats: ["qr_code"] }) : null;
}

/**
 * A platform may name the detector and fail to run it, for instance while its service updates.
 * @param {Detector} detector @returns {Read}
 */
function withFallback(detector) {
  /** @type {Promise<Read> | null} */
  let instead = null;
  return async (image, denoise) => {
    if (instead) return (await instead)(image, denoise);
    try {
      return (await detector.detect(image)).map((code) => code.rawValue).find(Boolean) ?? "";
    } catch {
      instead = zxing();
      return (await instead)(image, denoise);
    }
  };
}

/** @returns {Promise<Read>} */
async function zxing() {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (image, denoise) => {
    const codes = await readBarcodes(image, { ...OPTIONS, tryDenoise: denoise });
    return codes.map((code) => code.text).find(Boolean) ?? "";
  };
}
