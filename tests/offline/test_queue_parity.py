"""The queue of the morning after is the same on the phone, whoever has a seat in it."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests import cast, evening
from tests.conftest import Actor, Clock, Stored

from .conftest import pull
from .phone import difference, same, switched_on

pytestmark = pytest.mark.once


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The id of an event where Alice met six people; it is the morning after."""
    with app.app_context():
        event = evening.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
        clock.set(cast.EVENING_START + timedelta(hours=15))
        return event.id


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


def _alike(alice: Actor, clock: Clock, event: str) -> str:
    """An event's queue, which must be the same on both."""
    path = f"/follow-ups/events/{event}"
    online = same(alice.read(path))
    with switched_on() as phone:
        offline = same(phone.pages(pull(alice, since=0), [path], written(clock()))[0])
    assert online == offline, difference(online, offline)
    return online
