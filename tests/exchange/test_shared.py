"""A card that another app shares, where no worker answers yet."""

import html
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored

from .test_scan import VCARD

FROM_THE_SYSTEM = {"Sec-Fetch-Site": "none", "Origin": "null"}


def share(client: SameOriginClient, headers: Any = FROM_THE_SYSTEM, **form: Any) -> TestResponse:
    kind = "multipart/form-data"
    return client.post("/scan/shared", data=form, headers=headers, content_type=kind)


def file(content: bytes | str) -> tuple[BytesIO, str]:
    return BytesIO(content.encode() if isinstance(content, str) else content), "zoe.vcf"


@pytest.mark.parametrize("as_file", [True, False])
def test_a_shared_card_is_looked_over(alice: Actor, stored: Stored, as_file: bool) -> None:
    shared: dict[str, Any] = {"card": file("\ufeff" + VCARD)} if as_file else {"text": VCARD}
    answer = share(alice.client, **shared, name="Zoë")

    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert page.replace(_id(page), "") == _reviewed(alice)
    assert stored(Contact) == []


@pytest.mark.parametrize("held", [1, 2, 3])
def test_of_several_people_the_page_says_that_only_the_first_is_here(
    alice: Actor, held: int
) -> None:
    page = share(alice.client, card=file(f"{VCARD}\r\n" * held)).get_data(as_text=True)

    assert 'value="Zoë Guest"' in page
    said = f"This holds {held} people. Only the first is here; share the others one by one."
    assert (said in page) == ("Only the first" in page) == (held > 1)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
@pytest.mark.parametrize(
    "photo",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:",
        "item1.photo;base64;jpeg:",
        "X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:",
    ],
)
def test_the_photo_in_it_is_left_out(alice: Actor, photo: str, end: str) -> None:
    folded = [photo, *(" " + "/9j/" * 18 for _ in range(1500)), ""]
    lines = VCARD.splitlines()
    shared = end.join([*lines[:-1], *folded, lines[-1]])

    page = share(alice.client, card=file(shared)).get_data(as_text=True)

    assert page.replace(_id(page), "") == _reviewed(alice)


@pytest.mark.parametrize(
    ("charset", "encoding", "name"),
    [
        (";CHARSET=Windows-1252", "cp1252", "Jörg Müller’s"),
        (";LANGUAGE=pl;CHARSET=Windows-1250", "cp1250", "Łucja Żak"),
        (';charset="windows-1251"', "cp1251", "Ольга"),
        (";CHARSET=iso-8859-1", "latin-1", "Zoë"),
        (";CHARSET=Windows-1252", "utf-8", "Łucja Müller"),
        (";CHARSET=klingon", "cp1252", "Jörg"),
        (";CHARSET=undefined", "cp1252", "Jörg"),
        ("", "cp1252", "Jörg"),
        ("", "utf-8", "Ольга"),
    ],
)
def test_a_card_is_read_in_the_charset_it_names(
    alice: Actor, charset: str, encoding: str, name: str
) -> None:
    shared = f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN{charset}:{name}\r\nEND:VCARD\r\n"
    page = share(alice.client, card=file(shared.encode(encoding))).get_data(as_text=True)

    assert f'value="{name}"' in html.unescape(page)


@pytest.mark.parametrize(
    ("octets", "name"),
    [(b"CHARSET=utf-8:J\xc3\xb6rg \xff", "Jörg \ufffd"), (b"X=1:J\xf6rg \x81", "Jörg \ufffd")],
)
def test_an_octet_that_is_no_character_costs_nothing_else(
    alice: Actor, octets: bytes, name: str
) -> None:
    page = share(alice.client, card=file(b"BEGIN:VCARD\nFN;" + octets + b"\nEND:VCARD"))

    assert f'value="{name}"' in page.get_data(as_text=True)


ASKED = "We met at <bdi>Founders Evening</bdi>"
ZOE = {"name": "Zoë Guest", "source": "shared"}


def test_at_an_event_it_is_asked_whether_they_met_there(alice: Actor, evening: str) -> None:
    page = share(alice.client, card=file(VCARD)).get_data(as_text=True)

    assert ASKED in page
    assert f'name="event" value="{evening}">' in page
    assert ASKED not in alice.post("/scan/card", {"text": VCARD}).get_data(as_text=True)


def test_between_events_nothing_is_asked(alice: Actor, evening: str, clock: Clock) -> None:
    clock.set(clock.time - timedelta(days=2))

    assert "We met at" not in share(alice.client, card=file(VCARD)).get_data(as_text=True)


@pytest.mark.parametrize("said", ["nothing", "the event", "no event"])
def test_they_are_met_there_only_if_that_is_said(
    alice: Actor, evening: str, stored: Stored, said: str
) -> None:
    event = {"nothing": {}, "the event": {"event": evening}, "no event": {"event": alice.id}}[said]
    alice.post("/people", ZOE | event)

    (meeting,) = stored(Meeting)
    assert meeting.event_id == (evening if said == "the event" else None)
    (contact,) = stored(Contact)
    assert contact.source == "vcard"
    assert "From a card in another app" in alice.read(f"/people/{contact.id}")


def test_what_was_said_counts_when_it_is_kept_after_the_event(
    alice: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    clock.set(clock.time + timedelta(days=1))
    alice.post("/people", ZOE | {"event": evening})

    assert stored(Meeting)[0].event_id == evening


def test_whoever_is_scanned_at_the_event_is_met_there(
    alice: Actor, evening: str, stored: Stored
) -> None:
    alice.post("/people", {"name": "Zoë Guest", "source": "vcard"})

    assert stored(Meeting)[0].event_id == evening


@pytest.mark.parametrize("met", [True, False])
def test_it_is_asked_again_with_what_is_wrong(alice: Actor, evening: str, met: bool) -> None:
    said = {"event": evening} if met else {}
    page = alice.post("/people", ZOE | {"name": ""} | said).get_data(as_text=True)

    assert 'name="source" value="shared"' in page
    assert f'name="event" value="{evening}"{" checked" if met else ""}>' in page


def test_what_another_app_shared_stays_so_where_its_text_has_to_be_mended(
    alice: Actor, evening: str
) -> None:
    page = share(alice.client, text="No card yet").get_data(as_text=True)
    kept = _hidden(page)

    assert kept["source"] == "shared"
    mended = alice.post("/scan/card", kept | {"text": VCARD}).get_data(as_text=True)
    assert ASKED in mended


def _reviewed(actor: Actor) -> str:
    page = actor.post("/scan/card", {"text": VCARD, "source": "shared"}).get_data(as_text=True)
    return page.replace(_id(page), "")


def _id(page: str) -> str:
    found = re.search(r'name="id" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("shared", "sentence"),
    [
        ({}, "Paste the vCard here."),
        ({"card": b""}, "Paste the vCard here."),
        ({"card": "no file"}, "Paste the vCard here."),
        ({"card": b"\xff\xd8\xff\xe0 a picture"}, "There is no contact in that."),
        ({"card": b"\x00" * 50}, "This holds a character that cannot be saved."),
        ({"card": b"BEGIN:VCARD\n" + b"x" * 20_000}, "At most 20000 characters"),
        ({"text": "Look at this"}, "There is no contact in that."),
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(
    alice: Actor, shared: dict[str, bytes | str], sentence: str
) -> None:
    # A file is spent once it was sent: each run needs one of its own.
    sent = {name: file(told) if isinstance(told, bytes) else told for name, told in shared.items()}
    answer = share(alice.client, **sent)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_a_film_is_refused(alice: Actor) -> None:
    assert share(alice.client, card=file(b"x" * 300_000)).status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_no_other_site_shares(alice: Actor, headers: dict[str, str]) -> None:
    assert share(alice.client, headers, text=VCARD).status_code == 403


def test_nothing_else_is_taken_from_the_system(alice: Actor) -> None:
    paths = ("/people", "/scan/card", "/scan/typed", "/sign-out", "/outbox")
    answers = [alice.client.post(path, headers=FROM_THE_SYSTEM) for path in paths]

    assert {answer.status_code for answer in answers} == {403}


def test_what_is_shared_before_the_sign_in_is_kept_through_it(
    alice: Actor, evening: str, stranger: SameOriginClient, stored: Stored
) -> None:
    asked = share(stranger, card=file(VCARD))
    assert asked.status_code == 401
    kept = _hidden(asked.get_data(as_text=True))

    known = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    back = stranger.post("/sign-in", data={**kept, **known}).get_data(as_text=True)
    assert "07911 123456" in back
    answer = stranger.post("/people", data=_hidden(back.split("</header>")[1]))

    (contact,) = stored(Contact)
    assert stored(Meeting)[0].event_id is None
    assert answer.location == f"/people/{contact.id}/listening"
    assert (contact.name, contact.source) == ("Zoë Guest", "vcard")


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}
