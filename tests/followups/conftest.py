"""The morning after an evening of Alice's, and a coffee that she proposes to Ifeoma."""

import pytest

from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored

from . import morning

COFFEE = {
    "kind": "coffee",
    "first": "2026-12-08T15:00",
    "second": "2026-12-07T10:00",
    "third": "",
    "minutes": "45",
    "place": "Café Süd",
    "zone": "Europe/Berlin",
}
MONDAY = "2026-12-07T10:00:00.000000Z"


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The id of an event where Alice met six people; it is the morning after."""
    return morning.wake(app, alice, clock)


@pytest.fixture
def seat(met: str, stored: Stored) -> str:
    """The id of the first in the queue: the meeting with Ifeoma, who is owed something today."""
    return morning.meetings(stored)["Ifeoma"]


@pytest.fixture
def proposed(alice: Actor, ifeoma: str) -> str:
    """The id of a coffee that Alice proposed to Ifeoma."""
    proposal_id = new_id()
    answer = alice.post(f"/people/{ifeoma}/proposals", COFFEE | {"id": proposal_id})
    assert answer.location == f"/people/{ifeoma}/proposal"
    return proposal_id


@pytest.fixture
def agreed(alice: Actor, proposed: str) -> str:
    """The same, once Ifeoma has chosen the Monday."""
    assert alice.post(f"/proposals/{proposed}/choice", {"moment": MONDAY}).status_code == 303
    return proposed
