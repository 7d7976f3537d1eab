"""The cast, and a believable evening. The tests and `make demo` share it."""

from datetime import UTC, datetime, timedelta

from blueprints.accounts.models import Person
from blueprints.goals.models import Event
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id

PASSWORD = "a lamp and a long table"
ZONE = "Europe/London"
GOAL = "Find one person who has sold software to hospitals, and learn how they got the first one."

ALICE = Card(
    name="Alice Lindqvist",
    headline="Makes rota software for wards",
    organisation="Nightshift",
    email="alice@example.org",
    phone="+447911123456",
    links=("https://www.linkedin.com/in/alice-example",),
    looking_for="Somebody who has sold to hospitals",
    can_help="Early product work, Swedish, sourdough",
    prefers="email",
)
BOB = Card(
    name="Bob Okonkwo",
    headline="Runs a clinic, buys software",
    organisation="Harbour Clinics",
    email="bob@example.org",
    phone="+447911654321",
    prefers="whatsapp",
)
CHARLIE = Card(name="Charlie Stone", email="charlie@example.org")

EVENING_START = datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
EVENING_END = EVENING_START + timedelta(hours=2, minutes=30)


def person(card: Card, zone: str = ZONE) -> Person:
    """Somebody with an account, as if they had signed up."""
    return Person.add(new_id(), card, PASSWORD, zone, "en_GB")


def evening(maker: Person, start: datetime = EVENING_START) -> Event:
    """The event that the cast goes to."""
    facts = {
        "title": "Founders Evening",
        "starts_at": start,
        "ends_at": start + (EVENING_END - EVENING_START),
        "zone": ZONE,
        "place": "The Old Fire Station, Hall 2",
        "link": "https://example.org/founders",
    }
    event = Event.plan(maker.id, new_id(), facts)
    db.session.flush()
    return event
