"""A page asks the database as often for many people as for few."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from werkzeug.routing import Rule

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.warm import MOST
from blueprints.goals.models import Event
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.test_hostile import own, path_of, rules

__all__ = ["own"]

pytestmark = pytest.mark.once

LATE = cast.EVENING_START + timedelta(hours=2)
NEXT_MORNING = cast.EVENING_START + timedelta(hours=15)
YEARS_LATER = cast.EVENING_START + timedelta(days=800)

Counted = Callable[[str], int]


@pytest.fixture
def counted(app: Wellmet, alice: Actor) -> Iterator[Counted]:
    """How many statements a page of Alice's takes."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def count(path: str) -> int:
        alice.read(path)  # what is made at the first visit is there at the second
        statements.clear()
        alice.read(path)
        return len(statements)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield count
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("path", "time"),
    [
        ("/today", LATE),
        ("/today", NEXT_MORNING),
        ("/today", YEARS_LATER),
        ("/people", LATE),
        ("/people?q=a", LATE),
        ("/follow-ups", NEXT_MORNING),
        ("/introductions", LATE),
        ("/people/new", LATE),
        ("/events", LATE),
        ("/swap", LATE),
    ],
)
def test_many_people_take_as_many_statements_as_few(
    app: Wellmet, alice: Actor, clock: Clock, counted: Counted, path: str, time: datetime
) -> None:
    event_id = _evening(app, alice)
    # As many as *Today* names: with fewer, it looks for two who should meet.
    _meet(app, alice, event_id, MOST)
    clock.set(time)
    few = counted(path)
    _meet(app, alice, event_id, 20)

    assert counted(path) == few


@pytest.mark.parametrize("time", [LATE, NEXT_MORNING, YEARS_LATER])
def test_no_page_asks_once_for_each_person(
    app: Wellmet,
    alice: Actor,
    clock: Clock,
    own: dict[str, str],
    counted: Counted,
    time: datetime,
) -> None:
    _meet(app, alice, own["event_id"], MOST)
    clock.set(time)
    pages = [path_of(rule, own) for rule in rules(app, "GET") if _is_a_page(alice, rule, own)]
    few = {path: counted(path) for path in pages}
    _meet(app, alice, own["event_id"], 20)

    assert {path: counted(path) for path in pages} == few


def _is_a_page(alice: Actor, rule: Rule, own: dict[str, str]) -> bool:
    with alice.get(path_of(rule, own)) as answer:
        return answer.status_code == 200 and answer.mimetype == "text/html"


def test_a_person_met_often_takes_as_many_statements_as_one_met_once(
    app: Wellmet, alice: Actor, counted: Counted, stored: Stored
) -> None:
    _meet(app, alice, _evening(app, alice), 1)
    contact_id = stored(Contact)[0].id
    once = counted(f"/people/{contact_id}")
    with app.app_context():
        for days in range(1, 9):
            again = cast.evening(db.session.get_one(Person, alice.id))
            _meet_again(db.session.get_one(Contact, contact_id), again, days)
        db.session.commit()

    assert counted(f"/people/{contact_id}") == once


def _evening(app: Wellmet, alice: Actor) -> str:
    with app.app_context():
        event_id = cast.evening(db.session.get_one(Person, alice.id)).id
        db.session.commit()
        return event_id


def _meet(app: Wellmet, alice: Actor, event_id: str, count: int) -> None:
    with app.app_context():
        for number in range(count):
            card = Card(f"Ada Number {number}", email=f"{new_id()}@example.org")
            contact = Contact.add(alice.id, new_id(), card, "swap", event_id)
            contact.person_id = cast.person(card).id
            contact.promise(new_id(), True, "Write", cast.EVENING_END.date())
        db.session.commit()


def _meet_again(contact: Contact, at: Event, days: int) -> None:
    facts = {"owner_id": contact.owner_id, "contact_id": contact.id, "event_id": at.id}
    met_at = contact.met_at + timedelta(days=days)
    db.session.add(Meeting(id=new_id(), met_at=met_at, heard="More", moves_goal="", **facts))
    contact.write_note(new_id(), "Again")
    contact.promise(new_id(), False, "Call", None)
