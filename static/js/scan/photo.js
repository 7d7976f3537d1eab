import { part } from "./parts.js";
import { LONGEST_SIDE, pixels } from "./picture.js";

/** A code across the room is small in a photo: what 1,280 pixels hide, twice as many may show. */
const LOOKS = [LONGEST_SIDE, 2 * LONGEST_SIDE];

/** @typedef {import("./decoder.js").Decoder} Decoder */

/**
 * Reads a code from a photo the person picks: the way in when there is no camera.
 * @param {HTMLElement} page
 * @param {Decoder} decoder
 * @param {(text: string) => void} onCode
 * @param {(name: string) => void} say
 */
export function offerPhoto(page, decoder, onCode, say) {
  const input = part(page, "[data-photo]", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    say("reading-photo");
    const text = await readPhoto(file, decoder).catch(() => say("no-reader"));
    input.value = "";
    if (text) onCode(text);
    else if (text === "") say("no-code");
    else if (text === null) say("no-picture");
  });
}

/**
 * @param {File} file
 * @param {Decoder} decoder
 * @returns {Promise<string | null>} the code, "" when there is none, null when it is no picture
 */
async function readPhoto(file, decoder) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  try {
    return await look(picture, decoder);
  } finally {
    picture.close();
  }
}

/** @param {ImageBitmap} picture @param {Decoder} decoder */
async function look(picture, decoder) {
  for (const limit of LOOKS) {
    const image = pixels(picture, picture.width, picture.height, limit);
    const text = await decoder.read(image, true);
    if (text) return text;
  }
  return "";
}
