"""What a nudge says, and what is told with the next one."""

import json
from datetime import datetime, timedelta

import pytest

from blueprints.notifications.claiming import LEASE
from blueprints.notifications.models import Nudge, Told
from blueprints.notifications.nudging import Matter
from blueprints.notifications.telling import notice
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser, Service

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


def test_the_morning_after_says_whom_to_follow_up(
    alice: Actor, browser: Browser, service: Service, after: str, look: Look, stored: Stored
) -> None:
    look(NINE - A_MINUTE)
    assert service.pushed == []

    look(NINE)

    (heard,), (nudge,) = browser.heard, stored(Nudge)
    assert heard == {
        "title": "Your follow-ups are ready",
        "body": "Founders Evening: Ifeoma, Wei, Tomás and others",
        "href": f"/follow-ups/events/{after}",
        "tag": nudge.id,
    }
    assert (nudge.way, nudge.sent_at, nudge.day) == ("push", NINE, NINE.date())
    page = alice.read("/me/nudges")
    assert "Founders Evening: Ifeoma, Wei, Tomás and others" in page
    assert "Fri 4 Dec, 09:00 · On your phone" in page
    # The promises to people in the queue are settled with it.
    assert sorted(told.kind for told in stored(Told)) == ["promise", "promise", "queue"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("PyData London: part 2, 9:30 sharp!", "PyData London: part 2, 9:30 sharp!"),
        ("Dr. Ada's evening...", "Dr. Ada's evening..."),
        ("Free at https://evil.example/x", "Your event"),
        ("Win on evil.example", "Your event"),
        ("Write to me@evil", "Your event"),
    ],
)
def test_an_event_named_by_somebody_else_brings_no_address_along(title: str, shown: str) -> None:
    matter = Matter("queue", new_id(), NINE.date(), (new_id(),), "Ifeoma", title)

    assert notice([matter]).body == f"{shown}: Ifeoma"


def test_several_matters_of_a_day_are_one_nudge(
    alice: Actor, browser: Browser, look: Look, clock: Clock
) -> None:
    for name in ("Ifeoma Okafor", "Wei", "http://evil.example Jr"):
        answer = alice.post("/people", {"name": name})
        person = answer.location.removesuffix("/listening")
        promise = {"side": "mine", "promised": f"Write\t{'long ' * 40}", "due_on": "2026-12-04"}
        alice.post(f"{person}/promises", promise)
    gone = alice.post("/people", {"name": "Eve"}).location.removesuffix("/listening")
    alice.post(f"{gone}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    alice.post(f"{gone}/letting-go")

    look(NINE)

    (heard,) = browser.heard
    lines = heard["body"].split("\n")
    assert heard["title"] == "For today"
    assert [line.split(":")[0] for line in lines] == [
        "You promised Ifeoma",
        "You promised Wei",
        "You promised somebody",
    ]
    assert all(len(line) <= 120 for line in lines)
    assert "Eve" not in json.dumps(heard)


def test_whose_turn_it_is(alice: Actor, browser: Browser, look: Look) -> None:
    person = alice.post("/people", {"name": "Wei Zhang"}).location.removesuffix("/listening")
    alice.post(f"{person}/touches", {"who": "they", "text": "Lunch?"})

    for day in range(8):
        look(NINE + timedelta(days=day))

    (heard,) = browser.heard
    assert (heard["title"], heard["body"]) == ("A word with Wei", "They wrote last.")
    assert heard["href"] == person


def test_a_promise_set_for_another_day_is_another_matter(
    alice: Actor, browser: Browser, look: Look
) -> None:
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    for day in ("2026-12-04", "2026-12-06"):
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": day})
        look(datetime.fromisoformat(f"{day}T09:00:00+00:00"))
    look(NINE + timedelta(days=3))

    assert [one["title"] for one in browser.heard] == ["Next with Wei", "Next with Wei"]


def test_what_was_done_in_time_is_not_told(alice: Actor, browser: Browser, look: Look) -> None:
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    alice.post(f"{person}/next", {"next_step": "", "next_on": ""})

    look(NINE)

    assert browser.heard == []


def test_what_could_not_be_sent_is_told_with_the_next_days(
    alice: Actor, browser: Browser, service: Service, look: Look, stored: Stored
) -> None:
    service.status = 503
    for name, day in (("Wei", "2026-12-04"), ("Ifeoma", "2026-12-05")):
        person = alice.post("/people", {"name": name}).location.removesuffix("/listening")
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": day})
    for minutes in range(0, 24 * 60, 15):
        look(NINE + timedelta(minutes=minutes))
    assert all(one["title"] == "Next with Wei" for one in browser.heard)

    service.status = 201
    look(NINE + A_DAY)
    look(NINE + A_DAY + timedelta(minutes=5))

    last = browser.heard[-1]
    assert last["body"] == "Next with Wei: Coffee\nNext with Ifeoma: Coffee"
    assert [(one.day, one.way) for one in stored(Nudge)] == [(NINE.date() + A_DAY, "push")]
    assert len(stored(Told)) == 2


def test_what_was_done_before_it_could_be_sent_is_not_told(
    alice: Actor, browser: Browser, service: Service, look: Look, stored: Stored
) -> None:
    service.status = 503
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    look(NINE)
    alice.post(f"{person}/next", {"next_step": "", "next_on": ""})
    service.status = 201

    look(NINE + LEASE)

    assert len(service.pushed) == 1
    assert stored(Nudge) == stored(Told) == []


def test_whoever_is_not_reached_at_all_is_told_once_they_are(
    app: Wellmet, alice: Actor, service: Service, look: Look, stored: Stored
) -> None:
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})
    look(NINE)
    assert stored(Nudge) == []

    phone = Browser(service)
    alice.post("/me/nudges/phones", phone.form)
    look(NINE + timedelta(hours=1))
    look(NINE + A_DAY)

    assert len(phone.heard) == 1
