"""Everything of a person, to take elsewhere: docs/export.md describes its shape."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Table, select

from blueprints.accounts.models import Person
from blueprints.accounts.photos import Photo
from blueprints.contacts.models import Contact
from blueprints.exchange import vcard
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.card import Card
from blueprints.shared.database import Base, db
from blueprints.shared.moments import written

FORMAT = 2
# Tables that say nothing which is not in the others, or stands in a file of its own.
LEFT_OUT = ("receipts", "contact_words", "contact_pairs", "photos")
# Of these what was removed is kept for its undo alone, and soon erased.
REMOVED = ("notes",)
# Of somebody else's event: who they are, how much they had done by then, and on which phone.
ITS_MAKERS = ("owner_id", "rev", "said")
# What lets somebody in, or read what is pushed: nobody needs it elsewhere.
SECRET = ("password_hash", "p256dh", "auth", "calendar_token")


def files(person: Person) -> Iterator[tuple[str, bytes]]:
    """Each file of the export: its name, and what is in it."""
    yield "wellmet.json", json.dumps(told(person), ensure_ascii=False, indent=1).encode()
    yield "contacts.vcf", b"".join(map(vcard.write, _cards(person.id)))
    if photo := Photo.of(person.id):
        yield "photo.jpg", photo


def told(person: Person) -> dict[str, Any]:
    """The person's records by table, with the events they go to, whoever made those."""
    persons = Base.metadata.tables["persons"]
    (oneself,) = _rows(persons, persons.c.id == person.id)
    tables = {
        table.name: _rows(table, _kept(table, owner == person.id)) for table, owner in _owned()
    }
    events = Base.metadata.tables[Event.__tablename__]
    going = select(Attendance.event_id).where(Attendance.owner_id == person.id)
    found = _rows(events, (events.c.owner_id == person.id) | events.c.id.in_(going))
    tables["events"] = [_event(one, person.id) for one in found]
    return {"format": FORMAT, "made_at": written(clock.now()), "person": oneself, **tables}


def _owned() -> Iterator[tuple[Table, Column[str]]]:
    """The tables whose rows belong to a person, but those that are left out; and whose they are."""
    for table in Base.metadata.sorted_tables:
        owner = table.c.get("owner_id", table.c.get("person_id"))
        if owner is not None and table.name not in LEFT_OUT:
            yield table, owner


def _kept(table: Table, theirs: ColumnElement[bool]) -> ColumnElement[bool]:
    return theirs & table.c.removed_at.is_(None) if table.name in REMOVED else theirs


def _rows(table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    found = db.session.execute(table.select().where(where).order_by(*table.primary_key))
    return [_plain(row) for row in found.mappings()]


def _event(row: dict[str, Any], reader_id: str) -> dict[str, Any]:
    if row["owner_id"] == reader_id:
        return row
    return {name: value for name, value in row.items() if name not in ITS_MAKERS}


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items() if name not in SECRET}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else value


def _cards(person_id: str) -> Iterator[Card]:
    cards = select(Contact.card).where(Contact.owner_id == person_id)
    return map(Card.from_json, db.session.scalars(cards.order_by(Contact.name, Contact.id)))
