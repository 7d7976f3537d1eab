"""A card from another app is read on the phone as the server reads it."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blueprints.exchange import content_lines, vcard
from blueprints.shared.card import Card
from blueprints.shared.card_form import card_values
from tests.conftest import Actor
from tests.exchange.test_vcard import (
    ANDROID_21,
    APPLE,
    CARDS,
    NUMBERS,
    VERSION_4,
    WITH_AGENT,
    WITH_AGENT_BESIDE,
    WITH_AGENT_IN_TEXT,
    contact,
)

from .conftest import Told, merged, pull
from .node import Node
from .phone import Phone, difference, same, switched_on

pytestmark = pytest.mark.once

NOBODY: Told = {"person": {}, "records": {}}
QUOTED = "ENCODING=QUOTED-PRINTABLE"


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with switched_on() as one:
        yield one


@given(CARDS.map(vcard.write).map(bytes.decode))
@settings(max_examples=20)
@example(APPLE)
@example("\ufeff\n" + APPLE.replace("END:VCARD\r\n", ""))
@example("Look who I met!\n" + APPLE + APPLE.replace("Bob", "Eve"))
@example(ANDROID_21)
@example(ANDROID_21.replace("\nFN", "\nX-FN"))
@example(VERSION_4)
@example(APPLE.replace("\r\n", "\r"))
@example(APPLE.replace("\r\n", "\r\r\n"))
@example(WITH_AGENT)
@example(WITH_AGENT_BESIDE)
@example(WITH_AGENT_IN_TEXT)
@example(contact("FN:Bob", 'TEL;PREF="30":030 1', "TEL;PREF=4;TYPE=home:030 2", "TEL;CELL:030 3"))
@example(contact("FN:Bob", "EMAIL;PREF=0x1:a@example.org", "EMAIL;TYPE=pref:b@example.org"))
@example(contact("FN:Bob", "EMAIL;PREF=101:a@example.org", "EMAIL;PREF=9:b@example.org"))
@example(contact("N:Smith;John;Q.;Dr.;Jr."))
@example(contact("FN:", "N:;;;;", "ORG:Stone & Sons"))
@example(contact("NICKNAME:Bobby", "ROLE:Mason"))
@example(contact("EMAIL:bob@example.org"))
@example(contact("FN:Bob", "EMAIL:MAILTO:bob@example.org", "TEL:TEL:+491711234567;ext=1"))
@example(contact("FN:Bob", "TEL:0171 / 123 (45)x7"))
@example(contact("FN:Bob", "EMAIL:bob at home", "URL:javascript:alert(1)"))
@example(contact("FN:Bob", "no colon here", ":::", ";;;:x"))
@example(contact(f"fn;charset=klingon;{QUOTED.lower()}:B=C3=B6b="))
@example(contact(f"FN;{QUOTED};CHARSET=ISO-8859-1:B=F6b"))
@example(contact(f"FN;CHARSET=UTF-8;{QUOTED}:B=FFö"))
@example(contact(f"FN;{QUOTED}:Bob=", " St=C3=B6hr"))
@example(contact(f"FN;{QUOTED}:Bob=", "\tSt=", "  "))
@example(contact(f"FN;{QUOTED}:Bo", " b=20S", " t=C3=B6hr"))
@example(contact("FN:C:\\\\new\\"))
@example("MECARD:N:Müller,Bob;TEL:+491711234567;EMAIL:bob@example.org;URL:example.org/bob;;")
@example("mecard:N:Bob;ORG:Stone\\; Sons;;")
@example("MECARD:N:Bob;URL:https\\://example.org")
def test_a_card_is_read_alike(phone: Phone, text: str) -> None:
    assert _read(phone, text) == card_values(vcard.read(text.strip()))


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_read_alike(phone: Phone, written: str) -> None:
    text = contact("FN:Bob", f"TEL:{written}")
    assert _read(phone, text) == card_values(Card("Bob", phone=NUMBERS[written]))


@given(st.text('BEGIN:VCARDFNTL;="\\,\n 3').map(contact))
@settings(max_examples=20)
@example("hello")
@example("MECARD:;;")
@example("BEGIN:VCARD")
@example("BEGIN:VCALENDAR\nEND:VCALENDAR")
def test_what_is_no_card_is_refused_alike(phone: Phone, text: str) -> None:
    try:
        read: object = card_values(vcard.read(text.strip()))
    except ValueError as problem:
        read = str(problem)

    assert _read(phone, text) == read


CHARSETS = ("utf-8", "ISO-8859-1", *(f"Windows-125{n}" for n in range(9)))


@pytest.mark.parametrize("charset", [*CHARSETS, "iso-8859-15", "utf-7", "undefined", "\xe9", ""])
def test_every_octet_of_a_charset_is_read_alike(node: Node, charset: str) -> None:
    octets = f"FN;CHARSET={charset}:".encode("latin-1") + bytes(range(256))

    assert _decoded(node, octets) == content_lines.decode(octets)


@given(st.binary() | st.text().map(str.encode))
@settings(max_examples=50)
@example(b"\xef\xbb\xbfFN:J\xc3\xb6rg")
@example(b"FN:J\xc3\r\n \xb6rg\nTITLE:\xe2\x82\n\t\xac\r\n")
@example(b"FN:J\xc3\r\n \xb6rg M\xfcller\r\n")
@example(b"FN;CHARSET=utf-8:J\xc3\xb6rg \xe2\x82")
@example(b'FN;charset="windows-1251":\xce\xeb\xfc\xe3\xe0\r\nTITLE;CHARSET=utf-8:x')
def test_any_file_is_read_alike(node: Node, octets: bytes) -> None:
    assert _decoded(node, octets) == content_lines.decode(octets)


@pytest.mark.parametrize(
    "text",
    [
        APPLE,
        APPLE * 3,
        "\ufeff\n" + APPLE + "\n" + ANDROID_21 + WITH_AGENT,
        WITH_AGENT_BESIDE * 2 + WITH_AGENT_IN_TEXT,
        APPLE + APPLE.replace("END:VCARD\r\n", ""),
        "END:VCARD\n" + VERSION_4,
        "MECARD:N:Bob;;",
    ],
)
@pytest.mark.parametrize("source", ["", "shared"])
def test_a_review_looks_alike_however_many_people_there_are(
    phone: Phone, alice: Actor, evening: str, text: str, source: str
) -> None:
    known, read = merged({}, pull(alice)), {"text": text, "source": source}
    taken = phone.take(known, "/scan/card", read, "2026-12-03T19:00:00.000000Z")
    online = same(alice.post("/scan/card", read).get_data(as_text=True))

    assert online == same(taken["html"]), difference(online, same(taken["html"]))
    assert ("Only the first is here" in online) == (vcard.count(text) > 1)
    assert (f'value="{evening}"' in online) == (source == "shared")


def test_a_hostile_card_takes_no_time(phone: Phone) -> None:
    text = contact("FN:Bob", "TEL;TYPE=,,;" + '"' * 9_000, "=" * 5_000, "A;B=" * 1_000)

    assert _read(phone, text) == card_values(Card("Bob"))


def _decoded(node: Node, octets: bytes) -> object:
    return node.ask({"do": "decode", "octets": list(octets)})


def _read(phone: Phone, text: str) -> object:
    """The card that the phone shows for review, or why it refuses it."""
    page = phone.take(NOBODY, "/scan/card", {"text": text}, "2026-12-03T19:00:00.000000Z")["page"]
    form = page["context"]["form"]
    if page.get("status") == 422:
        return form["text"]["error"]
    return {name: field["value"] for name, field in form.items()}
