"""Every page of Alice's evening: where they are, and when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import Page

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.goals.targets import Target
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast
from tests import evening as believable

if TYPE_CHECKING:
    from tests.browser.conftest import Phone

EVENING = cast.EVENING_START + timedelta(hours=2)
MORNING = cast.EVENING_START + timedelta(hours=15)

CARD = ["/c/{word}", "/c/{word}/thanks", "/c/0000aaaa0000"]
PUBLIC = ["/", "/sign-up", "/sign-in", "/password-reset", "/e/{join}", "/nothing-here", *CARD]
EMPTY = [
    *("/today", "/events", "/people", "/people/let-go", "/follow-ups"),
    *("/promises", "/network", "/introductions", "/people/room"),
]
AT_NIGHT = [
    "/today",
    "/events",
    "/events/new",
    "/events/{event}",
    "/events/{event}/edit",
    "/events/{event}/targets/new",
    "/targets/{target}",
    "/people",
    "/people?q=nobody",
    "/people/new",
    "/people/{contact}",
    "/people/{contact}/edit",
    "/people/{contact}/listening",
    "/swap",
    "/swap/vcard",
    "/scan",
    *CARD,
]
NEXT_DAY = [
    "/today",
    "/follow-ups",
    "/follow-ups/{meeting}",
    "/follow-ups/events/{event}/focus",
    "/people/{contact}/message",
    "/people/{contact}/proposal",
    "/people/room",
    "/network",
    "/promises",
    "/introductions",
    "/events/{event}/reflection",
]
ME = [
    "/me",
    "/me/card",
    "/me/settings",
    "/me/nudges",
    "/me/devices",
    "/me/export",
    "/me/delete",
    "/password-reset/sent",
]


def walk(phone: "Phone", places: dict[str, str]) -> Iterator[tuple[str, Page]]:
    """Alice opens each page that is hers, one after the other."""
    for path in (*AT_NIGHT, *NEXT_DAY, *ME):
        yield path, phone.go(path.format(**places))


def fill() -> dict[str, str]:
    """Alice's evening, and the ids that its paths need."""
    alice = cast.person(cast.ALICE)
    cast.person(cast.CHARLIE)
    event = believable.fill(alice)
    word = Code.show(alice.id, event.id).word.lower()
    db.session.commit()
    contact = db.session.scalars(db.select(Contact).order_by(Contact.name)).first()
    assert contact is not None
    for text in ("Sings in a choir of nurses, and knows a good deal about harbours", "Likes tea"):
        contact.write_note(new_id(), text)
    db.session.commit()
    meeting = db.session.scalars(db.select(Meeting).where(Meeting.contact_id == contact.id)).one()
    target = db.session.scalars(db.select(Target)).first()
    assert target is not None
    return {
        "event": event.id,
        "contact": contact.id,
        "meeting": meeting.id,
        "target": target.id,
        "join": event.join_code.lower(),
        "word": word,
    }
