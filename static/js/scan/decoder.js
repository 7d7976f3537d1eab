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
  /** @type {Map<number, {resolve: (text: string) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  /** @type {Worker | null} */
  let worker = start();

  function start() {
    const started = new Worker(script, { type: "module" });
    started.onmessage = ({ data }) => {
      const answer = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.failed) answer?.reject(new Error(data.failed));
      else answer?.resolve(data.text);
    };
    started.onerror = (event) => {
      // What did not arrive without a network may arrive with one: the next question tries again.
      started.terminate();
      worker = null;
      for (const answer of waiting.values()) answer.reject(new Error(event.message));
      waiting.clear();
    };
    started.postMessage({ wasm: new URL(wasm, location.href).href });
    return started;
  }

  return {
    read: (image, denoise) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, image, denoise }, [image.data.buffer]);
      }),
  };
}
