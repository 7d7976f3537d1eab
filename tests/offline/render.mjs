/**
 * The phone's scripts, asked by the tests in Python: a request a line in, `{result}` or `{error}` a
 * line out. `do` names one of ACTS; whoever asks something new adds one there.
 */
import { createInterface } from "node:readline";
import { cadence } from "../../service_worker/cadence.js";
import { render } from "../../service_worker/compiler/runtime.js";
import { depth, lastOn } from "../../service_worker/depth.js";
import { ZONE_OF_CODE, ZONES } from "../../service_worker/places.js";
import { full, outcome, queue } from "../../service_worker/queue.js";
import { candidates, reasons } from "../../service_worker/room.js";
import { described, strata } from "../../service_worker/strata.js";
import { verdicts } from "../../service_worker/verdict.js";
import { keepWarm } from "../../service_worker/warm.js";
import { alike, isForOne, isParticular, linesAlike } from "../../service_worker/wording.js";
import { decode } from "../../static/js/scan/content_lines.js";

/** @typedef {Record<string, import("../../service_worker/compiler/runtime.js").Template>} Templates */

/** @type {Templates[]} */
const loaded = [];

/** What is the same on phone and server, and looks at nothing but what it is given. @type {Record<string, (...given: any[]) => unknown>} */
const RULES = {
  ...{ cadence, depth, lastOn, queue, full, outcome, strata, described, keepWarm, verdicts },
  ...{ candidates, reasons, alike, isForOne, isParticular, linesAlike },
};

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

  rule({ name, given }) {
    return RULES[name]?.(...given) ?? null;
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
