import assert from "node:assert/strict";
import { test } from "node:test";
import { classify } from "../../static/js/scan/classify.js";
import { withoutAttachments } from "../../static/js/scan/content_lines.js";

const HOST = "wellmet.example";
const CODE = "0123456789AB";

/** @param {string} text */
const kind = (text) => classify(text, HOST).kind;

test("knows our card codes in either case and keeps the card as it is", () => {
  const card = { kind: "card", code: CODE, fragment: "Ifeoma;+49" };
  assert.deepEqual(classify(`HTTPS://WELLMET.EXAMPLE/C/${CODE}#Ifeoma;+49`, HOST), card);
  assert.deepEqual(classify(`https://wellmet.example/c/${CODE.toLowerCase()}#Ifeoma;+49`, HOST), card);
});

test("mends the letters people mistake for digits", () => {
  assert.deepEqual(classify(`https://${HOST}/c/oi23456789ab`, HOST), {
    kind: "card",
    code: CODE,
    fragment: "",
  });
});

test("knows our events", () => {
  assert.deepEqual(classify(`HTTPS://${HOST}/E/K7Q2`, HOST), { kind: "event", code: "K7Q2" });
});

test("takes a port for part of the host", () => {
  assert.equal(classify(`HTTP://LOCALHOST:8000/C/${CODE}`, "localhost:8000").kind, "card");
  assert.equal(classify(`HTTP://LOCALHOST:8001/C/${CODE}`, "localhost:8000").kind, "web");
});

test("does not take another host's or a wrong path for a card", () => {
  for (const text of [
    `https://evil.example/c/${CODE}`,
    `https://${HOST}@evil.example/c/${CODE}`,
    `https://${HOST}/c/${CODE}0`,
    `https://${HOST}/c/SHORT`,
    `https://${HOST}/c/${CODE}/swap`,
  ]) {
    assert.equal(kind(text), "web", text);
  }
});

test("names a link's host", () => {
  assert.deepEqual(classify("https://www.linkedin.com/in/x", HOST), { kind: "web", host: "linkedin.com" });
  assert.deepEqual(classify("www.example.org", HOST), { kind: "web", host: "example.org" });
});

const NAMES = [
  ["BEGIN:VCARD\r\nVERSION:3.0\r\nN:Nwosu;Ifeoma;;;\r\nFN:Ifeoma Nwosu\r\nEND:VCARD", "Ifeoma Nwosu"],
  ["BEGIN:VCARD\nN:Müller;Jörg;;;\nEND:VCARD", "Jörg Müller"],
  ["BEGIN:VCARD\nitem1.FN:A\\, B\nEND:VCARD", "A, B"],
  ["BEGIN:VCARD\nFN:Ifeo\n ma\nEND:VCARD", "Ifeoma"],
  ["BEGIN:VCARD\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BC=\nrgen\nEND:VCARD", "Jürgen"],
  ["BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:J=FCrgen\nN:X;Y\nEND:VCARD", "J\ufffdrgen"],
  ["BEGIN:VCARD", ""],
  ["MECARD:N:Nwosu,Ifeoma;TEL:+49151;EMAIL:i@example.org;;", "Ifeoma Nwosu"],
  ["MECARD:TEL:1;N:Semi\\;colon;;", "Semi;colon"],
];

for (const [text = "", name] of NAMES) {
  test(`finds whose card it is: ${JSON.stringify(text)}`, () => {
    const code = classify(text, HOST);
    assert.ok(code.kind === "person" && code.name === name && code.text === text, JSON.stringify(code));
  });
}

test("leaves out what is attached to a contact, and nothing else", () => {
  const folded = `/9j/4AAQ\r\n ${"A".repeat(74)}\r\n\tBBBB=`;
  for (const name of ["PHOTO;ENCODING=b;TYPE=JPEG", "X-MS-CARDPICTURE;TYPE=JPEG", "item1.photo;base64;jpeg", "LOGO", "Sound", "KEY"]) {
    const text = `BEGIN:VCARD\r\nFN:Key Photo\r\n${name}:${folded}\r\nTEL:1\r\nEND:VCARD`;
    assert.equal(withoutAttachments(text), "BEGIN:VCARD\r\nFN:Key Photo\r\n\r\nTEL:1\r\nEND:VCARD");
  }
});

const OTHERS = [
  ["WIFI:T:WPA;S:Guest;P:secret;;", "wifi"],
  ["mailto:a@example.org", "mail"],
  ["MATMSG:TO:a@example.org;;", "mail"],
  ["tel:+49151", "phone"],
  ["SMSTO:+49151:Hi", "sms"],
  ["BCD\n002\n1\nSCT", "payment"],
  ["bitcoin:abc", "payment"],
  ["00020101021126", "payment"],
  ["geo:1,2", "geo"],
  ["Hello", "text"],
  ["", "text"],
  ["https://", "text"],
  ["javascript:alert(1)", "text"],
];

for (const [text = "", expected] of OTHERS) {
  test(`calls ${JSON.stringify(text)} ${expected}`, () => assert.equal(kind(text), expected));
}
