"""The swap: each gets the other's card, once, however often and from whichever side it is asked.

It is the busiest change of an evening, so it is written in Core statements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, insert, or_, select, update

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact, Meeting
from blueprints.goals.models import Attendance, Event
from blueprints.shared import clock
from blueprints.shared.card import Card
from blueprints.shared.database import Base, db
from blueprints.shared.ids import new_id
from blueprints.shared.records import next_rev

from .models import Holder

# Away from an event there is nothing to tell two meetings apart but the time between them.
SAME_MEETING = timedelta(hours=12)

_CONTACTS = Base.metadata.tables[Contact.__tablename__]
_MEETINGS = Base.metadata.tables[Meeting.__tablename__]


@dataclass(frozen=True)
class Gift:
    """One card on its way: who gets it, whose it is, and the id a new contact gets."""

    to: str
    of: str
    card: Card
    contact_id: str


@dataclass(frozen=True)
class Known:
    """A contact as it was before this meeting."""

    id: str
    card: dict[str, Any]
    source: str


def swap(holder: Holder, scanner: Person, contact_id: str) -> str:
    """Each gets the other. Returns the id of the scanner's contact, the proposed one if new."""
    given = Gift(holder.owner_id, scanner.id, scanner.shared_card, new_id())
    return _hand_over([_taken(holder, scanner, contact_id), given], holder.event_id, "swap")


def take(holder: Holder, scanner: Person, contact_id: str) -> str:
    """The scanner gets the card and gives none. Returns the id of the scanner's contact."""
    return _hand_over([_taken(holder, scanner, contact_id)], holder.event_id, "take")


def _taken(holder: Holder, scanner: Person, contact_id: str) -> Gift:
    return Gift(scanner.id, holder.owner_id, holder.card, contact_id)


def _hand_over(gifts: Sequence[Gift], event_id: str | None, source: str) -> str:
    # The counters' rows lock both people, always in the same order: two who scan each other at
    # once wait instead of blocking each other, and the second finds the first's contacts.
    revs = {person_id: next_rev(person_id) for person_id in sorted(gift.to for gift in gifts)}
    known = _known(gifts)
    ids = {gift.to: known[gift.to].id if gift.to in known else gift.contact_id for gift in gifts}
    _add_contacts([gift for gift in gifts if gift.to not in known], source, revs)
    for gift in gifts:
        if gift.to in known:
            _renew_contact(gift, known[gift.to], source, revs[gift.to])
    _meet(ids, {contact.id for contact in known.values()}, event_id, revs)
    scanner_id = gifts[0].to
    if event_id is not None:
        _attend(event_id, scanner_id)
    return ids[scanner_id]


def _known(gifts: Sequence[Gift]) -> dict[str, Known]:
    pairs = (and_(Contact.owner_id == g.to, Contact.person_id == g.of) for g in gifts)
    query = select(Contact.owner_id, Contact.id, Contact.card, Contact.source).where(or_(*pairs))
    rows = db.session.execute(query)
    return {row.owner_id: Known(row.id, row.card, row.source) for row in rows}


def _add_contacts(gifts: Sequence[Gift], source: str, revs: Mapping[str, int]) -> None:
    rows = [
        {
            "id": gift.contact_id,
            "owner_id": gift.to,
            "person_id": gift.of,
            "name": gift.card.name,
            "card": gift.card.to_json(),
            "source": source,
            "met_at": clock.now(),
            "rev": revs[gift.to],
        }
        for gift in gifts
    ]
    if rows:
        db.session.execute(insert(_CONTACTS), rows)


def _renew_contact(gift: Gift, known: Known, source: str, rev: int) -> None:
    # What they share now is news; what else the owner knew of them stays.
    card = known.card | {name: value for name, value in gift.card.to_json().items() if value}
    db.session.execute(
        update(_CONTACTS)
        .where(_CONTACTS.c.id == known.id)
        .values(
            name=gift.card.name,
            card=card,
            source="swap" if source == "swap" else known.source,
            let_go_at=None,
            rev=rev,
        )
    )


def _meet(
    contacts: Mapping[str, str], known: set[str], event_id: str | None, revs: Mapping[str, int]
) -> None:
    """Stamp each contact, given by owner, with this meeting, unless this very one is stamped."""
    met = _met(known, event_id) if known else set()
    rows = [
        {
            "id": new_id(),
            "owner_id": owner_id,
            "contact_id": contact_id,
            "event_id": event_id,
            "met_at": clock.now(),
            "heard": "",
            "moves_goal": "",
            "rev": revs[owner_id],
        }
        for owner_id, contact_id in contacts.items()
        if contact_id not in met
    ]
    if rows:
        db.session.execute(insert(_MEETINGS), rows)


def _met(contact_ids: set[str], event_id: str | None) -> set[str]:
    query = select(Meeting.contact_id).where(Meeting.contact_id.in_(contact_ids))
    if event_id is None:
        lately = Meeting.met_at > clock.now() - SAME_MEETING
        return set(db.session.scalars(query.where(Meeting.event_id.is_(None), lately)))
    return set(db.session.scalars(query.where(Meeting.event_id == event_id)))


def _attend(event_id: str, person_id: str) -> None:
    there = (Attendance.owner_id == person_id, Attendance.event_id == event_id)
    if db.session.scalar(select(Attendance.id).where(*there)) is None:
        event = db.session.get_one(Event, event_id)
        event.join(person_id)
