"""Whom to keep warm, and why, is told alike by the phone."""

from datetime import timedelta

import pytest

from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from tests.conftest import Actor, Clock

from .conftest import pull
from .phone import difference, same, switched_on

pytestmark = pytest.mark.once


def test_of_two_promises_the_one_that_is_due_first_is_named(alice: Actor, clock: Clock) -> None:
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    due = zip(sorted([new_id(), new_id()]), ("2026-12-02", "2026-12-01"), strict=True)
    for promise, day in due:
        owed = {"id": promise, "side": "mine", "promised": f"By {day}", "due_on": day}
        alice.post(f"/people/{person}/promises", owed)

    assert "You promised: By 2026-12-01" in _told_alike(alice, clock)


@pytest.mark.parametrize("days", [6, 7])
def test_a_promise_without_a_day_is_named_after_a_week(
    alice: Actor, clock: Clock, days: int
) -> None:
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    for text, day in (("A list", ""), ("A map", ""), ("Later", "2027-02-01")):
        owed = {"id": new_id(), "side": "mine", "promised": text, "due_on": day}
        alice.post(f"/people/{person}/promises", owed)
        clock.set(clock.time + timedelta(minutes=1))
    clock.set(clock.time + timedelta(days=days))

    assert ("You promised: A list" in _told_alike(alice, clock)) == (days == 7)


def _told_alike(alice: Actor, clock: Clock) -> str:
    online = same(alice.read("/today"))
    with switched_on() as phone:
        offline = same(phone.pages(pull(alice), ["/today"], written(clock()))[0])
    assert online == offline, difference(online, offline)
    return online
