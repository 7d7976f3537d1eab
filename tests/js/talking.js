/** A phone with Alice's records, and a server that answers as a test says. */
import "fake-indexeddb/auto";
import { Phone } from "../../service_worker/phone.js";
import { openStore } from "../../service_worker/store.js";
import { Sync } from "../../service_worker/sync.js";

export const ALICE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
export const WEI = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
export const NOW = "2026-12-03T20:00:00.000000Z";
export const WHOLE = {
  person_id: ALICE, rev: 1, now: NOW, whole: true,
  person: { id: ALICE, name: "Alice", zone: "Europe/London", codes: [], lettering: {} },
  records: { contacts: [{ id: WEI, rev: 1, name: "Wei", card: {}, source: "typed", let_go_at: null }] },
};
let stores = 0;

/** @param {((path: string, body: any) => Response | Promise<Response>)[]} answers one for each request, the last for all after it */
export async function phoneWith(...answers) {
  let time = Date.parse(NOW);
  /** @type {any[]} */
  const asked = [];
  const phone = new Phone(await openStore(`sync-${++stores}`), () => time);
  const sync = new Sync(phone, async (path, options) => {
    const body = options?.body ? JSON.parse(String(options.body)) : null;
    asked.push({ path: path.split("?")[0], body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer) throw new TypeError("no network");
    return answer(path, body);
  }, () => 0);
  const pass = (/** @type {number} */ ms) => (time += ms);
  return { phone, sync, asked, pass };
}

export const whole = () => Response.json(WHOLE);
export const nothingNew = () => Response.json({ person_id: ALICE, rev: 1, now: NOW });
export const busy = () => new Response("", { status: 429, headers: { "Retry-After": "30" } });
export const full = () => new Response("", { status: 429 });
export const noNetwork = () => { throw new TypeError("no network"); };

/** @param {any} _path @param {any} body */
export function allDone(_path, body) {
  const answers = body.acts.map((/** @type {any} */ { key }) => ({ key, status: 303 }));
  return Response.json({ answers, retry_after: null, replica: { ...WHOLE, rev: 2 } });
}

/** @param {Phone} phone @param {string} text */
export function note(phone, text) {
  return phone.act(`/people/${WEI}/notes`, [["id", crypto.randomUUID()], ["text", text]]);
}

/** A question whose answer is held back until it is given; `asked` says when it has been put. */
export function held() {
  /** @type {PromiseWithResolvers<void>} */
  const put = Promise.withResolvers();
  /** @type {PromiseWithResolvers<Response>} */
  const answered = Promise.withResolvers();
  const hold = () => (put.resolve(), answered.promise);
  return { asked: put.promise, hold, answer: answered.resolve };
}
