"""The morning after an evening at which Alice met six people."""

from datetime import timedelta

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast, evening
from tests.conftest import Actor, Clock, Stored

MORNING = cast.EVENING_START + timedelta(hours=15)


def wake(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """Let it be that morning. Returns the id of the event."""
    with app.app_context():
        event = evening.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
        clock.set(MORNING)
        return event.id


def meetings(stored: Stored) -> dict[str, str]:
    """The ids of Alice's meetings, by first name."""
    names = {contact.id: contact.name.split()[0] for contact in stored(Contact)}
    return {names[meeting.contact_id]: meeting.id for meeting in stored(Meeting)}
