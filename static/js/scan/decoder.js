/**
 * Reads codes off the page's thread.
 * @typedef {{read: (image: ImageData, denoise: boolean) => Promise<string>}} Decoder
 */

/**
 * Starts the reader at once, so that it is warm when the camera is.
 * @param {string} script URL of the worker
 * @param {string} wasm URL of zxing's WebAssembly
 * @returns {Decoder} read() answers "" when there is no code, and rejects when there is no reader
 */
export function openDecoder(script, wasm) {
  const worker = new Worker(script, { type: "module" });
  /** @type {Map<number, {resolve: (text: string) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  let broken = false;

  worker.onmessage = ({ data }) => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) answer?.reject(new Error(data.failed));
    else answer?.resolve(data.text);
  };
  worker.onerror = (event) => {
    broken = true;
    for (const answer of waiting.values()) answer.reject(new Error(event.message));
    waiting.clear();
  };
  worker.postMessage({ wasm: new URL(wasm, location.href).href });

  return {
    read: (image, denoise) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(new Error("The reader did not start"));
        const id = ++last;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, image, denoise }, [image.data.buffer]);
      }),
  };
}
