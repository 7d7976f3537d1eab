"""How everybody the owner keeps stands: what happened with each, read with four statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.accounts.models import Person
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.zones import day_in

from .depth import Fact
from .meetings import Meeting
from .models import Contact
from .promises import Promise
from .touches import Touch


@dataclass
class Standing:
    """Somebody the owner has not let go, with what happened, by the owner's days.

    `moves` holds the answers to whether they move a goal; `i_owe` and `they_owe` say whether a
    promise stands open. `room_kept_at` is when the owner last chose to keep them.
    """

    id: str
    card: Card
    photo: str
    room_kept_at: datetime | None
    facts: list[Fact] = field(default_factory=list)
    moves: set[str] = field(default_factory=set)
    i_owe: bool = False
    they_owe: bool = False


def standings(owner: Person) -> Sequence[Standing]:
    """Everybody the owner keeps, in no order that matters."""
    found = {
        row.id: Standing(row.id, Card.from_json(row.card), row.photo_id or "", row.room_kept_at)
        for row in db.session.execute(_CONTACTS, {"owner": owner.id})
    }
    for query, tell in ((_MEETINGS, _met), (_TOUCHES, _touched), (_PROMISES, _promised)):
        for row in db.session.execute(query, {"owner": owner.id}):
            # Between two statements somebody may have been written down.
            if of := found.get(row.contact_id):
                tell(of, row, owner.zone)
    return list(found.values())


def facts_of(contact: Contact, zone: str) -> list[Fact]:
    """What happened with one contact, whose parts are loaded."""
    of = Standing(contact.id, contact.whole_card, contact.photo, contact.room_kept_at)
    parts: tuple[tuple[Iterable[Any], Any], ...] = (
        (contact.meetings, _met),
        (contact.touches, _touched),
        (contact.promises, _promised),
    )
    for rows, tell in parts:
        for row in rows:
            tell(of, row, zone)
    return of.facts


def _met(of: Standing, meeting: Row[Any] | Meeting, zone: str) -> None:
    of.facts.append(Fact("met", day_in(zone, meeting.met_at)))
    of.moves.add(meeting.moves_goal)


def _touched(of: Standing, touch: Row[Any] | Touch, _zone: str) -> None:
    of.facts.append(Fact(touch.who, touch.touched_on))


def _promised(of: Standing, promise: Row[Any] | Promise, zone: str) -> None:
    if promise.kept_at:
        of.facts.append(Fact("gave" if promise.mine else "got", day_in(zone, promise.kept_at)))
    elif promise.released_at is None:
        of.i_owe = of.i_owe or promise.mine
        of.they_owe = of.they_owe or not promise.mine


def _of_kept(*columns: InstrumentedAttribute[Any]) -> Select[Any]:
    kept = (Contact.owner_id == bindparam("owner"), Contact.let_go_at.is_(None))
    return select(*columns).select_from(Contact).where(*kept)


_CONTACTS = _of_kept(Contact.id, Contact.card, Contact.photo_id, Contact.room_kept_at)
_MEETINGS = _of_kept(Meeting.contact_id, Meeting.met_at, Meeting.moves_goal).join(
    Meeting, Meeting.contact_id == Contact.id
)
_TOUCHES = (
    _of_kept(Touch.contact_id, Touch.who, Touch.touched_on)
    .join(Touch, Touch.contact_id == Contact.id)
    .where(Touch.removed_at.is_(None))
)
_PROMISES = _of_kept(Promise.contact_id, Promise.mine, Promise.kept_at, Promise.released_at).join(
    Promise, Promise.contact_id == Contact.id
)
