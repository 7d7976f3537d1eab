"""Any person's records, as Hypothesis makes them up, and how they get into the database."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete, insert, update

from blueprints.accounts.models import Person
from blueprints.contacts.index import ContactPairs
from blueprints.exchange.models import Code
from blueprints.goals.models import Event
from blueprints.shared.database import Base, Model, db
from tests import cast

from .making import KINDS, World, world
from .told import DAYS, Facts, contacts, evenings, persons


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Somebody's records, at any hour."""
    now = draw(st.sampled_from(DAYS)).replace(tzinfo=UTC) + timedelta(
        minutes=draw(st.integers(0, 1439)), microseconds=draw(st.sampled_from((0, 0, 1, 999_999)))
    )
    told = [facts | {"offset": draw(st.sampled_from(hours))} for facts, hours in draw(evenings)]
    met = draw(st.lists(contacts, max_size=4))
    return world(now, draw(persons), told, met, draw(st.integers(0, 2**32)))


@st.composite
def crowds(draw: st.DrawFn) -> World:
    """Somebody who has met more people than stand on two pages."""
    met = [
        _alike(facts, n)
        for facts in draw(st.lists(contacts, min_size=4, max_size=4))
        for n in range(32)
    ]
    return world(cast.EVENING_START, draw(persons), [], met)


def _alike(contact: Facts, number: int) -> Facts:
    # Every fourth has the very same name: then the id decides who comes first.
    name = contact["card"].name if number % 4 else f"{number} {contact['card'].name}"
    return contact | {"card": replace(contact["card"], name=name), "let_go": None}


def settle(of: World, person_id: str, maker_id: str) -> None:
    """Make the world's records those of the person, instead of any they had."""
    for kind in (Code, ContactPairs, *reversed(KINDS)):
        db.session.execute(delete(kind))
    db.session.execute(update(Person).where(Person.id == person_id).values(_oneself(of.person)))
    for kind, rows in of.rows.items():
        owned = [row | {"owner_id": person_id} for row in rows]
        if kind is Event:
            owned = [_made(row, person_id, maker_id) for row in rows]
        if owned:
            db.session.execute(insert(_table(kind)), owned)
    db.session.commit()


def _made(event: Facts, person_id: str, maker_id: str) -> Facts:
    facts = {name: value for name, value in event.items() if name != "mine"}
    return facts | {"owner_id": person_id if event["mine"] else maker_id}


def _oneself(person: Facts) -> Facts:
    card = person["card"]
    return person | {"name": card.name, "card": card.to_json(), "last_rev": 1}


def _table(kind: type[Model]) -> Any:
    return Base.metadata.tables[kind.__tablename__]
