"""Which events somebody goes to, each read in one statement: at every scan and on every page."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload
from werkzeug.exceptions import NotFound

from blueprints.shared import clock
from blueprints.shared.database import db

from . import moment
from .attendances import Attendance
from .models import Event
from .moment import Occasion


def to(person_id: str) -> Sequence[Attendance]:
    """All a person's attendances with their events, the latest event first."""
    return db.session.scalars(_ALL, {"person": person_id}).all()


def at(event_id: str, person_id: str) -> Attendance:
    """The person's attendance at that event. Raises NotFound where they have not joined."""
    given = {"person": person_id, "event": event_id}
    found = db.session.scalars(_ONE, given).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def event_now(person_id: str) -> Event | None:
    """The event the person is at now, if any."""
    event_id = under_way(person_id, clock.now())
    return db.session.get(Event, event_id) if event_id else None


def under_way(person_id: str, now: datetime) -> str | None:
    """The id of the event the person is at now, if any: whom they meet, they meet there."""
    return moment.under_way(occasions(person_id), now)


def occasions(person_id: str) -> list[Occasion]:
    """All events the person has joined, as the clock sees them."""
    return [
        Occasion(row.event_id, row.starts_at, row.ends_at, row.zone, bool(row.closed_at), row.slid)
        for row in db.session.execute(_OCCASIONS, {"person": person_id})
    ]


# Built once: putting one of these together takes longer than running it.
_WITH_EVENT = (
    select(Attendance)
    .join(Attendance.event)
    .options(contains_eager(Attendance.event))
    .where(Attendance.owner_id == bindparam("person"))
)
_ALL = _WITH_EVENT.order_by(Event.starts_at.desc(), Event.id)
_ONE = _WITH_EVENT.where(Attendance.event_id == bindparam("event")).options(
    joinedload(Attendance.targets)
)
_OCCASIONS = (
    select(
        Attendance.event_id,
        Attendance.closed_at,
        (Attendance.plan == "slide").label("slid"),
        Event.starts_at,
        Event.ends_at,
        Event.zone,
    )
    .join(Event, Event.id == Attendance.event_id)
    .where(Attendance.owner_id == bindparam("person"))
)
