"""The ways in beside the camera: typing a code, and a card from another app."""

import pytest

from blueprints.contacts.models import Contact
from blueprints.exchange.links import code_in
from blueprints.goals.models import Event
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of

VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Guest\r\nTEL:07911 123456\r\nEND:VCARD"
WORD = "0123456789AB"


def test_the_page_works_without_a_camera(alice: Actor) -> None:
    page = alice.read("/scan")
    assert 'action="/scan/typed"' in page
    assert "Scan from a photo" in page


@pytest.mark.parametrize(
    "shape",
    ["{}", " {} ", "http://localhost/c/{}", "localhost/C/{}", "http://localhost/c/{}#Alice"],
)
def test_a_typed_code_or_link_leads_to_the_card(alice: Actor, bob: Actor, shape: str) -> None:
    word = word_of(alice)
    for typed in (word, word.upper()):
        answer = bob.post("/scan/typed", {"code": shape.format(typed)})
        assert answer.location == f"/c/{word}"


def test_a_typed_event_leads_to_the_event(
    alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    code = stored(Event)[0].join_code
    for typed in (code, f"http://localhost/e/{code}"):
        assert charlie.post("/scan/typed", {"code": typed}).location == f"/e/{code.lower()}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the code, or paste the link."),
        (WORD, "No card has that code."),
        ("https://evil.example/c/" + WORD, "No card has that code."),
        ("http://[", "No card has that code."),
        ("\x00", "This holds a character that cannot be saved."),
        ("x" * 501, "At most 500 characters"),
    ],
)
def test_what_leads_nowhere_is_said_beside_the_field(
    alice: Actor, typed: str, sentence: str
) -> None:
    answer = alice.post("/scan/typed", {"code": typed})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o123456789ab", WORD),
        ("0I23-4567-89ab", WORD),
        ("0123 4567 89AB", WORD),
        ("https://WELLMET.example/C/0123456789AB/", WORD),
        ("wellmet.example/e/0123456789ab?x=1#y", WORD),
        ("https://wellmet.example/d/0123456789ab", ""),
        ("https://wellmet.example/c/0123456789ab/swap", ""),
        ("https://evil.example/c/0123456789ab", ""),
        ("https://wellmet.example@evil.example/c/0123456789ab", ""),
        ("0123456789AU", ""),
        ("0123456789A", ""),
        ("https://[::1/c/0123456789ab", ""),
    ],
)
def test_codes_are_found_in_what_people_type(text: str, code: str) -> None:
    assert code_in(text, "wellmet.example") == code


def test_a_card_from_another_app_is_looked_over_and_kept(alice: Actor, stored: Stored) -> None:
    page = alice.post("/scan/card", {"text": VCARD}).get_data(as_text=True)
    assert 'value="Zoë Guest"' in page
    assert 'value="07911 123456"' in page

    alice.post("/people", {"name": "Zoë Guest", "phone": "07911 123456", "source": "vcard"})
    (contact,) = stored(Contact)
    assert (contact.source, contact.card["phone"]) == ("vcard", "+447911123456")


def test_a_mecard_is_read_too(alice: Actor) -> None:
    page = alice.post("/scan/card", {"text": "MECARD:N:Guest,Zoë;;"}).get_data(as_text=True)
    assert 'value="Zoë Guest"' in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste the vCard here."),
        ("hello", "There is no contact in that."),
        ("BEGIN:VCARD\nEND:VCARD", "neither a name"),
        ("BEGIN:VCARD\n" + "x" * 20_000, "At most 20000 characters"),
    ],
)
def test_a_text_that_is_no_card_is_kept_to_be_mended(
    alice: Actor, text: str, sentence: str
) -> None:
    answer = alice.post("/scan/card", {"text": text})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert text[:5] in page
