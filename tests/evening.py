"""A believable evening, for `make demo`, screenshots and benches: whom Alice met, and what for."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.goals import going
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast


class Guest(NamedTuple):
    """Somebody Alice meets, and what she notes."""

    card: Card
    minutes: int
    heard: str
    moves_goal: str
    promise: str


GUESTS = (
    Guest(
        Card("Ifeoma Okafor", "Builds a nurse-led clinic", phone="+447911000001"),
        25,
        "Stuck on hiring her first nurse lead",
        "yes",
        "Introduce her to Sam, who hired three",
    ),
    Guest(
        Card("Tomás Lindqvist", "Sold to two clinics in Malmö", email="tomas@example.org"),
        48,
        "Sold to two clinics in Malmö last spring, by way of the night shift",
        "yes",
        "",
    ),
    Guest(
        Card("Wei Zhang", "Data for wards", organisation="Tidewater", email="wei@example.org"),
        70,
        "Looking for a hospital to try an early-warning chart",
        "maybe",
        "Send the paper on night rotas",
    ),
    Guest(Card("Nadia El-Amin", "Nurse, writes software"), 92, "", "", ""),
    Guest(
        Card("Jonas Berg", "Procurement, county hospital", email="jonas@example.org"),
        110,
        "Reads every tender himself; hates slides",
        "yes",
        "",
    ),
    Guest(Card("Priya Raman", "Investor"), 121, "Wants to see three hospitals first", "no", ""),
)

TARGETS = (
    ("A hospital buyer", "What was the last thing you bought that nurses asked for?", True),
    ("Bob from Harbour Clinics", "How did the first software get in the door?", False),
    ("Somebody who runs a ward at night", "What breaks first after midnight?", False),
)


def fill(alice: Person, start: datetime = cast.EVENING_START) -> Event:
    """Alice's evening: a goal, targets, people met, promises made."""
    event = cast.evening(alice, start)
    attendance = going.at(event.id, alice.id)
    attendance.set_goal(cast.GOAL)
    for who, opening, met in TARGETS:
        _target(attendance, who, opening, start if met else None)
    for guest in GUESTS:
        _meet(alice, event, guest, start + timedelta(minutes=guest.minutes))
    db.session.flush()
    return event


def _target(attendance: Attendance, who: str, opening: str, met_at: datetime | None) -> None:
    target = Target.add(attendance, new_id(), {"who": who, "opening": opening})
    assert target is not None
    target.met_at = met_at
    db.session.flush()
    db.session.refresh(attendance)


def _meet(alice: Person, event: Event, guest: Guest, met_at: datetime) -> None:
    contact = Contact.add(alice.id, new_id(), guest.card, "swap", event.id)
    contact.met_at = met_at
    meeting = contact.latest_meeting
    assert meeting is not None
    meeting.met_at = met_at
    # What is said of it reads the row anew where a database can lock one.
    db.session.flush()
    if guest.heard:
        meeting.listen(guest.heard, guest.moves_goal)
    if guest.promise:
        contact.promise(new_id(), True, guest.promise, _day_after(event))
    db.session.flush()


def _day_after(event: Event) -> date:
    return event.ends_at.date() + timedelta(days=1)
