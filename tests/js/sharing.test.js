import assert from "node:assert/strict";
import test from "node:test";
import { answering } from "./asking.js";

/** @param {string} referrer the page that posts a card, or "" */
function share(referrer) {
  const body = new FormData();
  body.set("text", "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë\nEND:VCARD\n");
  const request = new Request("http://localhost/scan/shared", { method: "POST", body });
  Object.defineProperties(request, { mode: { value: "navigate" }, referrer: { value: referrer } });
  return answering(/** @type {any} */ ({ request, resultingClientId: "", waitUntil() {} }));
}

test("what another site posts as if it were shared is the server's to refuse", () => {
  assert.equal(share("https://evil.example/"), undefined);
});

test("what the system's share sheet sends is taken", async () => {
  assert.equal((await share(""))?.status, 303);
});
