"""People in lists: what one line shows of each, read with one statement for the whole list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
)

from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.order import ByCodePoints, Lowered, says

from .meetings import Meeting
from .models import Contact
from .notes import Note
from .promises import Promise

PAGE = 50
MOST_WORDS = 8


@dataclass(frozen=True)
class Line:
    """Somebody in a list.

    `heard` is what they said when last met. `owed_on` is the day on which my earliest open
    promise to them is due: `date.max` where no day was named, None where I owe nothing.
    `listened` says whether what was heard at this meeting has been noted. `photo` is the id of
    the photo they share, or "".
    """

    id: str
    card: Card
    heard: str
    next_on: date | None
    owed_on: date | None
    listened: bool = True
    photo: str = ""
    let_go: bool = False


def line(contact: Contact, heard: str) -> Line:
    """The line of a contact that is loaded already, with its promises."""
    owed = [p.due_on or date.max for p in contact.promises if p.mine and p.open]
    return Line(
        id=contact.id,
        card=contact.whole_card,
        heard=heard,
        next_on=contact.next_on,
        owed_on=min(owed, default=None),
        photo=contact.photo,
        let_go=contact.let_go_at is not None,
    )


def by_name(owner_id: str, words: str = "", let_go: bool = False, skip: int = 0) -> Sequence[Line]:
    """A page of a person's contacts by name: those let go, or the others.

    Each of the `words` must stand in the name or in what was heard or noted. One more than a
    page is given, so that the caller sees whether there are others.
    """
    query = _LINES.where(
        Contact.owner_id == owner_id,
        Contact.let_go_at.is_not(None) if let_go else Contact.let_go_at.is_(None),
    )
    for word in words.split()[:MOST_WORDS]:
        query = query.where(or_(says(Contact.name, word), Contact.id.in_(_told(owner_id, word))))
    return _read(query.order_by(Lowered(Contact.name), Contact.id).offset(skip).limit(PAGE + 1))


def due(owner_id: str, today: date, besides: Collection[str] = (), most: int = 3) -> Sequence[Line]:
    """The few people of whom something is due: a promise of mine, or a next step.

    Nobody is named whose id is in `besides`: the page shows them already.
    """
    owed = select(Promise.contact_id).where(
        Promise.owner_id == owner_id, Promise.due_on <= today, *_I_OWE
    )
    query = _LINES.where(
        Contact.owner_id == owner_id,
        Contact.let_go_at.is_(None),
        Contact.id.not_in(besides),
        or_(Contact.next_on <= today, Contact.id.in_(owed)),
    )
    return _read(query.order_by(_DUE_ON, ByCodePoints(Contact.name), Contact.id).limit(most))


def met_at(event_id: str, owner_id: str) -> Sequence[Line]:
    """Whom the owner met at an event, the latest first, without those let go."""
    return _read(_MET_AT, {"event": event_id, "owner": owner_id})


def _read(query: Select[Any], values: dict[str, str] | None = None) -> Sequence[Line]:
    return [_line(row) for row in db.session.execute(query, values).mappings()]


def _line(row: RowMapping) -> Line:
    return Line(
        id=row["id"],
        card=Card.from_json(row["card"]),
        heard=row["heard"] or "",
        next_on=row["next_on"],
        owed_on=row["owed_on"],
        listened=row["listened_at"] is not None,
        photo=row["photo_id"] or "",
        let_go=row["let_go_at"] is not None,
    )


def _told(owner_id: str, word: str) -> CompoundSelect[str]:
    heard = select(Meeting.contact_id).where(
        Meeting.owner_id == owner_id, says(Meeting.heard, word)
    )
    noted = select(Note.contact_id).where(
        Note.owner_id == owner_id, Note.removed_at.is_(None), says(Note.text, word)
    )
    return heard.union(noted)


_I_OWE = (Promise.mine, Promise.kept_at.is_(None), Promise.released_at.is_(None))
_OWED_ON = (
    select(func.min(func.coalesce(Promise.due_on, literal(date.max, Date))))
    .where(Promise.contact_id == Contact.id, *_I_OWE)
    .correlate(Contact)
    .scalar_subquery()
)
_NEVER = literal(date.max, Date)
_STEP_ON, _PROMISE_ON = func.coalesce(Contact.next_on, _NEVER), func.coalesce(_OWED_ON, _NEVER)
# The earlier of two days: one database calls that min, the other least.
_DUE_ON = case((_STEP_ON < _PROMISE_ON, _STEP_ON), else_=_PROMISE_ON)
_HEARD = (
    select(Meeting.heard)
    .where(Meeting.contact_id == Contact.id)
    .order_by(Meeting.met_at.desc(), Meeting.id)
    .limit(1)
    .correlate(Contact)
    .scalar_subquery()
)
_SHOWN = (
    Contact.id,
    Contact.card,
    Contact.next_on,
    Contact.photo_id,
    Contact.let_go_at,
    _OWED_ON.label("owed_on"),
    _HEARD.label("heard"),
)
_LINES = select(*_SHOWN, null().label("listened_at")).select_from(Contact)
_MET_AT = (
    select(*_SHOWN, Meeting.listened_at)
    .select_from(Contact)
    .join(Meeting, Meeting.contact_id == Contact.id)
    .where(
        Meeting.owner_id == bindparam("owner"),
        Meeting.event_id == bindparam("event"),
        Contact.let_go_at.is_(None),
    )
    .order_by(Meeting.met_at.desc(), Meeting.id)
)
