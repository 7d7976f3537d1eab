"""Those one keeps in touch with, read for *Today*, and the reasons in words.

Hundreds may be asked about, and three are named: plain rows are read of all, records of the three.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Row, bindparam, case, func, or_, select, union
from sqlalchemy.orm import selectinload

from blueprints.accounts.models import Person
from blueprints.shared.database import db

from .cadence import Rhythm
from .in_touch import cadence_between, cadence_of, standing
from .meetings import Meeting
from .models import Contact
from .promises import Promise
from .touches import Touch
from .warm import Kept, Reason, keep_warm

Parts = Mapping[str, Sequence[Row[Any]]]


def warm(owner: Person, today: date) -> list[tuple[Contact, str]]:
    """The few to be in touch with now, each with the reason in a line."""
    found = keep_warm(_kept(owner, today), today)
    contacts = _with_parts([one.id for one in found]) if found else {}
    return [(contacts[one.id], _in_words(one, contacts[one.id], owner, today)) for one in found]


def _kept(owner: Person, today: date) -> Iterator[Kept]:
    """Who has been written to, or is owed or planned something; nobody who was let go."""
    asked = {"owner": owner.id, "today": today}
    people = db.session.execute(_PEOPLE, asked).all()
    touches, meetings = (_by_contact(parts, asked) for parts in (_TOUCHES, _MEETINGS))
    here = ZoneInfo(owner.zone)
    for one in people:
        touched, met = touches.get(one.id, []), meetings.get(one.id, [])
        rhythm = Rhythm(one.rhythm_every, one.rhythm_unit, one.rhythm_on)
        yield Kept(
            id=one.id,
            name=one.name,
            owed_on=one.owed_on,
            owed_since=one.owed_since and one.owed_since.astimezone(here).date(),
            next_on=one.next_on,
            cadence=cadence_between(met, touched, rhythm, here),
            written_on=max((t.touched_on for t in touched if t.who != "they"), default=None),
        )


def _by_contact(parts: Executable, asked: Mapping[str, Any]) -> Parts:
    found = defaultdict(list)
    for row in db.session.execute(parts, asked):
        found[row.contact_id].append(row)
    return found


def _with_parts(contact_ids: Sequence[str]) -> dict[str, Contact]:
    parts = (Contact.touches, Contact.meetings, Contact.promises)
    query = select(Contact).where(Contact.id.in_(contact_ids))
    found = db.session.scalars(query.options(*map(selectinload, parts)))
    return {one.id: one for one in found}


def _in_words(reason: Reason, of: Contact, owner: Person, today: date) -> str:
    if reason.why == "promise":
        owed = [one for one in of.promises if one.mine and one.open]
        ripe = [one for one in owed if one.due_on is None or one.due_on <= today]
        first = min(ripe, key=lambda one: (one.due_on or date.max, one.made_at, one.id))
        return f"You promised: {first.text}"
    if reason.why == "step":
        return f"You planned: {of.next_step}"
    stands = cadence_of(of, owner.zone)
    return standing(stands, today, owner.locale) if stands else ""


_OWNER = bindparam("owner", type_=Contact.owner_id.type)
_I_OWE = (
    *(Promise.owner_id == _OWNER, Promise.mine),
    *(Promise.kept_at.is_(None), Promise.released_at.is_(None)),
)
_OWED = (
    select(
        Promise.contact_id,
        func.min(Promise.due_on).label("owed_on"),
        func.min(case((Promise.due_on.is_(None), Promise.made_at))).label("owed_since"),
    )
    .where(*_I_OWE, or_(Promise.due_on.is_(None), Promise.due_on <= bindparam("today")))
    .group_by(Promise.contact_id)
    .subquery()
)
_TOUCHES = select(
    Touch.contact_id, Touch.touched_on, Touch.noted_at, Touch.id, Touch.who, Touch.how
).where(Touch.owner_id == _OWNER, Touch.removed_at.is_(None))
_TOUCHED = select(Touch.contact_id).where(Touch.owner_id == _OWNER, Touch.removed_at.is_(None))
_RHYTHM = (Contact.rhythm_every > 0, Contact.rhythm_on.is_not(None))
_PEOPLE = (
    select(
        *(Contact.id, Contact.name, Contact.next_on, _OWED.c.owed_on, _OWED.c.owed_since),
        *(Contact.rhythm_every, Contact.rhythm_unit, Contact.rhythm_on),
    )
    .outerjoin(_OWED, _OWED.c.contact_id == Contact.id)
    .where(Contact.owner_id == _OWNER, Contact.let_go_at.is_(None))
    .where(
        or_(
            *(_OWED.c.contact_id.is_not(None), Contact.next_on <= bindparam("today"), *_RHYTHM),
            Contact.id.in_(_TOUCHED),
        )
    )
)
# When they met counts where something followed, or was wished.
_FOLLOWED = union(_TOUCHED, select(Contact.id).where(Contact.owner_id == _OWNER, or_(*_RHYTHM)))
_MEETINGS = select(Meeting.contact_id, Meeting.met_at, Meeting.id).where(
    Meeting.owner_id == _OWNER, Meeting.contact_id.in_(_FOLLOWED)
)
