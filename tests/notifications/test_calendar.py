"""The calendar of one's own: what it shows, to whom, and in what a parser of others reads."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from blueprints.notifications.models import Wishes
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.notifications.conftest import NINE


def address(alice: Actor, stored: Stored) -> str:
    """Where Alice's calendar is, once she has asked for it."""
    alice.post("/me/nudges/calendar")
    (token,) = [w.calendar_token for w in stored(Wishes) if w.person_id == alice.id]
    assert len(token) == 22
    return f"/calendar/{token}.ics"


def entries(client: SameOriginClient, path: str) -> dict[str, Any]:
    """What a program reads there, by what each entry says."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    read = icalendar.Calendar.from_ical(answer.get_data())
    assert read.errors == []
    return {str(one["SUMMARY"]): one for one in read.walk("VEVENT")}


def test_the_morning_after_and_the_days_of_promises(
    alice: Actor, stranger: SameOriginClient, after: str, stored: Stored, clock: Clock
) -> None:
    found = entries(stranger, address(alice, stored))

    assert set(found) == {
        "Follow up: Ifeoma, Wei, Tomás and others",
        "You promised Ifeoma: Introduce her to Sam, who hired three",
        "You promised Wei: Send the paper on night rotas",
    }
    morning = found["Follow up: Ifeoma, Wei, Tomás and others"]
    assert (morning.start, morning.end) == (NINE, NINE + timedelta(minutes=15))
    assert morning["UID"] == f"queue-{after}@wellmet"
    assert morning["URL"] == f"http://localhost/follow-ups/events/{after}"
    assert morning["DESCRIPTION"] == "After Founders Evening"
    assert len(morning.walk("VALARM")) == 1
    owed = found["You promised Wei: Send the paper on night rotas"]
    assert (owed.start, owed["TRANSP"]) == (date(2026, 12, 4), "TRANSPARENT")


def test_it_holds_first_names_and_words_only(
    alice: Actor, stranger: SameOriginClient, after: str, stored: Stored
) -> None:
    held = stranger.get(address(alice, stored)).get_data(as_text=True).replace("\r\n ", "")

    for kept in ("Okafor", "Zhang", "+4479", "example.org", cast.ALICE.name, cast.GOAL, "nurse"):
        assert kept not in held


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Free at https://evil.example/x", "After your event"),
        ("Write to me@evil.example", "After your event"),
        ("Founders: an evening", "After Founders: an evening"),
    ],
)
def test_an_event_named_by_somebody_else_brings_no_address_along(
    alice: Actor, stranger: SameOriginClient, after: str, stored: Stored, title: str, told: str
) -> None:
    form = {"title": title, "starts": "2026-12-03T19:00", "ends": "2026-12-03T22:30"}
    assert alice.post(f"/events/{after}", form | {"zone": "Europe/London"}).status_code == 303

    found = entries(stranger, address(alice, stored))

    (morning,) = [one for one in found.values() if "DESCRIPTION" in one]
    assert morning["DESCRIPTION"] == told


def test_it_says_on_the_page_what_it_holds(alice: Actor) -> None:
    says = "first names, the names of events and your own words, and nothing else from a card"
    assert says in alice.read("/me/nudges")


def test_no_word_of_theirs_becomes_an_entry_of_its_own(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    person = alice.post("/people", {"name": "Eve;X=1:y, z"}).location.removesuffix("/listening")
    words = "Call\\, then\u2028END:VEVENT BEGIN:VALARM; " + "é" * 200
    alice.post(f"{person}/next", {"next_step": words, "next_on": "2026-12-05"})

    (only,) = entries(stranger, address(alice, stored)).values()

    assert only.walk("VALARM") == []
    assert str(only["SUMMARY"]).startswith("Next with somebody: Call\\, then")


def test_what_is_done_or_let_go_is_gone(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path = address(alice, stored)
    for name in ("Wei", "Ifeoma"):
        person = alice.post("/people", {"name": name}).location.removesuffix("/listening")
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-05"})
    assert len(entries(stranger, path)) == 2

    alice.post(f"{person}/letting-go")

    assert set(entries(stranger, path)) == {"Next with Wei: Coffee"}


def test_an_evening_to_come_is_there_and_one_let_slide_is_not(
    alice: Actor, bob: Actor, evening: str, stranger: SameOriginClient, stored: Stored
) -> None:
    path = address(alice, stored)
    assert set(entries(stranger, path)) == {"Follow up"}

    alice.post(f"/events/{evening}/plan", {"plan": "slide"})

    assert entries(stranger, path) == {}


def test_two_weeks_on_and_closed_evenings_are_gone(
    alice: Actor, after: str, stranger: SameOriginClient, stored: Stored, clock: Clock
) -> None:
    path = address(alice, stored)
    clock.set(NINE + timedelta(days=14))
    assert "Follow up: Ifeoma, Wei, Tomás and others" not in entries(stranger, path)

    clock.set(NINE)
    assert "Follow up: Ifeoma, Wei, Tomás and others" in entries(stranger, path)
    alice.post(f"/events/{after}/reflection", {"reached": "yes", "again": "yes"})
    assert "Follow up: Ifeoma, Wei, Tomás and others" not in entries(stranger, path)


def test_a_program_that_has_it_is_told_so(
    alice: Actor, after: str, stranger: SameOriginClient, stored: Stored, clock: Clock
) -> None:
    path = address(alice, stored)
    tag = stranger.get(path).headers["ETag"]
    clock.set(clock.time + timedelta(hours=3))

    same = stranger.get(path, headers={"If-None-Match": tag})
    assert (same.status_code, same.get_data()) == (304, b"")

    person = alice.post("/people", {"name": "Nadia"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Tea", "next_on": "2026-12-09"})
    assert stranger.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_new_address_ends_the_old_and_one_that_ended_is_like_one_that_never_was(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    old = address(alice, stored)
    new = address(alice, stored)
    assert new != old
    assert stranger.get(new).status_code == 200
    assert f"http://localhost{new}" in alice.read("/me/nudges")

    alice.post("/me/nudges/calendar/removal")
    alice.post("/me/nudges/calendar/removal")

    never = stranger.get("/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics")
    for path in (old, new):
        answer = stranger.get(path)
        assert (answer.status_code, answer.get_data()) == (404, never.get_data())
    assert "Make an address" in alice.read("/me/nudges")


@pytest.mark.parametrize("token", ["", "x", "None", "%00", "é", "a" * 500, "'%20OR%201=1"])
def test_a_made_up_address_is_none(alice: Actor, stranger: SameOriginClient, token: str) -> None:
    assert stranger.get(f"/calendar/{token}.ics").status_code == 404


def test_guessing_is_limited_and_following_is_not(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path = address(alice, stored)
    for number in range(60):
        assert stranger.get(f"/calendar/{number}.ics").status_code == 404
    assert stranger.get("/calendar/61.ics").status_code == 429
    assert stranger.get(path).status_code == 200


def test_one_address_is_asked_for_in_measure(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path = address(alice, stored)
    other = address(bob, stored)
    answers = [stranger.get(path).status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]
    assert stranger.get(other).status_code == 200


def test_following_is_by_address_only(alice: Actor, bob: Actor, stored: Stored) -> None:
    path = address(alice, stored)

    assert bob.get(path).status_code == 200
    assert bob.post(path).status_code == 405
