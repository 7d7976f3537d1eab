"""Alice meets Ifeoma, and again half a year later, where she hears something of Noor."""

from datetime import datetime, timedelta

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.goals.models import Event
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast

AGAIN = cast.EVENING_START + timedelta(days=182)


def fill(alice: Person) -> tuple[str, str]:
    """Both evenings. Returns the id of Ifeoma, and that of the later event."""
    first, later = cast.evening(alice), cast.evening(alice, AGAIN)
    ifeoma = _met(alice, first, "Ifeoma", cast.EVENING_START).contact_id
    again = {"id": new_id(), "owner_id": alice.id, "event_id": later.id}
    db.session.add(Meeting(contact_id=ifeoma, met_at=AGAIN, **again))
    _met(alice, later, "Noor", AGAIN + timedelta(minutes=10)).listen("Buys software", "")
    db.session.commit()
    return ifeoma, later.id


def _met(alice: Person, event: Event, name: str, at: datetime) -> Meeting:
    meeting = Contact.add(alice.id, new_id(), Card(name), "swap", event.id).latest_meeting
    assert meeting is not None
    meeting.met_at = at
    db.session.flush()
    return meeting


def in_order(page: str) -> list[str]:
    """Both, as the page of the later queue names them."""
    return sorted(["Ifeoma", "Noor"], key=page.index)
