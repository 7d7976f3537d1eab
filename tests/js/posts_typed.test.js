import assert from "node:assert/strict";
import { test } from "node:test";
import { carried, typed } from "../../service_worker/carried.js";
import { take } from "../../service_worker/twin.js";
import { act, evening, EVENT } from "./evening.js";

const VCARD = [
  "BEGIN:VCARD",
  "VERSION:2.1",
  "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=",
  "=C3=B1ez;Ana;;Dr;",
  "ORG:Ice Ltd;Maps",
  "TITLE:Glaciologist\\, retired",
  "TEL;HOME:030 1234",
  "TEL;CELL:+44 (7911) 123-456",
  "item1.EMAIL;TYPE=pref:ana@EXAMPLE.org",
  "URL:example.org/ana",
  "END:VCARD",
].join("\r\n");

test("a card from another app is read on the phone, and nothing waits", () => {
  const taken = take(evening(), act("/scan/card", { text: VCARD }));
  assert.ok("page" in taken && taken.page.template === "contacts/person_form.html");
  const { form, action, source, place } = taken.page.context;
  const values = Object.fromEntries(Object.entries(form).map(([name, { value }]) => [name, value]));
  assert.deepEqual([action, source, place, taken.page.status ?? 200], ["/people", "vcard", "swap", 200]);
  assert.deepEqual(values, {
    name: "Dr Ana Núñez",
    headline: "Glaciologist, retired",
    organisation: "Ice Ltd, Maps",
    email: "ana@example.org",
    phone: "+447911123456",
    links: "https://example.org/ana",
    looking_for: "",
    can_help: "",
    prefers: "",
  });
});

test("of a card that another app shared it is asked whether they met at the event", () => {
  const [shared, scanned] = ["shared", ""].map((source) => take(evening(), act("/scan/card", { text: VCARD, source })));
  assert.ok(shared && "page" in shared && scanned && "page" in scanned);
  const { source, event } = shared.page.context;
  assert.deepEqual([source, event], ["shared", { id: EVENT, title: "Founders Evening", met: false }]);
  assert.equal(scanned.page.context.event, null);
});

test("it is asked again with what is wrong", () => {
  const refused = take(evening(), act("/people", { source: "shared", event: EVENT }));
  assert.ok("page" in refused);
  const { source, event } = refused.page.context;
  assert.deepEqual([source, event.met], ["shared", true]);
});

test("what was typed is told, and nothing else", () => {
  assert.deepEqual(typed(act("/events/x/targets", { who: "Marta", why: "", next: "/today" })), ["Marta"]);
});

test("a page may send what was typed or chosen, but no password and nothing empty", () => {
  const sent = carried(act("/scan/typed", { id: "1", code: "7Q2M" }));
  assert.deepEqual(sent, { path: "/scan/typed", fields: [{ name: "id", value: "1" }, { name: "code", value: "7Q2M" }] });
  assert.equal(carried(act("/me/address", { email: "alice@new.example", present: "a lamp" })), null);
  assert.equal(carried(act("/me/photo/removal", { id: "1", whose: "2", next: "/me" })), null);
});
