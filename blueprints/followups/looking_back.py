"""What came of an event, from what is kept of the people met there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.goals.attendances import Attendance, looked_back
from blueprints.goals.moment import evening_of
from blueprints.shared.database import db
from blueprints.shared.words import first_name

from .verdict import AFTER, Known, verdicts

# Whose, what it was, and when.
Day = tuple[str, str, date]
Days = dict[str, dict[str, list[date]]]

# From whose side somebody was in touch.
WAYS = {"me": ("wrote",), "they": ("heard",), "both": ("heard", "wrote")}


@looked_back.connect
def verdicts_on(attendance: Attendance, now: datetime) -> list[dict[str, object]]:
    """The verdicts on an event that are due, by the clocks of its place."""
    event = attendance.event
    here = ZoneInfo(event.zone)
    evening, today = evening_of(event.ends_at, event.zone), now.astimezone(here).date()
    if (today - evening).days <= AFTER[0][0] or attendance.plan == "slide":
        return []
    return verdicts(_known(attendance, here), evening, today)


def _known(attendance: Attendance, here: ZoneInfo) -> list[Known]:
    met = db.session.execute(
        select(Meeting.contact_id, Contact.name)
        .join(Contact, Contact.id == Meeting.contact_id)
        .where(Meeting.owner_id == attendance.owner_id, Meeting.event_id == attendance.event_id)
        .order_by(Meeting.met_at, Meeting.id)
    ).all()
    days = _days([contact_id for contact_id, _ in met], attendance, here)
    return [Known(first_name(name), **days[contact]) for contact, name in met]


def _days(contacts: Sequence[str], attendance: Attendance, here: ZoneInfo) -> Days:
    found: Days = defaultdict(lambda: defaultdict(list))
    for contact_id, what, day in (
        *_touched(contacts),
        *_met_again(contacts, attendance.event_id, here),
        *_kept(contacts, attendance.event.starts_at, here),
        *_introduced(attendance.owner_id, here),
    ):
        found[contact_id][what].append(day)
    return found


def _touched(contacts: Sequence[str]) -> Iterator[Day]:
    for touch in _of(Touch, contacts, Touch.removed_at.is_(None)):
        for what in WAYS[touch.who]:
            yield touch.contact_id, what, touch.touched_on


def _met_again(contacts: Sequence[str], event_id: str, here: ZoneInfo) -> Iterator[Day]:
    elsewhere = Meeting.event_id.is_distinct_from(event_id)
    for meeting in _of(Meeting, contacts, elsewhere):
        for what in WAYS["both"]:
            yield meeting.contact_id, what, meeting.met_at.astimezone(here).date()


def _kept(contacts: Sequence[str], began: datetime, here: ZoneInfo) -> Iterator[Day]:
    first_day = began.astimezone(here).date()
    for promise in _of(Promise, contacts, Promise.kept_at.is_not(None)):
        if promise.made_at.astimezone(here).date() >= first_day:
            what = "kept" if promise.mine else "they_kept"
            yield promise.contact_id, what, promise.kept_at.astimezone(here).date()


def _introduced(owner_id: str, here: ZoneInfo) -> Iterator[Day]:
    made = (Introduction.owner_id == owner_id, Introduction.introduced_at.is_not(None))
    for one in db.session.scalars(select(Introduction).where(*made)).all():
        assert one.introduced_at
        for contact_id in (one.first_id, one.second_id):
            yield contact_id, "introduced", one.introduced_at.astimezone(here).date()


def _of(kind: type[Any], contacts: Sequence[str], where: ColumnElement[bool]) -> Sequence[Any]:
    return db.session.scalars(select(kind).where(kind.contact_id.in_(contacts), where)).all()
