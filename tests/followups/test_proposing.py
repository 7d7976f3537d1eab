"""A time in two zones, and the invitation as other programs read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from blueprints.followups.proposing import (
    KINDS,
    Clocks,
    Meeting,
    for_both,
    in_a_letter,
    invitation,
    letter,
)
from blueprints.followups.zone_guess import by_code, guess
from blueprints.shared.zones import ZONES, known

AT = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)
COFFEE = Meeting(
    uid="5c6e4337-15ba-4bdd-9772-19d30e7a269f@wellmet",
    kind="coffee",
    starts=AT,
    minutes=45,
    place="Café Süd, upstairs; ring twice",
    me="Alice Lindqvist",
    email="alice@example.org",
    they="Ifeoma Okafor",
    sequence=2,
    changed_at=datetime(2026, 12, 3, 19, 7, 8, 900, tzinfo=UTC),
    cancelled=False,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def clocks(mine: str, theirs: str) -> Clocks:
    return Clocks(mine, theirs, "en_GB")


@pytest.mark.parametrize(
    ("at", "mine", "theirs", "told"),
    [
        (AT, "Europe/London", "Europe/Berlin", "Fri 4 Dec, 15:00 for you · 16:00 for them"),
        (AT, "Europe/London", "Europe/Lisbon", "Fri 4 Dec, 15:00 for both of you"),
        (
            AT,
            "Europe/London",
            "Pacific/Auckland",
            "Fri 4 Dec, 15:00 for you · Sat 5 Dec, 04:00 for them, a day later",
        ),
        (
            datetime(2026, 12, 4, 4, 0, tzinfo=UTC),
            "Asia/Kolkata",
            "America/New_York",
            "Fri 4 Dec, 09:30 for you · Thu 3 Dec, 23:00 for them, a day earlier",
        ),
        # Between the two changes of the clocks London and New York are four hours apart.
        (
            datetime(2027, 3, 20, 15, 0, tzinfo=UTC),
            "Europe/London",
            "America/New_York",
            "Sat 20 Mar, 15:00 for you · 11:00 for them",
        ),
        (
            datetime(2027, 3, 10, 15, 0, tzinfo=UTC),
            "Europe/London",
            "America/New_York",
            "Wed 10 Mar, 15:00 for you · 10:00 for them",
        ),
        # The hour that happens twice in London happens once in Reykjavik.
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            "Atlantic/Reykjavik",
            "Europe/London",
            "Sun 25 Oct, 01:30 for both of you",
        ),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "Atlantic/Reykjavik",
            "Europe/London",
            "Sun 25 Oct, 00:30 for you · 01:30 for them",
        ),
        # Over the new year a later day has the smaller date.
        (
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            "Europe/London",
            "Europe/Berlin",
            "Thu 31 Dec, 23:30 for you · Fri 1 Jan, 00:30 for them, a day later",
        ),
    ],
)
def test_a_time_as_both_clocks_show_it(at: datetime, mine: str, theirs: str, told: str) -> None:
    assert for_both(at, clocks(mine, theirs)) == told


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        ("Europe/London", "Fri 4 Dec, 15:00 in London"),
        ("Europe/Lisbon", "Fri 4 Dec, 15:00 in London · 15:00 in Lisbon"),
        ("America/New_York", "Fri 4 Dec, 15:00 in London · 10:00 in New York"),
        ("Pacific/Auckland", "Fri 4 Dec, 15:00 in London · Sat 5 Dec, 04:00 in Auckland"),
    ],
)
def test_a_time_in_a_letter_names_the_places(theirs: str, told: str) -> None:
    assert in_a_letter(AT, clocks("Europe/London", theirs)) == told


def test_the_letter_has_every_time_and_who_writes() -> None:
    times = [AT, AT + timedelta(days=1)]

    text = letter(
        "video", 30, "https://meet.example/x", times, clocks("UTC", "Asia/Tokyo"), "Alice", "Wei Li"
    )

    assert text == (
        "Hello Wei, could we have a video chat? I was thinking of 30 minutes. "
        "Any of these times would suit me:\n\n"
        "– Fri 4 Dec, 15:00 in UTC · Sat 5 Dec, 00:00 in Tokyo\n"
        "– Sat 5 Dec, 15:00 in UTC · Sun 6 Dec, 00:00 in Tokyo\n\n"
        "Where: https://meet.example/x\n\n"
        "Which would you prefer? If none works, tell me what would.\n\nAlice"
    )


def read(written: bytes) -> Any:
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    return event


def test_the_invitation_as_two_parsers_read_it() -> None:
    written = invitation(COFFEE)

    event, second = read(written), vobject.readOne(written.decode()).vevent
    assert event.errors == []
    assert (event.start, event.end) == (AT, AT + timedelta(minutes=45))
    assert (second.dtstart.value, second.dtend.value) == (event.start, event.end)
    assert event["SUMMARY"] == second.summary.value == "Coffee: Alice Lindqvist and Ifeoma Okafor"
    assert event["LOCATION"] == second.location.value == COFFEE.place
    assert event["UID"] == second.uid.value == COFFEE.uid
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CONFIRMED")
    assert str(event.DTSTAMP) == "2026-12-03 19:07:08+00:00"
    assert event["ORGANIZER"] == "mailto:alice@example.org"
    assert event["ORGANIZER"].params["CN"] == "Alice Lindqvist"
    assert "ATTENDEE" not in event
    assert icalendar.Calendar.from_ical(written)["METHOD"] == "PUBLISH"


def test_a_link_is_the_place_and_an_address() -> None:
    event = read(invitation(replace(COFFEE, place="https://meet.example/a;b,c?d=1")))

    assert event["LOCATION"] == event["URL"] == "https://meet.example/a;b,c?d=1"


@pytest.mark.parametrize("place", ["", "ring me", "https://a b", "javascript:alert(1)"])
def test_what_is_no_link_is_none(place: str) -> None:
    assert "URL" not in read(invitation(replace(COFFEE, place=place)))


def test_who_keeps_their_address_is_named_no_organiser() -> None:
    assert "ORGANIZER" not in read(invitation(replace(COFFEE, email="")))


def test_what_was_called_off_says_so() -> None:
    written = invitation(replace(COFFEE, cancelled=True, sequence=3))

    event = read(written)
    assert icalendar.Calendar.from_ical(written)["METHOD"] == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 3, COFFEE.uid)


def test_a_caret_in_a_name_is_no_line_break() -> None:
    event = read(invitation(replace(COFFEE, me='Al^nice "A" ^^')))

    assert event["ORGANIZER"].params["CN"] == "Alnice A "


@given(me=TEXT, they=TEXT, place=TEXT, kind=st.sampled_from(tuple(KINDS)))
def test_no_text_breaks_out_of_its_line(me: str, they: str, place: str, kind: str) -> None:
    email = '"eve\r\nATTENDEE:x"@example.org'
    written = invitation(replace(COFFEE, me=me, they=they, place=place, kind=kind, email=email))

    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    event = read(written)
    expected = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "ORGANIZER"}
    assert expected <= set(event) <= expected | {"LOCATION", "URL"}
    assert event.subcomponents == []


@pytest.mark.parametrize(
    ("phone", "zone"),
    [
        ("+447911123456", "Europe/London"),
        ("+4915112345678", "Europe/Berlin"),
        ("+34600123123", "Europe/Madrid"),
        ("+353851234567", "Europe/Dublin"),
        ("+919812345678", "Asia/Kolkata"),
        # Several are plausible, or no country is told.
        ("+12125551234", "Asia/Tokyo"),
        ("+61412345678", "Asia/Tokyo"),
        ("07911 123456", "Asia/Tokyo"),
        ("+", "Asia/Tokyo"),
        ("", "Asia/Tokyo"),
    ],
)
def test_their_zone_is_guessed_from_the_country_of_their_phone(phone: str, zone: str) -> None:
    assert guess(phone, "Asia/Tokyo") == zone


def test_every_guess_is_a_zone_and_no_code_begins_another() -> None:
    codes = by_code()

    assert all(known(zone) for zone in codes.values())
    assert len(set(codes.values()) - set(ZONES)) <= 2
    assert not [(a, b) for a in codes for b in codes if a != b and b.startswith(a)]
