"""The swap: each gets the other's card, once, however often and from whichever side it is asked.

It is the busiest change of an evening. So its statements are written over tables, not classes, and
built once: the ORM would take twice as long over the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    union_all,
    update,
)

from blueprints.accounts.models import Person
from blueprints.accounts.photos import shared_photo
from blueprints.contacts.meetings import Meeting, met_already
from blueprints.contacts.models import Contact
from blueprints.goals import going
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.card import Card
from blueprints.shared.database import Base, db
from blueprints.shared.facts import settled
from blueprints.shared.ids import derived, is_new_id, new_id
from blueprints.shared.posting import became
from blueprints.shared.records import Overtaken, OwnerGone, next_rev

from .meeting import attend, meet
from .models import Code, Holder


@dataclass(frozen=True)
class Gift:
    """One card on its way: who gets it, and whose it is."""

    to: str
    of: str


@dataclass(frozen=True)
class Shown:
    """What somebody lets others see: their card, and the id of their photo."""

    card: Card
    photo_id: str | None


@dataclass(frozen=True)
class Known:
    """A contact as it was before this meeting."""

    id: str
    card: dict[str, Any]
    source: str
    let_go_at: datetime | None
    said: dict[str, Any]

    def let_go_after(self, meeting: datetime) -> bool:
        """Whether they were let go since: this meeting waited on a phone, and arrives late."""
        return self.let_go_at is not None and self.let_go_at > meeting


def swap(holder: Holder, scanner_id: str, proposed_id: str) -> str:
    """Each gets the other. Returns the id of the scanner's contact: the proposed one, if free."""
    taken = Gift(to=scanner_id, of=holder.owner_id)
    given = Gift(to=holder.owner_id, of=scanner_id)
    return _hand_over([taken, given], holder, "swap", proposed_id)


def take(holder: Holder, scanner_id: str, proposed_id: str) -> str:
    """The scanner gets the card and gives none. Returns the id of the scanner's contact."""
    taken = Gift(to=scanner_id, of=holder.owner_id)
    return _hand_over([taken], holder, "take", proposed_id)


def _events_of(holder: Holder, gifts: Sequence[Gift]) -> dict[str, str | None]:
    """At which event each who gets something met the other."""
    if holder.event_id:
        return {gift.to: holder.event_id for gift in gifts}
    # A code shown away from any event, or drawn before one, is scanned where its people are now.
    # Each knows that of themselves: such a code must not tell where its owner is, or was at an hour
    # that a phone made up, nor draw anybody to an event of whoever scans it.
    return {gift.to: going.under_way(gift.to, clock.now()) for gift in gifts}


def _hand_over(gifts: Sequence[Gift], holder: Holder, source: str, proposed_id: str) -> str:
    events = _events_of(holder, gifts)
    for event_id in sorted({one for one in events.values() if one}):
        Event.hold(event_id)
    revs = _lock(gifts)
    known, act_id, shown = _known(gifts), _free(proposed_id), _shown(gifts, holder)
    proposed = {gift.to: new_id() for gift in gifts} | {gifts[0].to: act_id}
    ids = proposed | {owner_id: contact.id for owner_id, contact in known.items()}
    _add_contacts([gift for gift in gifts if gift.to not in known], ids, source, revs, shown)
    _renew_contacts([gift for gift in gifts if gift.to in known], known, source, revs, shown)
    met = meet(ids, known, events, revs, proposed)
    scanners = ids[gifts[0].to]
    became(act_id, scanners)
    if scanners in met:
        _stands_as(derived(act_id, "meeting"), met[scanners])
    if holder.event_id:
        attend(holder.event_id, [gift.to for gift in gifts])
    return scanners


def _lock(gifts: Sequence[Gift]) -> dict[str, int]:
    """Lock both people, and count up whoever gets something: their new revisions, by person."""
    # Always in the same order: two who scan each other at once wait instead of blocking each
    # other, and the second finds the first's contacts. Whoever only gives must not take their
    # photo back unseen.
    getting, revs = {gift.to for gift in gifts}, {}
    for person_id in sorted(getting | {gift.of for gift in gifts}):
        if person_id in getting:
            revs[person_id] = next_rev(person_id)
        elif not db.session.connection().execute(_LOCK, {"person": person_id}).first():
            raise OwnerGone
    return revs


def _stands_as(proposed_id: str, meeting_id: str) -> None:
    became(proposed_id, meeting_id)
    met_already.send(proposed_id, meeting_id=meeting_id)


def _known(gifts: Sequence[Gift]) -> dict[str, Known]:
    pair = {"one": gifts[0].to, "other": gifts[0].of}
    rows = db.session.connection().execute(_PAIR, pair)
    found = {
        row.owner_id: Known(row.id, row.card, row.source, row.let_go_at, row.said) for row in rows
    }
    return {gift.to: found[gift.to] for gift in gifts if gift.to in found}


def _free(proposed_id: str) -> str:
    if not is_new_id(proposed_id):
        return new_id()
    of_act = {"id": proposed_id, "meeting": derived(proposed_id, "meeting")}
    taken = db.session.connection().execute(_TAKEN, of_act).first()
    return new_id() if taken else proposed_id


def _shown(gifts: Sequence[Gift], holder: Holder) -> dict[str, Shown]:
    # Read once both are locked: a photo taken back at this moment must not stay on the contact,
    # and a code that is renewed at this moment leads nowhere.
    of = {"people": [gift.of for gift in gifts], "word": holder.word}
    rows = db.session.connection().execute(_SHOWN, of).all()
    if not all(row.still_leads for row in rows):
        raise Overtaken
    return {
        row.id: Shown(
            card=Card.from_json(row.card).only(row.shared),
            photo_id=shared_photo(row.photo_id, row.shared) or None,
        )
        for row in rows
    }


def _add_contacts(
    gifts: Sequence[Gift],
    ids: Mapping[str, str],
    source: str,
    revs: Mapping[str, int],
    shown: Mapping[str, Shown],
) -> None:
    rows = [
        {
            "id": ids[gift.to],
            "owner_id": gift.to,
            "person_id": gift.of,
            "photo_id": shown[gift.of].photo_id,
            "name": shown[gift.of].card.name,
            "card": shown[gift.of].card.to_json(),
            "source": source,
            "met_at": clock.now(),
            "rev": revs[gift.to],
        }
        for gift in gifts
    ]
    if rows:
        db.session.connection().execute(_ADD_CONTACT, rows)


def _renew_contacts(
    gifts: Sequence[Gift],
    known: Mapping[str, Known],
    source: str,
    revs: Mapping[str, int],
    shown: Mapping[str, Shown],
) -> None:
    for gift in gifts:
        contact, card = known[gift.to], shown[gift.of].card
        # What they share now is news; what else the owner knew of them stays.
        news = {name: value for name, value in card.to_json().items() if value}
        values = {
            "contact": contact.id,
            "name": card.name,
            "card": contact.card | news,
            "photo_id": shown[gift.of].photo_id,
            "source": "swap" if source == "swap" else contact.source,
            "rev": revs[gift.to],
        }
        if not contact.let_go_after(clock.now()):
            values |= {"let_go_at": None, "said": settled(contact.said, "kept", gift.to)}
        db.session.connection().execute(_RENEW_CONTACT, values)
        if contact.source != values["source"]:
            # A card comes back for one that was only taken: that is told, though they met before.
            told = {"contact": contact.id, "rev": revs[gift.to]}
            db.session.connection().execute(_TELL_AGAIN, told)


_contacts = Base.metadata.tables[Contact.__tablename__]
_meetings = Base.metadata.tables[Meeting.__tablename__]
_persons = Base.metadata.tables[Person.__tablename__]
_codes = Base.metadata.tables[Code.__tablename__]
_one: BindParameter[str] = bindparam("one")
_other: BindParameter[str] = bindparam("other")

_LOCK = (
    select(_persons.c.id)
    .where(_persons.c.id == bindparam("person"))
    .with_for_update(key_share=True)
)
_PAIR = select(
    _contacts.c.owner_id,
    _contacts.c.id,
    _contacts.c.card,
    _contacts.c.source,
    _contacts.c.let_go_at,
    _contacts.c.said,
).where(
    or_(
        and_(_contacts.c.owner_id == _one, _contacts.c.person_id == _other),
        and_(_contacts.c.owner_id == _other, _contacts.c.person_id == _one),
    )
)
_TAKEN = union_all(
    select(_contacts.c.id).where(_contacts.c.id == bindparam("id")),
    select(_meetings.c.id).where(_meetings.c.id == bindparam("meeting")),
)
_SHOWN = select(
    _persons.c.id,
    _persons.c.card,
    _persons.c.photo_id,
    _persons.c.shared,
    exists()
    .where(_codes.c.word == bindparam("word"), _codes.c.ended_at.is_(None))
    .label("still_leads"),
).where(_persons.c.id.in_(bindparam("people", expanding=True)))
_ADD_CONTACT = insert(_contacts)
_RENEW_CONTACT = update(_contacts).where(_contacts.c.id == bindparam("contact"))
_TELL_AGAIN = update(_meetings).where(_meetings.c.contact_id == bindparam("contact"))
