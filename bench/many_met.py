"""Alice, who has met many: what her phone has to carry."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.goals.models import Event
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.database_url import database_url
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast, evening

from . import bare, stage

# Whom she met tonight are the evening's own; the others she met earlier.
AGO = timedelta(days=90)


@dataclass(frozen=True)
class Crowd:
    """The app, and what the cases need to know of Alice."""

    app: Wellmet
    alice: str  # her id
    cookie: str  # the Cookie header of her browser
    people: list[str]  # the paths of whom she met


def gather(folder: Path, count: int, address: str = "") -> Crowd:
    """Alice in the middle of an evening, with so many people met.

    They are in a database in `folder`, unless another one's address is given.
    """
    kept = database_url(address or f"sqlite:///{folder}/crowd.sqlite3")
    database = {"SQLALCHEMY_DATABASE_URI": kept}
    app = create_app(stage.SETTINGS | database)
    app.register_blueprint(bare.blueprint)
    app.extensions["clock"] = lambda: stage.LATE_IN_THE_EVENING
    # One person asks here as often as a hall does.
    limiter.enabled = False
    with app.app_context():
        upgrade()
        crowd = _fill(app, count)
        db.session.commit()
    return crowd


def _fill(app: Wellmet, count: int) -> Crowd:
    alice = cast.person(cast.ALICE)
    evening.fill(alice)
    earlier = cast.evening(alice, cast.EVENING_START - AGO)
    for number in range(count - len(evening.GUESTS)):
        _meet(alice, earlier, number)
    people = [f"/people/{met}" for met in db.session.scalars(select(Contact.id)).all()]
    return Crowd(app, alice.id, stage.cookie(app, alice), people)


def _meet(alice: Person, event: Event, number: int) -> None:
    card = Card(
        f"Guest {number} of {event.title}",
        headline=f"Rotas for ward {number}",
        organisation="Harbour Clinics",
        email=f"guest{number}@example.org",
        phone=f"+4479{11_000_000 + number}",
    )
    contact = Contact.add(alice.id, new_id(), card, "swap", event.id)
    meeting = contact.latest_meeting
    assert meeting is not None
    meeting.listen(f"Has {number} nurses and no rota that anybody keeps to", "maybe")
    contact.write_note(new_id(), f"Came by way of guest {number + 1}; likes to be written to.")
    # Half of the people are owed something; none of it is due before tomorrow.
    due = event.ends_at.date() + AGO + timedelta(days=number + 1)
    contact.promise(new_id(), number % 2 == 0, f"Send the paper on rota {number}", due)
