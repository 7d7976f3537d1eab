/** A card that another app shares with this one: looked over before it is kept. */
import { decode, withoutAttachments } from "../static/js/scan/content_lines.js";
import { opened, unsent, wake } from "./keeping.js";
import { pageResponse, redirect } from "./responses.js";
import { SHARED } from "./pages/met_where.js";
import { take } from "./twin.js";

/** @param {URL} url */
export function isShare(url) {
  return url.pathname === "/scan/shared";
}

/**
 * Show whose card it is. The system's share sheet sends it, not a page of ours; it changes nothing.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
export async function shared({ request }) {
  const { phone } = await opened();
  const text = withoutAttachments(await told(await request.formData()));
  const person = await phone.person();
  if (person) return reviewed(person, text);
  await phone.keepShared(text);
  return redirect("/sign-in?next=/scan?shared");
}

/** What was shared while nobody was signed in: shown once, to whoever is by now. */
export async function sharedBefore() {
  const { phone } = await opened();
  const text = await phone.shared();
  // Right after a sign-in the records are still on their way.
  if (text && !(await phone.person())) await wake({ now: true });
  const person = text && (await phone.person());
  if (!person) return undefined;
  await phone.keepShared("");
  return reviewed(person, text);
}

/** @param {import("./view.js").Person} person @param {string} text */
async function reviewed(person, text) {
  const { phone } = await opened();
  const review = take(person.records, { key: "", path: "/scan/card", fields: [["text", text], ["source", SHARED]], made_at: phone.now() });
  if (!("page" in review)) return redirect("/scan");
  return pageResponse(review.page, { said: [], answers_post: true, person_id: person.replica.person_id, lettering: person.records.person.lettering, ...(await unsent()) });
}

/** A file, or a card shared as text. @param {FormData} form @returns {Promise<string>} */
async function told(form) {
  const card = form.get("card");
  return card instanceof File && card.size ? decode(await card.arrayBuffer()) : String(form.get("text") ?? "");
}
