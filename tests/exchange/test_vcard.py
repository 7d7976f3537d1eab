import base64
import contextlib
import time

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from blueprints.exchange import content_lines, vcard
from blueprints.shared.card import CHANNELS, Card

ALICE = Card(
    name="Alice Müller; Dr., \\o/",
    headline="Builds bridges",
    organisation="Stone & Sons; Bridges, Tunnels",
    email="alice@example.org",
    phone="+447911123456",
    links=("https://example.org/alice?a=1,2;b", "https://t.me/alice"),
    looking_for="a mason\nwho sings",
    can_help="with statics",
    prefers="signal",
)
# Everything but control characters, halves of surrogate pairs and line separators.
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
    | st.sampled_from(r"\,;:nN" + "e\u0301")
).map(str.strip)
CARDS = st.builds(
    Card,
    name=TEXTS.filter(bool),
    headline=TEXTS,
    organisation=TEXTS,
    email=st.sampled_from(["", "alice@example.org", "a+b_c@köln.example"]),
    phone=st.sampled_from(["", "+447911123456", "+4917112345678"]),
    links=st.sampled_from([(), ALICE.links]),
    looking_for=TEXTS,
    can_help=TEXTS,
    prefers=st.sampled_from(["", *CHANNELS]),
)


@given(CARDS, st.binary(max_size=200), TEXTS)
def test_a_written_card_reads_as_it_was(card: Card, photo: bytes, note: str) -> None:
    assert vcard.read(vcard.write(card, photo, note).decode()) == card


@given(CARDS, TEXTS)
def test_lines_are_folded_by_octets_and_never_inside_a_character(card: Card, note: str) -> None:
    for line in vcard.write(card, b"\xff" * 300, note).split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()


@given(st.text(), st.text(), st.text())
def test_no_field_brings_lines_of_its_own(name: str, link: str, note: str) -> None:
    evil = Card(name=f"{name}\r\nTEL:666", organisation=f"\u2028TEL:666\x85{name}", links=(link,))
    text = vcard.write(evil, note=f"\rTEL:666\n{note}").decode().replace("\r\n ", "")
    assert not any(line.startswith("TEL") for line in text.splitlines())


def test_another_reader_agrees() -> None:
    read = vobject.readOne(vcard.write(ALICE, b"\xff\xd8photo", "met: at the door").decode())
    assert read.fn.value == ALICE.name
    assert read.n.value.given == ALICE.name
    assert read.tel.value == ALICE.phone
    assert read.tel.params == {"TYPE": ["CELL"]}
    assert read.org.value == [ALICE.organisation]
    assert read.note.value == "met: at the door"
    assert read.photo.value == b"\xff\xd8photo"


def test_what_is_written_has_the_order_and_the_ends_the_rfc_asks_for() -> None:
    lines = vcard.write(Card(name="Alice")).split(b"\r\n")
    assert lines == [b"BEGIN:VCARD", b"VERSION:3.0", b"N:;Alice;;;", b"FN:Alice", b"END:VCARD", b""]


APPLE = """BEGIN:VCARD\r
VERSION:3.0\r
PRODID:-//Apple Inc.//iPhone OS 17.5.1//EN\r
N:Müller;Bob;;Dr.;\r
FN:Dr. Bob Müller\r
ORG:Stone & Sons;Bridges;\r
item1.EMAIL;type=INTERNET;type=pref:bob@example.org\r
item1.X-ABLabel:_$!<Work>!$_\r
TEL;type=HOME;type=VOICE:+49 30 123456\r
TEL;type=CELL;type=VOICE:+49 171 1234567\r
item2.URL;type=pref:http\\://example.org/bob\r
X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/bob\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAASABIAAD/4QBARXhpZgAATU0AKgAA\r
 AAgAAYdpAAQAAAABAAAAGgAAAAAAAqACAAQAAAABAAAAZKADAAQAAAABAAAAZAAAAAD/7QA4UGh\r
 vdG9zaG9wIDMuMAA=\r
END:VCARD\r
"""
BOB = Card(
    name="Dr. Bob Müller",
    organisation="Stone & Sons, Bridges",
    email="bob@example.org",
    phone="+491711234567",
    links=("http://example.org/bob", "http://www.linkedin.com/in/bob"),
)
ANDROID_21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=65=72;=42=6F=62=
=62=79;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=42=6F=62=62=79=20=4D=C3=BC=
=6C=6C=65=72
TEL;CELL;PREF:+49 171 1234567
EMAIL;HOME:bob@example.org
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQ
 EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/2wBDAQEBAQEB==

END:VCARD
"""
VERSION_4 = """BEGIN:VCARD
VERSION:4.0
FN:Bob
TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+49-171-1234567;ext=1
TEL;VALUE=uri;TYPE=cell:tel:+49-171-7654321
EMAIL;PREF=2:other@example.org
EMAIL;PREF=1:bob@example.org
END:VCARD
"""


def contact(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


@pytest.mark.parametrize(
    ("text", "card"),
    [
        (APPLE, BOB),
        (APPLE.replace("\r\n", "\r"), BOB),
        (APPLE.replace("\r\n", "\r\r\n"), BOB),
        ("\ufeff\n" + APPLE.replace("\r\n", "\n"), BOB),
        (APPLE.replace("END:VCARD\r\n", ""), BOB),
        ("Look who I met!\n" + APPLE + APPLE.replace("Bob", "Eve"), BOB),
        (ANDROID_21, Card(name="Bobby Müller", email="bob@example.org", phone="+491711234567")),
        (
            ANDROID_21.replace("\nFN", "\nX-FN"),
            Card(name="Bobby Müller", email="bob@example.org", phone="+491711234567"),
        ),
        (contact("FN:Smith, John"), Card(name="Smith, John")),
        (contact("N:Smith;John;Q.;Dr.;Jr."), Card(name="Dr. John Q. Smith Jr.")),
        (contact("FN:", "N:;;;;", "ORG:Stone & Sons"), Card("Stone & Sons", "", "Stone & Sons")),
        (contact("NICKNAME:Bobby"), Card(name="Bobby")),
        (contact("FN:Bob", "ROLE:Nurse"), Card("Bob", "Nurse")),
        (contact("FN:Bob", "ROLE:Nurse", "TITLE:  ", "TITLE:Lead"), Card("Bob", "Lead")),
        (contact("EMAIL:bob@example.org"), Card("bob@example.org", email="bob@example.org")),
        (
            contact("FN:Bob", "EMAIL: MAILTO:bob@example.org", "TEL:TEL:+491711234567;ext=1"),
            Card("Bob", email="bob@example.org", phone="+491711234567"),
        ),
        (contact("FN:Bob", "TEL:0171 / 123 (45)x7"), Card("Bob", phone="0171 / 123 (45)")),
        (contact("FN:Bob", "EMAIL:bob at home", "URL:javascript:alert(1)"), Card("Bob")),
        (contact("FN:Bob", "no colon here", ":::", ";;;:x"), Card("Bob")),
        (contact("fn;charset=klingon;encoding=quoted-printable:B=C3=B6b="), Card("Böb")),
        (contact("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:B=F6b"), Card("Böb")),
        (contact("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=FFb"), Card("B\ufffdb")),
        (contact("FN;CHARSET=UTF-7;ENCODING=QUOTED-PRINTABLE:B+2AA-b"), Card("B?b")),
        (contact("FN;CHARSET=IDNA;ENCODING=QUOTED-PRINTABLE:B=C3=B6b"), Card("Böb")),
        (contact("FN;ENCODING=QUOTED-PRINTABLE:Bob=", " St=C3=B6hr"), Card("Bob Stöhr")),
        (contact("FN;ENCODING=QUOTED-PRINTABLE:Bob=").replace("END", "End"), Card("Bob")),
        (contact("FN;ENCODING=QUOTED-PRINTABLE:Bob=", "\tSt=", "  "), Card("Bob\tSt")),
        (contact("FN;ENCODING=QUOTED-PRINTABLE:Bo", " b=20S", " t=C3=B6hr"), Card("Bob Stöhr")),
        (contact("FN:Bob", "X-WELLMET-PREFERS:pigeon"), Card("Bob")),
        (contact(f"FN:{'😀' * 40}"), Card("😀" * 40)),
        (contact("FN:שלום e\u0301"), Card("שלום e\u0301")),
        (contact("FN:C:\\\\new\\"), Card("C:\\new\\")),
    ],
)
def test_contacts_as_phones_write_them(text: str, card: Card) -> None:
    assert vcard.read(text) == card


NUMBERS = {
    "+49 30 901820\\,14": "+4930901820",
    "+49 30 901820,,14#": "+4930901820",
    "+49 30 901820\\;14": "+4930901820",
    "+49 30 901820*14": "+4930901820",
    "+44 20 7946 0958 x3": "+442079460958",
    "+49 30 901820 ext. 14": "+4930901820",
    "030 901820-14 (x12)": "030 901820-14",
    "+49 30 901820 / +49 171 1234567": "+4930901820",
    "+49 30 901820 +49 171 1234567": "+4930901820",
    "+49 30 901820 or 0171 1234567": "+4930901820",
    "030 901820\\n0171 1234567": "030 901820",
    "030 901820 / 0171 1234567": "030 901820",
    "+49 30 901820/14": "+4930901820",
    "030/901820": "030/901820",
    "+49 171/1234567": "+491711234567",
    "(030) 90 18 20": "(030) 90 18 20",
    "Tel. (030) 901820 (home)": "(030) 901820",
    "Phone: +49 30 901820": "+4930901820",
    "tel:+49-171-1234567;ext=1": "+491711234567",
    "\u202a+49\xa0171\xa01234567\u202c": "+491711234567",
    "۰۲۱ ۱۲۳۴ ۵۶۷۸": "021 1234 5678",
    "+٤٩ ٣٠ ٩٠١٨٢٠": "+4930901820",
    "＋８１　３　１２３４　５６７８": "+81312345678",
    "０３ー１２３４ー５６７８": "03-1234-5678",
    "𝟎𝟏𝟕𝟏 𝟏𝟐𝟑𝟒": "0171 1234",
    "112": "112",
    "²": "",
    "+": "",
    "ask Bob": "",
}


@pytest.mark.parametrize(("written", "number"), NUMBERS.items())
def test_of_a_number_the_number_itself_is_kept(written: str, number: str) -> None:
    assert vcard.read(contact("FN:Bob", f"TEL:{written}")).phone == number


def test_what_has_no_digits_is_no_number() -> None:
    assert vcard.read(contact("FN:Bob", "TEL;PREF=1:ask Bob", "TEL:030 1")).phone == "030 1"


def test_the_preferred_number_and_address_win() -> None:
    read = vcard.read(VERSION_4)
    assert (read.phone, read.email) == ("+491711234567", "bob@example.org")


@pytest.mark.parametrize("later", ["PREF=10", 'PREF="3"', "PREF=101", "PREF=x", "TYPE=work"])
def test_the_lowest_preference_wins(later: str) -> None:
    lines = ("FN:Bob", f"EMAIL;{later}:other@example.org", "EMAIL;PREF=2:bob@example.org")
    assert vcard.read(contact(*lines)).email == "bob@example.org"


AGENT = ("BEGIN:VCARD", "FN:Eve", "TITLE:Assistant", "EMAIL;PREF=1:eve@example.org", "END:VCARD")
WITH_AGENT = contact("AGENT:", *AGENT, "FN:Bob", "TEL:+491711234567")
WITH_AGENT_BESIDE = contact(f"AGENT:{AGENT[0]}", *AGENT[1:], "FN:Bob", "TEL:+491711234567")
WITH_AGENT_IN_TEXT = contact("AGENT:" + "\\n".join(AGENT), "FN:Bob", "TEL:+491711234567")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (APPLE, 1),
        (APPLE * 3, 3),
        ("\ufeff\n" + APPLE + "\n" + ANDROID_21 + WITH_AGENT, 3),
        (APPLE + APPLE.replace("END:VCARD\r\n", ""), 2),
        (WITH_AGENT, 1),
        (WITH_AGENT_BESIDE, 1),
        (WITH_AGENT_IN_TEXT, 1),
        ("END:VCARD\n" + APPLE.lower(), 1),
        ("MECARD:N:Bob;;", 0),
        ("hello", 0),
    ],
)
def test_people_beside_each_other_are_counted(text: str, held: int) -> None:
    assert vcard.count(text) == held


@pytest.mark.parametrize("text", [WITH_AGENT, WITH_AGENT_BESIDE, WITH_AGENT_IN_TEXT])
def test_an_assistant_on_the_card_is_not_the_person(text: str) -> None:
    assert vcard.read(text) == Card("Bob", phone="+491711234567")


@pytest.mark.parametrize(
    ("text", "card"),
    [
        (
            "MECARD:N:Müller,Bob;TEL:+491711234567;EMAIL:bob@example.org;URL:example.org/bob;;",
            Card(
                name="Bob Müller",
                email="bob@example.org",
                phone="+491711234567",
                links=("https://example.org/bob",),
            ),
        ),
        ("mecard:N:Bob;ORG:Stone\\; Sons;;", Card(name="Bob", organisation="Stone; Sons")),
        ("MECARD:N:Bob;URL:https\\://example.org", Card("Bob", links=("https://example.org",))),
    ],
)
def test_mecards(text: str, card: Card) -> None:
    assert vcard.read(text) == card


@pytest.mark.parametrize(
    "text", ["", "hello", "WIFI:S:x;;", "END:VCARD", "BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_what_is_no_contact_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="There is no contact in that"):
        vcard.read(text)


@pytest.mark.parametrize(
    "text", ["MECARD:", "MECARD:;;", "BEGIN:VCARD", contact(), contact("NOTE:nobody")]
)
def test_a_contact_of_nobody_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither a name"):
        vcard.read(text)


@given(st.text() | st.text('BEGIN:VCARDFNTL;="\\,\r\n 3').map(contact))
def test_anything_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert vcard.read(text).name


@pytest.mark.parametrize(
    "hostile", ["TEL;TYPE=,,", 'TEL;"', "A;B=", "=\n", "FN;ENCODING=QUOTED-PRINTABLE:=\n", "\\"]
)
def test_a_hostile_line_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    vcard.read(contact("FN:Bob", hostile * 5_000, f"TEL;TYPE={',' * 20_000}x"))
    assert time.process_time() - begun < 1


def test_a_hostile_number_takes_no_time() -> None:
    begun = time.process_time()
    vcard.read(contact("FN:Bob", f"TEL:{'(+' * 10_000}1{'(' * 20_000}1{'(/' * 20_000}"))
    assert time.process_time() - begun < 1


def test_a_line_may_be_folded_within_a_character() -> None:
    octets = contact("FN:Jörg Müller").encode().replace(b"\xc3", b"\xc3\r\n ")

    assert vcard.read(content_lines.decode(octets)).name == "Jörg Müller"


def test_a_photo_is_folded_too() -> None:
    photo = bytes(range(256)) * 40
    written = vcard.write(Card(name="Alice"), photo)
    folded = written.split(b"TYPE=JPEG:")[1].split(b"END")[0]
    assert base64.b64decode(folded.replace(b"\r\n ", b"")) == photo
