/** A card that another app shares with this one: looked over before it is kept. */
import { opened, unsent } from "./keeping.js";
import { pageResponse } from "./responses.js";
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
  const person = await phone.person();
  if (!person) return fetch(request);
  const card = (await request.formData()).get("card");
  const text = card instanceof File ? await card.text() : (card ?? "");
  const review = take(person.records, { key: "", path: "/scan/card", fields: [["text", text]], made_at: phone.now() });
  const page = "page" in review ? review.page : { template: "exchange/scan.html", context: {} };
  return pageResponse(page, { from_phone: true, said: [], ...(await unsent()) });
}
