"""The queue of the morning after is the same on the phone, whoever has a seat in it."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.followups import met_again, morning
from tests.followups.met_again import AGAIN, in_order

from .conftest import pull
from .phone import difference, same, switched_on

pytestmark = pytest.mark.once


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The id of an event where Alice met six people; it is the morning after."""
    return morning.wake(app, alice, clock)


def test_what_is_due_to_others_is_named_behind_as_many_who_have_seats(
    alice: Actor, met: str, stored: Stored, clock: Clock
) -> None:
    owed = {"side": "mine", "promised": "Call", "due_on": "2026-12-01"}
    for contact in stored(Contact):
        alice.post(f"/people/{contact.id}/promises", owed)
    alice.post("/people", {"name": "Zoë", "id": (zoe := new_id())})
    alice.post(f"/people/{zoe}/promises", owed | {"due_on": "2026-12-04"})

    page = _alike(alice, clock, met)

    assert page.index("Due first") < page.index("Zoë") < page.index("Ifeoma")


@pytest.mark.parametrize("side", ["mine", "theirs"])
@pytest.mark.parametrize(
    ("kept", "first"),
    [(timedelta(microseconds=-1), "Noor"), (timedelta(), "Ifeoma"), (None, "Ifeoma")],
)
def test_a_promise_counts_if_it_is_open_or_was_kept_since_the_event_began(
    app: Wellmet, alice: Actor, clock: Clock, side: str, kept: timedelta | None, first: str
) -> None:
    with app.app_context():
        person, later = met_again.fill(db.session.get_one(Person, alice.id))
    owed = {"id": (promise := new_id()), "side": side, "promised": "The paper"}
    alice.post(f"/people/{person}/promises", owed)
    if kept is not None:
        clock.set(AGAIN + kept)
        alice.post(f"/promises/{promise}/keeping", follow_redirects=True)
    clock.set(AGAIN + timedelta(hours=16))

    assert in_order(_alike(alice, clock, later))[0] == first


def _alike(alice: Actor, clock: Clock, event: str) -> str:
    """An event's queue, which must be the same on both."""
    path = f"/follow-ups/events/{event}"
    online = same(alice.read(path))
    with switched_on() as phone:
        offline = same(phone.pages(pull(alice, since=0), [path], written(clock()))[0])
    assert online == offline, difference(online, offline)
    return online
