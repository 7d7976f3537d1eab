"""Who is in the hall: people with phones, all at one event, each with a code to show."""

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from blueprints.accounts.devices import Device
from blueprints.accounts.models import Person
from blueprints.exchange.models import Code
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast

from .phone import Phone
from .servers import Served

# So many people are written at once.
BATCH = 250


@dataclass
class Hall:
    """The people in it, and what they and their guests got an answer to."""

    event_id: str
    join_path: str
    phones: list[Phone]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    pairs: set[frozenset[str]] = field(default_factory=set)
    signed_up: dict[str, bool] = field(default_factory=dict)
    returned: dict[str, bool] = field(default_factory=dict)

    def somebody(self) -> Phone:
        """Anybody."""
        return self.chance.choice(self.phones)

    def strangers(self) -> tuple[Phone, Phone]:
        """Two who have not met here yet; from now on they have."""
        one = self.somebody()
        return one, self.stranger_to(one)

    def stranger_to(self, phone: Phone) -> Phone:
        """Somebody they have not met here yet; from now on they have."""
        while True:
            other = self.somebody()
            pair = frozenset((phone.id, other.id))
            if len(pair) == 2 and pair not in self.pairs:
                self.pairs.add(pair)
                return other

    def paired_off(self) -> list[tuple[Phone, Phone]]:
        """Everybody with one other whom they have not met here yet."""
        mixed = self.chance.sample(self.phones, len(self.phones))
        half = len(mixed) // 2
        both = zip(mixed[:half], mixed[half:], strict=False)
        found = [two for two in both if frozenset(one.id for one in two) not in self.pairs]
        self.pairs |= {frozenset(one.id for one in two) for two in found}
        return found


def fill(served: Served, count: int) -> Hall:
    """An event that began, and so many people who joined it."""
    with served.app.app_context():
        event = cast.evening(cast.person(cast.ALICE), clock.now() - timedelta(minutes=30))
        db.session.commit()
        hall = Hall(event.id, event.join_path, [])
        for first in range(0, count, BATCH):
            numbers = range(first, min(first + BATCH, count))
            hall.phones += _people(served.app, hall.event_id, numbers)
        db.engine.dispose()
    return hall


def _people(app: Wellmet, event_id: str, numbers: range) -> list[Phone]:
    event = db.session.get_one(Event, event_id)
    phones = [_person(app, event, number) for number in numbers]
    db.session.commit()
    db.session.expunge_all()
    return phones


def _person(app: Wellmet, event: Event, number: int) -> Phone:
    card = replace(cast.BOB, name=f"Guest {number}", email=f"guest{number}@example.org")
    person = cast.person(card)
    event.join(person.id)
    Code.show(person.id, None)
    word = Code.show(person.id, event.id).word.lower()
    name = new_id()
    cookie = _signed_in(app, person, name)
    db.session.flush()
    db.session.refresh(person)
    return Phone(person.id, name, cookie, word, person.last_rev)


def _signed_in(app: Wellmet, person: Person, phone: str) -> str:
    device = Device.open(person, "A phone of the crowd")
    db.session.flush()
    device.sign_in.keep_on(phone)
    # They were here today already, so that no new cookie is due.
    kept = {"_user_id": device.id, "_fresh": True, "_permanent": True}
    seen = {"seen_on": clock.now().date().isoformat()}
    return f"{app.config['SESSION_COOKIE_NAME']}={_serializer(app).dumps(kept | seen)}"


def _serializer(app: Wellmet) -> URLSafeTimedSerializer:
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return serializer
