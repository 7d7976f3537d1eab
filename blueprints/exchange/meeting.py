"""Where two met: a meeting for each of their contacts, once, and who has come to the event.

Over tables, as the swap that it is part of.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select

from blueprints.contacts.meetings import Meeting
from blueprints.goals import going
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.goals.moment import doors
from blueprints.shared import clock
from blueprints.shared.database import Base, db
from blueprints.shared.ids import derived

# Away from an event there is nothing to tell two meetings apart but the time between them.
SAME_MEETING = timedelta(hours=12)


def meet(
    contacts: Mapping[str, str],
    known: Collection[str],
    events: Mapping[str, str | None],
    revs: Mapping[str, int],
    proposed: Mapping[str, str],
) -> dict[str, str]:
    """Stamp each contact with this meeting, unless this very one is stamped.

    Contacts and events are given by owner, `known` are the owners who had theirs before. Returns
    the ids of the meetings that were stamped, by contact.
    """
    theirs = {contacts[owner_id]: events[owner_id] for owner_id in known}
    met = met_then(theirs)
    met |= bring({one: theirs[one] for one in theirs if one not in met})
    rows = [
        {
            "id": derived(proposed[owner_id], "meeting"),
            "owner_id": owner_id,
            "contact_id": contact_id,
            "event_id": events[owner_id],
            "met_at": clock.now(),
            "rev": revs[owner_id],
        }
        for owner_id, contact_id in contacts.items()
        if contact_id not in met
    ]
    if rows:
        db.session.connection().execute(_ADD_MEETING, rows)
    return met


def met_then(events: Mapping[str, str | None]) -> dict[str, str]:
    """The ids of the meetings that this one is, where it is stamped: events and ids by contact."""
    if not events:
        return {}
    theirs = or_(*(_with(contact_id, event_id) for contact_id, event_id in events.items()))
    query = select(Meeting.contact_id, Meeting.id).where(theirs).order_by(Meeting.met_at)
    return {row.contact_id: row.id for row in db.session.execute(query)}


def bring(events: Mapping[str, str | None]) -> dict[str, str]:
    """Take a meeting of no event to the one that was on then: its owner has come to that later.

    Events by contact. Returns the ids of the meetings that were taken there, by contact.
    """
    brought = {}
    for contact_id, event_id in events.items():
        meeting = _before_joining(contact_id, event_id) if event_id else None
        if meeting:
            meeting.event_id = event_id
            brought[contact_id] = meeting.id
    return brought


def _before_joining(contact_id: str, event_id: str) -> Meeting | None:
    event = db.session.get_one(Event, event_id)
    first, last = doors(event.starts_at, event.ends_at)
    met = (Meeting.contact_id == contact_id, Meeting.event_id.is_(None))
    then = (Meeting.met_at >= first, Meeting.met_at < last)
    query = select(Meeting).where(*met, *then).order_by(Meeting.met_at, Meeting.id)
    return db.session.scalar(query.limit(1))


def _with(contact_id: str, event_id: str | None) -> ColumnElement[bool]:
    at_event = and_(Meeting.contact_id == contact_id, Meeting.event_id == event_id)
    if event_id is not None:
        return at_event
    # What waited on a phone may have been done long before a meeting that is stamped already.
    around = (clock.now() - SAME_MEETING, clock.now() + SAME_MEETING)
    return and_(at_event, Meeting.met_at.between(*around))


def attend(event_id: str, people: Sequence[str]) -> None:
    """Whoever swaps at an event has come to it, whatever they planned."""
    rows = db.session.connection().execute(_PLANS, {"people": people, "event": event_id})
    plans = {row.owner_id: row.plan for row in rows}
    for person_id in people:
        if person_id not in plans:
            db.session.get_one(Event, event_id).join(person_id)
        elif plans[person_id] == "slide":
            going.at(event_id, person_id).decide("go")


_meetings = Base.metadata.tables[Meeting.__tablename__]
_attendances = Base.metadata.tables[Attendance.__tablename__]
_ADD_MEETING = insert(_meetings)
_PLANS = select(_attendances.c.owner_id, _attendances.c.plan).where(
    _attendances.c.event_id == bindparam("event"),
    _attendances.c.owner_id.in_(bindparam("people", expanding=True)),
)
