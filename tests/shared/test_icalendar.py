"""Calendars: what we write, as another program's parser reads it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shared.icalendar import Entry, calendar

AT = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def entry(**facts: object) -> Entry:
    known = {"uid": "one@wellmet", "starts": AT, "summary": "Follow up", "stamp": AT}
    return Entry(**(known | facts))  # type: ignore[arg-type]


def read(written: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


def test_an_entry_with_all_that_it_may_have() -> None:
    facts = {
        "ends": AT + timedelta(minutes=30),
        "description": "Ifeoma; Wei, and\nTomás",
        "place": "Hall 2",
        "url": "https://wellmet.example/today",
        "sequence": 3,
        "busy": False,
        "alarm": True,
        "also": ("ORGANIZER:mailto:alice@example.org",),
    }

    (one,) = read(calendar([entry(**facts)]))

    assert (one["UID"], one["SUMMARY"], one["SEQUENCE"]) == ("one@wellmet", "Follow up", 3)
    assert (one.start, one.end) == (AT, AT + timedelta(minutes=30))
    assert one["DESCRIPTION"] == "Ifeoma; Wei, and\nTomás"
    assert (one["LOCATION"], one["TRANSP"]) == ("Hall 2", "TRANSPARENT")
    assert one["URL"] == "https://wellmet.example/today"
    assert one["ORGANIZER"] == "mailto:alice@example.org"
    assert [alarm["ACTION"] for alarm in one.walk("VALARM")] == ["DISPLAY"]
    assert one.errors == []


def test_a_day_is_a_day_in_every_zone() -> None:
    written = calendar([entry(starts=date(2026, 12, 4))])

    assert b"\r\nDTSTART;VALUE=DATE:20261204\r\n" in written
    assert read(written)[0].start == date(2026, 12, 4)


def test_what_the_calendar_says_of_itself() -> None:
    written = calendar([], name="Wellmet, mine", method="PUBLISH", refresh=timedelta(hours=6))

    told = icalendar.Calendar.from_ical(written)
    assert (told["VERSION"], told["METHOD"]) == ("2.0", "PUBLISH")
    assert b"\r\nNAME:Wellmet\\, mine\r\nX-WR-CALNAME:Wellmet\\, mine\r\n" in written
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT21600S\r\n" in written


def test_no_address_ends_its_line() -> None:
    (one,) = read(calendar([entry(url="https://wellmet.example/\r\nATTENDEE:mailto:eve@x")]))

    assert "ATTENDEE" not in one


@given(summary=TEXT, description=TEXT, uid=TEXT)
def test_no_text_breaks_out_of_its_line(summary: str, description: str, uid: str) -> None:
    one = entry(summary=summary, description=description, uid=f"x{uid}", place=summary)
    written = calendar([one])

    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    (found,) = read(written)
    properties = {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION"}
    assert set(found) <= properties
    assert found.subcomponents == []


@given(summary=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200))
def test_what_was_written_is_read(summary: str) -> None:
    (found,) = read(calendar([entry(summary=summary)]))

    assert str(found["SUMMARY"]) == summary
