"""The file of what was agreed on, for a calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar

from blueprints.contacts.models import Contact
from tests.conftest import Actor, Clock, Stored
from tests.followups.conftest import COFFEE, MONDAY


def read(actor: Actor, proposal_id: str) -> Any:
    answer = actor.get(f"/proposals/{proposal_id}/invitation.ics")
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.data)


def test_the_invitation(alice: Actor, agreed: str) -> None:
    answer = alice.get(f"/proposals/{agreed}/invitation.ics")
    (event,) = read(alice, agreed).walk("VEVENT")

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "inline; filename=coffee.ics"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert event.start == datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
    assert event.duration == timedelta(minutes=45)
    assert (event["UID"], event["SEQUENCE"]) == (f"{agreed}@wellmet", 1)
    assert event["ORGANIZER"] == "mailto:alice@example.org"


def test_before_a_time_is_agreed_on_there_is_no_file(alice: Actor, proposed: str) -> None:
    assert alice.get(f"/proposals/{proposed}/invitation.ics").status_code == 404


def test_an_address_that_is_not_shared_stands_in_no_file(
    alice: Actor, agreed: str, app: Any
) -> None:
    alice.post("/me/card", {"name": "Alice Lindqvist", "email": "a@example.org", "shared": ""})

    (event,) = read(alice, agreed).walk("VEVENT")

    assert "ORGANIZER" not in event


def test_each_change_counts_once(alice: Actor, agreed: str, clock: Clock) -> None:
    clock.set(clock.time + timedelta(minutes=5))
    for _ in range(2):
        alice.post(f"/proposals/{agreed}", COFFEE | {"place": "The pier"})
        alice.post(f"/proposals/{agreed}/choice", {"moment": MONDAY})

    (event,) = read(alice, agreed).walk("VEVENT")

    assert (event["SEQUENCE"], event["LOCATION"]) == (2, "The pier")
    assert clock.time == event.DTSTAMP


def test_let_be_with_a_file_that_takes_it_off(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    for _ in range(2):
        alice.post(f"/proposals/{agreed}/cancellation")

    calendar = read(alice, agreed)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert stored(Contact)[0].next_step == ""
    assert "Remove it from your calendar" in alice.read(f"/people/{ifeoma}/proposal")
