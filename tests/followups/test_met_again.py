"""What was promised before two people met again, in the later evening's queue."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock

from . import met_again
from .met_again import AGAIN, in_order


@pytest.fixture
def ifeoma(app: Wellmet, alice: Actor) -> tuple[str, str]:
    """The id of Ifeoma, and that of the later event."""
    with app.app_context():
        return met_again.fill(db.session.get_one(Person, alice.id))


@pytest.mark.parametrize("side", ["mine", "theirs"])
@pytest.mark.parametrize(
    ("kept", "first"),
    [
        (timedelta(days=-181), "Noor"),
        (timedelta(microseconds=-1), "Noor"),
        (timedelta(), "Ifeoma"),
        (timedelta(hours=15), "Ifeoma"),
    ],
)
def test_a_promise_counts_if_it_was_kept_since_the_event_began(
    alice: Actor, ifeoma: tuple[str, str], clock: Clock, side: str, kept: timedelta, first: str
) -> None:
    person, later = ifeoma
    owed = {"id": (promise := new_id()), "side": side, "promised": "The paper"}
    alice.post(f"/people/{person}/promises", owed)
    clock.set(AGAIN + kept)

    alice.post(f"/promises/{promise}/keeping")

    clock.set(AGAIN + timedelta(hours=16))
    assert in_order(alice.read(f"/follow-ups/events/{later}"))[0] == first


def test_keeping_a_promise_of_before_leaves_the_queue_in_its_order(
    alice: Actor, ifeoma: tuple[str, str], clock: Clock
) -> None:
    person, later = ifeoma
    owed = {"id": (promise := new_id()), "side": "mine", "promised": "The paper"}
    alice.post(f"/people/{person}/promises", owed)
    clock.set(AGAIN + timedelta(hours=16))
    before = in_order(alice.read(f"/follow-ups/events/{later}"))

    alice.post(f"/promises/{promise}/keeping")

    assert in_order(alice.read(f"/follow-ups/events/{later}")) == before == ["Ifeoma", "Noor"]
