"""What there may be to nudge a person about, read from their records."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, literal, or_, select
from sqlalchemy.orm import selectinload

from blueprints.accounts.models import Person
from blueprints.contacts.in_touch import cadence_of
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.models import queue_of
from blueprints.followups.queue import outcome
from blueprints.goals import going
from blueprints.goals.moment import QUEUE_LEADS, Occasion, evening_of, queue_ready_at
from blueprints.shared.database import db

from .nudging import Matter
from .telling import first_names


def matters(
    person: Person, occasions: Sequence[Occasion], now: datetime, ripe: date
) -> list[Matter]:
    """All that is due by the day `ripe`, whether it was told or not, of nobody let go."""
    return [
        *queues(person, occasions, now),
        *owed(person.id, ripe),
        *planned(person.id, ripe),
        *turns(person, ripe),
    ]


def queues(person: Person, occasions: Sequence[Occasion], now: datetime) -> Iterator[Matter]:
    """The queues that are ready and still open, each with whoever in it is not done."""
    for occasion in occasions:
        ready = queue_ready_at(occasion.ends_at, occasion.zone, person.zone)
        waits = not occasion.closed and not occasion.slid
        if waits and ready <= now < ready + QUEUE_LEADS:
            yield queue(person, occasion)


def queue(person: Person, occasion: Occasion) -> Matter:
    """The queue of one event, on the day after it by the clocks there.

    Wherever its person is by then, it is the same matter, and told once.
    """
    attendance = going.at(occasion.id, person.id)
    of = queue_of(attendance, person.followup_cap)
    contacts = [meeting.contact for meeting, met in of if not outcome(met)]
    names, people = first_names([one.name for one in contacts]), tuple(one.id for one in contacts)
    day = evening_of(occasion.ends_at, occasion.zone) + timedelta(days=1)
    return Matter("queue", occasion.id, day, people, names, attendance.event.title)


def owed(person_id: str, until: date) -> Iterator[Matter]:
    """The promises that the person made for a day, and has not kept."""
    return _read(_OWED, person_id, until)


def planned(person_id: str, until: date) -> Iterator[Matter]:
    """The next steps that have a day."""
    return _read(_PLANNED, person_id, until)


def turns(person: Person, ripe: date) -> Iterator[Matter]:
    """With whom it is time to be in touch again, as the cadence has it."""
    for contact in db.session.scalars(_IN_TOUCH, {"person": person.id}):
        stands = cadence_of(contact, person.zone)
        if stands and stands.due_on <= ripe:
            whose = "me" if stands.turn == "me" else ""
            who = first_names([contact.name])
            yield Matter("turn", contact.id, stands.due_on, (contact.id,), who, whose)


def _read(query: Select[*tuple[Any, ...]], person_id: str, until: date) -> Iterator[Matter]:
    for row in db.session.execute(query, {"person": person_id, "until": until}):
        who = first_names([row.name])
        yield Matter(row.kind, row.id, row.day, (row.contact_id,), who, row.words)


_KEPT = (Contact.owner_id == bindparam("person"), Contact.let_go_at.is_(None))
_OWED = (
    select(
        literal("promise").label("kind"),
        Promise.id,
        Promise.due_on.label("day"),
        Promise.text.label("words"),
        Contact.id.label("contact_id"),
        Contact.name,
    )
    .join(Contact, Contact.id == Promise.contact_id)
    .where(*_KEPT, Promise.mine, Promise.kept_at.is_(None), Promise.released_at.is_(None))
    .where(Promise.due_on <= bindparam("until"))
    .order_by(Promise.due_on, Promise.id)
)
_PLANNED = (
    select(
        literal("next").label("kind"),
        Contact.id,
        Contact.next_on.label("day"),
        Contact.next_step.label("words"),
        Contact.id.label("contact_id"),
        Contact.name,
    )
    .where(*_KEPT, Contact.next_on <= bindparam("until"))
    .order_by(Contact.next_on, Contact.id)
)
_STANDS = Touch.removed_at.is_(None)
_TOUCHED = select(Touch.contact_id).where(Touch.owner_id == bindparam("person"), _STANDS)
# Whoever was never touched has no cadence, unless a rhythm was set.
_IN_TOUCH = (
    select(Contact)
    .where(*_KEPT)
    .where(or_(Contact.id.in_(_TOUCHED), Contact.rhythm_unit != "", Contact.rhythm_on.is_not(None)))
    .options(selectinload(Contact.meetings), selectinload(Contact.touches.and_(_STANDS)))
)
