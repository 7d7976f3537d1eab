/** The worker that reads codes: the platform's detector where there is one, else zxing. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/**
 * @typedef {{detect: (image: ImageData) => Promise<{rawValue: string}[]>}} Detector
 * @typedef {{new (options: {formats: string[]}): Detector, getSupportedFormats: () => Promise<string[]>}} Detectors
 * @typedef {(image: ImageData, denoise: boolean) => Promise<string>} Read
 */

/** @type {import("zxing-wasm/reader").ReaderOptions} */
const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true, tryDownscale: true };

/** @type {Promise<Read>} */
let reading;

onmessage = ({ data }) => {
  if (data.wasm) reading = choose(data.wasm);
  else answer(data);
};

/** @param {{id: number, image: ImageData, denoise: boolean}} question */
async function answer({ id, image, denoise }) {
  try {
    postMessage({ id, text: await (await reading)(image, denoise) });
  } catch (error) {
    postMessage({ id, failed: String(error) });
  }
}

/** @param {string} wasm @returns {Promise<Read>} */
async function choose(wasm) {
  const detector = await platformDetector();
  return detector ? withFallback(detector, wasm) : zxing(wasm);
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
 * @param {Detector} detector @param {string} wasm @returns {Read}
 */
function withFallback(detector, wasm) {
  /** @type {Promise<Read> | null} */
  let instead = null;
  return async (image, denoise) => {
    if (instead) return (await instead)(image, denoise);
    try {
      return (await detector.detect(image)).map((code) => code.rawValue).find(Boolean) ?? "";
    } catch {
      instead = zxing(wasm);
      return (await instead)(image, denoise);
    }
  };
}

/** @param {string} wasm @returns {Promise<Read>} */
async function zxing(wasm) {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return async (image, denoise) => {
    const codes = await readBarcodes(image, { ...OPTIONS, tryDenoise: denoise });
    return codes.map((code) => code.text).find(Boolean) ?? "";
  };
}
