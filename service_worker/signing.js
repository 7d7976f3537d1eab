/** Posts after which somebody else may be signed in, or nobody. */
import { ANSWERS, drawn, needsNetwork, typed } from "./answers.js";
import { forgetPhotos } from "./assets.js";
import { opened, wake } from "./keeping.js";
import * as waits from "./waiting.js";

/** @typedef {import("./view.js").Person} Person */

/** Posts after which what somebody could see has to go from this phone. */
const LEAVES = ["/sign-out", "/me/delete"];
const FOR_GOOD = "/me/delete";

/** @type {import("./answers.js").Strategy} */
export async function whoever(event, url) {
  const { phone, sync } = await opened();
  const left = url.pathname === "/sign-out" ? await unsentBySomebodySure(event.request) : [];
  if (left.length) return drawn(waits.leaving(left), ANSWERS);
  const person = await phone.person();
  const answer = await sync.aside(async () => {
    await phone.leave();
    return came(await fetch(event.request).catch(() => null), person, url.pathname);
  });
  event.waitUntil(wake({ now: true }));
  // What is typed in such a post is a password, or an address beside one.
  return answer ?? needsNetwork(new URL(event.request.referrer), { path: url.pathname, fields: [] });
}

/**
 * What has not gone out, to be asked about once more before a sign-out.
 * @param {Request} request
 */
async function unsentBySomebodySure(request) {
  const { phone } = await opened();
  const entries = async () => (await phone.person())?.entries ?? [];
  const sure = (await typed(request)).some(([name]) => name === "sure");
  if (sure || !(await entries()).length) return [];
  await wake({ now: true });
  return entries();
}

/**
 * What came of such a post: whoever did not get out, or nobody in, is there as before.
 * @param {Response | null} answer
 * @param {Person | null} person
 * @param {string} path
 */
async function came(answer, person, path) {
  const { phone, sync } = await opened();
  const leaving = LEAVES.includes(path);
  // Whoever gets out is sent on, and whom the server has signed out already has left all the same: any
  // page in its place is somebody else's. Whoever gets in may be shown what they had typed.
  const failed = leaving ? !hasLeft(answer) : !answer || answer.status >= 400;
  if (failed && person) await phone.comeBack(person.replica.person_id);
  if (!failed) await forgetPhotos();
  if (!failed && leaving && person) await phone.forget(person.replica.person_id);
  // The server sends on whoever is gone, and asks anybody else to sign in. A portal sends on everybody.
  const isGone = path === FOR_GOOD && answer?.type === "opaqueredirect" && (await sync.hearsOfNobody());
  if (isGone && person) await phone.lose(person.replica.person_id);
  return answer;
}

/** @param {Response | null} answer */
function hasLeft(answer) {
  return answer?.type === "opaqueredirect" || answer?.status === 401;
}
