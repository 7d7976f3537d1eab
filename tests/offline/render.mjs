/**
 * The phone's scripts, asked by the tests in Python: a request a line in, `{result}` or `{error}` a
 * line out. `do` names one of ACTS; whoever asks something new adds one there.
 */
import { createInterface } from "node:readline";
import { render } from "../../service_worker/compiler/runtime.js";
import { ZONE_OF_CODE, ZONES } from "../../service_worker/places.js";
import { decode } from "../../static/js/scan/content_lines.js";

/** @typedef {Record<string, import("../../service_worker/compiler/runtime.js").Template>} Templates */

/** @type {Templates[]} */
const loaded = [];

/** @type {Record<string, (request: any) => unknown>} */
const ACTS = {
  async load({ source }) {
    const { templates } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    return String(loaded.push(templates) - 1);
  },

  render({ module, template, context, answers }) {
    const functions = Object.entries(answers).map(([name, answer]) => [name, () => answer]);
    return render(/** @type {Templates} */ (loaded[module]), template, context, Object.fromEntries(functions));
  },

  decode({ octets }) {
    return decode(Uint8Array.from(octets));
  },

  places() {
    return { zones: ZONES, codes: Object.fromEntries(ZONE_OF_CODE) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}

/** @param {any} request */
async function answer(request) {
  try {
    const act = ACTS[request.do];
    if (!act) throw new TypeError(`Nobody here can ${request.do}`);
    return { result: await act(request) };
  } catch (error) {
    return { error: String(error) };
  }
}
