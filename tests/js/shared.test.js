import assert from "node:assert/strict";
import test from "node:test";
import { opened, share, WHOLE } from "./asking.js";

/** @param {string} text each of whose characters is an octet */
const octets = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** The page of a card that another app shared with Alice. @param {string} text */
async function shown(text) {
  const { phone } = await opened();
  await phone.hear([], WHOLE, (await phone.asking()).asked);
  const answer = await share(octets(`BEGIN:VCARD\r\nVERSION:2.1\r\n${text}\r\nEND:VCARD\r\n`));
  return (await answer?.text()) ?? "";
}

/** Lines as Outlook writes them, and the name that they say. */
const NAMES = {
  "FN;CHARSET=Windows-1252:J\xf6rg M\xfcller": "Jörg Müller",
  "FN;LANGUAGE=pl;CHARSET=windows-1250:\xa3ucja": "Łucja",
  "FN;CHARSET=Windows-1252:J\xc3\xb6rg": "Jörg",
  "FN;CHARSET=klingon:J\xf6rg": "Jörg",
  "FN:J\xf6rg": "Jörg",
};

for (const [line, name] of Object.entries(NAMES)) {
  test(`a card is read in the charset it names: ${JSON.stringify(line)}`, async () => {
    assert.match(await shown(line), new RegExp(`value="${name}"`));
  });
}

test("of several people in a file the page says that only the first is here", async () => {
  const [one, three] = [await shown("FN:Ann"), await shown("FN:Ann\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Ben\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Cem")];
  assert.match(three, /value="Ann"/);
  assert.match(three, /This holds 3 people. Only the first is here; share the others one by one./);
  assert.doesNotMatch(one, /Only the first/);
});

test("the picture that Outlook puts in a card makes it not too long", async () => {
  const picture = `X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:\r\n${` ${"/9j/".repeat(18)}\r\n`.repeat(400)}`;
  assert.match(await shown(`${picture}\r\nFN:Bob`), /value="Bob"/);
});

test("what another site posts as if it were shared is the server's to refuse", () => {
  assert.equal(share("BEGIN:VCARD", "https://evil.example/"), undefined);
});
