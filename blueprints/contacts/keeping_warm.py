"""Those one keeps in touch with, read for *Today*, and the reasons in words."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from blueprints.accounts.models import Person
from blueprints.shared.database import db

from .in_touch import cadence_of, standing
from .models import Contact, Promise
from .touches import Touch
from .warm import Kept, Reason, keep_warm


def warm(owner: Person, today: date) -> list[tuple[Contact, str]]:
    """The few to be in touch with now, each with the reason in a line."""
    contacts = {contact.id: contact for contact in _in_touch(owner.id)}
    found = keep_warm((_kept(one, owner.zone) for one in contacts.values()), today)
    return [(contacts[one.id], _in_words(one, contacts[one.id], owner, today)) for one in found]


def _in_touch(owner_id: str) -> Sequence[Contact]:
    """Who has been written to, or is owed or planned something; nobody who was let go."""
    touched = select(Touch.contact_id).where(Touch.owner_id == owner_id)
    owed = select(Promise.contact_id).where(
        Promise.owner_id == owner_id, Promise.due_on.is_not(None)
    )
    matters = (Contact.id.in_(touched), Contact.id.in_(owed), Contact.next_on.is_not(None))
    has_rhythm = (Contact.rhythm_every > 0, Contact.rhythm_on.is_not(None))
    parts = (Contact.touches, Contact.meetings, Contact.promises)
    query = select(Contact).where(Contact.owner_id == owner_id, Contact.let_go_at.is_(None))
    query = query.where(or_(*matters, *has_rhythm))
    return db.session.scalars(query.options(*map(selectinload, parts))).all()


def _kept(of: Contact, zone: str) -> Kept:
    owed = [promise.due_on for promise in _owed(of) if promise.due_on]
    written = [touch.touched_on for touch in of.touches if touch.who != "they"]
    return Kept(
        id=of.id,
        name=of.name,
        owed_on=min(owed, default=None),
        next_on=of.next_on,
        cadence=cadence_of(of, zone),
        written_on=max(written, default=None),
    )


def _in_words(reason: Reason, of: Contact, owner: Person, today: date) -> str:
    if reason.why == "promise":
        first = min(_owed(of), key=lambda promise: (promise.due_on or date.max, promise.id))
        return f"You promised: {first.text}"
    if reason.why == "step":
        return f"You planned: {of.next_step}"
    stands = cadence_of(of, owner.zone)
    return standing(stands, today, owner.locale) if stands else ""


def _owed(of: Contact) -> list[Promise]:
    return [promise for promise in of.promises if promise.mine and promise.open]
