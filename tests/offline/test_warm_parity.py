"""Whom to keep warm, and why, is told alike by the phone."""

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

    online = same(alice.read("/today"))
    with switched_on() as phone:
        offline = same(phone.pages(pull(alice), ["/today"], written(clock()))[0])

    assert "You promised: By 2026-12-01" in online
    assert online == offline, difference(online, offline)
