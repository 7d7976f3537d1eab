"""The cards that guests send back: kept as unverified, and once, however often one is sent."""

import json
from collections.abc import Sequence

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.goals import going
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import derived, new_id
from blueprints.shared.records import next_rev

from .meeting import bring, met_then
from .models import Holder


def accept_return(holder: Holder, card: Card, line: str) -> None:
    """Keep what a guest sent back.

    The same card is the same contact, from whatever page it comes, and whatever its owner has made
    of it since. Nothing of that is changed: a later event adds the meeting, another line the line.
    """
    owner_id = holder.owner_id
    # As with a swap: a code drawn before an event is scanned where its owner is now.
    event_id = holder.event_id or going.under_way(owner_id, clock.now())
    if _has(owner_id, card, event_id, line):
        return
    if event_id:
        Event.hold(event_id)
    # Of the same card twice at once, the second sees the first.
    next_rev(owner_id)
    known = _known(owner_id, card)
    contact = _met(known, event_id) or _meet(owner_id, card, known, event_id)
    if line and not Note.was_written(contact.id, line):
        contact.write_note(new_id(), line)


def _has(owner_id: str, card: Card, event_id: str | None, line: str) -> bool:
    """Whether all of it was kept before: then there is nothing that a phone would have to learn."""
    contact = _met(_known(owner_id, card), event_id)
    return contact is not None and (not line or Note.was_written(contact.id, line))


def _met(known: Sequence[Contact], event_id: str | None) -> Contact | None:
    met = met_then({contact.id: event_id for contact in known})
    return next((contact for contact in known if contact.id in met), None)


def _meet(owner_id: str, card: Card, known: Sequence[Contact], event_id: str | None) -> Contact:
    contact = next((one for one in known if one.let_go_at is None), None)
    if contact is None:
        # A guest takes nobody back whom the owner has let go: met elsewhere, they are somebody new.
        return Contact.add(owner_id, _id(owner_id, card, len(known)), card, "return", event_id)
    if not bring({contact.id: event_id}):
        _meet_again(contact, event_id)
    return contact


def _known(owner_id: str, card: Card) -> list[Contact]:
    """The contacts that this card has made, the first one first, as they are now."""
    known: list[Contact] = []
    while contact := _found(_id(owner_id, card, len(known))):
        known.append(contact)
    return known


def _found(contact_id: str) -> Contact | None:
    return db.session.get(Contact, contact_id, populate_existing=True)


def _id(owner_id: str, card: Card, number: int) -> str:
    # By what was sent, not by what stands there now: its owner may have mended it since.
    return derived(owner_id, json.dumps(["return", card.to_json(), number], sort_keys=True))


def _meet_again(contact: Contact, event_id: str | None) -> None:
    again = Meeting(
        id=new_id(),
        owner_id=contact.owner_id,
        contact_id=contact.id,
        event_id=event_id,
        met_at=clock.now(),
    )
    db.session.add(again)
