"""What is set of a record rather than made, and so can be said twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from blueprints.followups.drafting import PARTS, whole
from blueprints.shared.ids import derived
from blueprints.shared.moments import written
from blueprints.shared.words import plain_day

Row = dict[str, Any]


def _id(row: Row) -> str:
    return str(row["id"])


@dataclass(frozen=True)
class Fact:
    """Something single of the records of a table, by what they say of it.

    `about` is by what such a record is known. `keeps` tells whether a text that was kept aside
    holds what a record said before; None where there is nothing to keep.
    """

    table: str
    says: Callable[[Row], str]
    about: Callable[[Row], str] = _id
    keeps: Callable[[str, str], bool] | None = str.startswith


def standing(kind: str, about: str, records: dict[str, list[Row]]) -> str:
    """What these records say of a fact; "" where they say nothing."""
    return next(filter(None, all_standing(kind, about, records)), "")


def all_standing(kind: str, about: str, records: dict[str, list[Row]]) -> list[str]:
    """The same, where it may be said of more than one record."""
    if (fact := FACTS.get(kind)) is None:
        return []
    return [fact.says(row) for row in records[fact.table] if fact.about(row) == about]


def plain(value: object) -> str:
    """A value as text, whether a phone or the database gave it."""
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def in_words(on: object) -> str:
    """A day, as it is kept aside."""
    return plain_day(date.fromisoformat(plain(on)), "en_GB") if on else ""


def with_day(text: str, on: object) -> str:
    """What is to be done, and on which day, as it is kept aside."""
    return f"{text} ({in_words(on)})" if on else text


def _is(column: str, yes: str, no: str) -> Callable[[Row], str]:
    return lambda row: yes if row[column] else no


def _state(of: Row) -> str:
    if of["released_at"]:
        return "Released"
    return "Kept" if of["kept_at"] else "Still open"


def _ended(of: Row) -> str:
    if of["happened_at"]:
        return "It happened"
    return "Called off" if of["cancelled_at"] else "Still to come"


def _step(of: Row) -> str:
    ended = {"": "Open", "done": "Done", "scheduled": "I will", "let_go": "Let go"}[of["state"]]
    text = with_day(of["text"], of["due_on"])
    return f"{ended}: {text}" if text else ended


def _agreed(of: Row) -> str:
    return agreed(plain(of["chosen_at"]))


def agreed(moment: str) -> str:
    """That a time was agreed on, as it is kept aside."""
    return f"Agreed on: {moment[:16]} UTC" if moment else ""


def _text(of: Row) -> str:
    return of["line"] or whole({part: of[part] for part in PARTS})


def _answer(who: str) -> Fact:
    said = {"": "", "yes": "Yes", "no": "No"}
    return Fact("introductions", lambda row: said[row[f"{who}_answer"]])


def _introduced(fact: str, word: str) -> Fact:
    return Fact("introductions", _is(f"{fact}_at", word, f"Not so: {word.lower()}"))


def _rhythm(of: Row) -> str:
    return f"On {in_words(of['rhythm_on'])}" if of["rhythm_on"] else ""


def _note(of: Row) -> str:
    # A phone is told of a removed note without whom it is about.
    return "Removed" if of.get("removed_at") or not of["contact_id"] else "Not removed"


def promised(step_id: str) -> Iterator[str]:
    """The ids of what a step promises: another, once that before it was kept or released."""
    while True:
        step_id = derived(step_id, "promise")
        yield step_id


FACTS: dict[str, Fact] = {
    "plan": Fact(
        "attendances",
        lambda row: {"": "", "go": "Go", "slide": "Let it slide"}[row["plan"]],
        about=lambda row: str(row["event_id"]),
    ),
    "goal": Fact("attendances", lambda row: row["goal"], about=lambda row: str(row["event_id"])),
    "outcome": Fact(
        "attendances",
        lambda row: row["learned"],
        about=lambda row: str(row["event_id"]),
        keeps=str.__contains__,
    ),
    "event": Fact(
        "attendances",
        lambda row: row["event"]["title"],
        about=lambda row: str(row["event_id"]),
    ),
    "target": Fact("targets", lambda row: row["who"]),
    "met": Fact("targets", _is("met_at", "Found", "Not found")),
    "place": Fact("targets", _is("removed_at", "Removed", "Still to be found")),
    "card": Fact("contacts", lambda row: row["card"]["headline"], keeps=str.__contains__),
    "next": Fact("contacts", lambda row: with_day(row["next_step"], row["next_on"])),
    "rhythm": Fact("contacts", _rhythm),
    "room": Fact("contacts", _is("room_kept_at", "Room", ""), keeps=None),
    "kept": Fact("contacts", _is("let_go_at", "Let go", "Not let go")),
    "heard": Fact("meetings", lambda row: row["heard"], about=lambda row: str(row["contact_id"])),
    "focus": Fact(
        "meetings",
        lambda row: {"deep": "Go deeper", "line": "One line", "": "Not decided"}[row["focus"]],
    ),
    "step": Fact("steps", _step, about=lambda row: f"{row['meeting_id']} {row['kind']}"),
    "words": Fact("promises", lambda row: in_words(row["due_on"]), keeps=str.__contains__),
    "state": Fact("promises", _state),
    "removed": Fact("touches", _is("removed_at", "Removed", "Not removed")),
    "note_removed": Fact("notes", _note),
    "message": Fact("messages", _text),
    "sent": Fact("messages", _is("sent_at", "Sent", "Not sent")),
    "proposal": Fact("proposals", lambda row: row["place"], keeps=str.endswith),
    "chosen": Fact("proposals", _agreed),
    "ended": Fact("proposals", _ended),
    "dismissed": _introduced("dismissed", "Not these two"),
    "first_asked": _introduced("first_asked", "Asked"),
    "second_asked": _introduced("second_asked", "Asked"),
    "first_answer": _answer("first"),
    "second_answer": _answer("second"),
    "introduced": _introduced("introduced", "Introduced"),
    "withdrawn": _introduced("withdrawn", "Stopped"),
}
