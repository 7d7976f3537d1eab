"""A person's records as a phone keeps them: plain values, ready to show.

What of them comes from whom: the columns here, the JSON from the database, and what takes more
than a row from us.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import orjson
from sqlalchemy import ColumnClause, Select, String, case, cast, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.drafting import PARTS
from blueprints.followups.messages import Message
from blueprints.followups.models import Step
from blueprints.followups.proposals import Proposal
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event, join_path
from blueprints.goals.targets import Target
from blueprints.shared import access, qr
from blueprints.shared.card import Card
from blueprints.shared.facts import Earlier
from blueprints.shared.moments import written
from blueprints.shared.reach import ways
from blueprints.shared.records import Owned

from .drawn import MOST, drawn
from .in_json import NOTHING

Record = dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """Who reads, and when."""

    person_id: str
    now: datetime

    @cached_property
    def origin(self) -> str:
        """Where they read from: "https://wellmet.example"."""
        return access.own_origin()


def shown(arrays: Mapping[str, str], reader: Reader) -> dict[str, list[Record] | orjson.Fragment]:
    """The reader's records by table, from the arrays of JSON of those that have any."""
    return {table: _shown(arrays.get(table, NOTHING), table, reader) for table in QUERIES}


def _shown(array: str, table: str, reader: Reader) -> list[Record] | orjson.Fragment:
    if show := _MORE.get(table):
        return show(orjson.loads(array), reader)
    return orjson.Fragment(array)


def _contacts(rows: list[Record], _reader: Reader) -> list[Record]:
    return [_contact(row) for row in rows]


def _contact(contact: Record) -> Record:
    return contact | _of_card(contact["card"]) | {"photo": contact["photo"] or ""}


@lru_cache(maxsize=1024)
def _of_card(kept: str) -> Record:
    # Kept, because a phone's first pull would else spend most of its time on reading cards.
    card = Card.from_json(orjson.loads(kept))
    return {"card": card, "ways": ways(card)}


def _attendances(rows: list[Record], reader: Reader) -> list[Record]:
    ahead = [row for row in rows if row["ends_at"] > written(reader.now)]
    soonest = sorted(ahead, key=lambda row: (row["starts_at"], row["event_id"]))[:MOST]
    drawn_ids = {row["event_id"] for row in soonest}
    return [_attendance(row, row["event_id"] in drawn_ids, reader) for row in rows]


def _attendance(row: Record, is_drawn: bool, reader: Reader) -> Record:
    facts = {name: value for name, value in row.items() if name not in _OF_EVENT}
    return {**facts, "event": _event(row, is_drawn, reader)}


def _event(row: Record, is_drawn: bool, reader: Reader) -> Record:
    path = join_path(row["join_code"])
    return {
        "id": row["event_id"],
        "mine": row["maker_id"] == reader.person_id,
        **{name: row[name] for name in _SHOWN_OF_EVENT},
        "join_path": path,
        "join_url": f"{reader.origin}{path}",
        "join_code": drawn(qr.link_code(f"{reader.origin}{path}")) if is_drawn else None,
    }


def _of_owner(model: type[Owned], *names: str) -> Select[Any]:
    columns: list[InstrumentedAttribute[Any]] = [getattr(model, name) for name in names]
    return select(model.id, model.rev, *columns).where(model.owner_id == OWNER, model.rev > SINCE)


# What is asked is put together once, as text: so do the names of what is given stand in it.
OWNER: ColumnClause[str] = literal_column(":owner")
SINCE: ColumnClause[int] = literal_column(":since")
_SHOWN_OF_EVENT = ("title", "starts_at", "ends_at", "zone", "place", "link")
_OF_EVENT = (*_SHOWN_OF_EVENT, "join_code", "maker_id")

_ATTENDANCES = (
    _of_owner(Attendance, "event_id", "plan", "goal", "reached", "learned", "again", "closed_at")
    .add_columns(
        *(getattr(Event, name) for name in _SHOWN_OF_EVENT),
        Event.join_code,
        Event.owner_id.label("maker_id"),
    )
    .join(Event, Event.id == Attendance.event_id)
)
_CONTACTS = _of_owner(
    Contact,
    *("name", "source", "met_at", "next_step", "next_on"),
    *("rhythm_every", "rhythm_unit", "rhythm_on", "let_go_at", "room_kept_at", "introduced_by"),
).add_columns(cast(Contact.card, String).label("card"), Contact.photo_id.label("photo"))
_MEETINGS = (
    _of_owner(
        Meeting, "contact_id", "event_id", "met_at", "heard", "moves_goal", "listened_at", "focus"
    )
    .add_columns(
        func.coalesce(Event.title, literal_column("''")).label("event_title"),
        func.coalesce(Event.zone, literal_column("''")).label("event_zone"),
    )
    .outerjoin(Event, Event.id == Meeting.event_id)
)
# A removed note is nobody's: so no page finds it, and an earlier worker's no more than this one's.
_NOTES = _of_owner(Note, "text", "written_at").add_columns(
    case((Note.removed_at.is_(None), Note.contact_id)).label("contact_id"),
    Note.contact_id.label("about"),
)
QUERIES = {
    "attendances": _ATTENDANCES,
    "targets": _of_owner(
        Target,
        *("attendance_id", "position", "who", "why", "offer", "opening"),
        *("met_at", "removed_at"),
    ),
    "contacts": _CONTACTS,
    "meetings": _MEETINGS,
    "promises": _of_owner(
        Promise,
        *("contact_id", "mine", "text", "due_on", "made_at", "kept_at", "released_at"),
    ),
    "touches": _of_owner(
        Touch,
        *("contact_id", "who", "how", "text", "touched_on", "noted_at", "removed_at"),
    ),
    "notes": _NOTES,
    "steps": _of_owner(Step, "meeting_id", "kind", "state", "text", "due_on", "set_at"),
    "messages": _of_owner(
        Message,
        *("contact_id", "meeting_id", "line", *PARTS, "how", "written_at", "sent_at"),
    ),
    "proposals": _of_owner(
        Proposal,
        *("contact_id", "kind", "place", "minutes", "moments", "zone", "chosen_at"),
        *("sequence", "proposed_at", "changed_at", "happened_at", "cancelled_at"),
    ),
    "introductions": _of_owner(
        Introduction,
        *("first_id", "second_id", "reason", "need", "offer", "begun_at", "dismissed_at"),
        *("first_asked_at", "first_answer", "first_answered_at"),
        *("second_asked_at", "second_answer", "second_answered_at"),
        *("introduced_at", "withdrawn_at"),
    ),
    "earlier": _of_owner(
        Earlier,
        *("subject_table", "subject_id", "contact_id", "event_id", "fact", "text", "made_at"),
    ),
}
# Whose records are more than their row; the others are as they are.
_MORE: dict[str, Callable[[list[Record], Reader], list[Record]]] = {
    "attendances": _attendances,
    "contacts": _contacts,
}
