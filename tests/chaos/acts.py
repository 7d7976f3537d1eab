"""What people do in a schedule, as the forms they post."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from blueprints.shared.ids import new_id

Fields = list[list[str]]
Records = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Act:
    """A form somebody fills in, and its mark: words that no other act of the schedule holds."""

    kind: str
    path: str
    fields: Fields
    mark: str
    about: str = ""


@dataclass
class Deed:
    """An act that a phone has taken: it told its person that it is done."""

    act: Act
    person: str
    minute: int


@dataclass
class Marks:
    """Words for acts, each used once."""

    made: int = field(default=0)

    def __call__(self) -> str:
        self.made += 1
        return f"mark {self.made}."


Maker = Callable[[Records, str, int], Act | None]


def note(records: Records, mark: str, pick: int) -> Act | None:
    """A note about somebody."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/notes" if contact else ""
    return Act("note", path, _form(text=mark), mark) if contact else None


def promise(records: Records, mark: str, pick: int) -> Act | None:
    """A promise to somebody."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/promises" if contact else ""
    return Act("promise", path, _form(side="mine", promised=mark), mark) if contact else None


def write_down(_records: Records, mark: str, _pick: int) -> Act | None:
    """Somebody typed in by hand."""
    return Act("contact", "/people", _form(name=mark, prefers="", source="typed"), mark)


def goal(records: Records, mark: str, pick: int) -> Act | None:
    """The one goal of an event."""
    attendance = _one(records["attendances"], pick)
    if attendance is None:
        return None
    event = attendance["event_id"]
    return Act("goal", f"/events/{event}/goal", _form(goal=mark), mark, about=event)


def next_step(records: Records, mark: str, pick: int) -> Act | None:
    """What comes next with somebody."""
    contact = _one(records["contacts"], pick)
    if contact is None:
        return None
    path = f"/people/{contact['id']}/next"
    return Act("next", path, _form(next_step=mark, next_on="2027-01-10"), mark, about=contact["id"])


def listen(records: Records, mark: str, pick: int) -> Act | None:
    """What somebody said, and what was promised."""
    contact = _one(records["contacts"], pick)
    if contact is None:
        return None
    path = f"/people/{contact['id']}/listening"
    fields = _form(heard="", promised=mark, due_on="", moves_goal="yes")
    return Act("promise", path, fields, mark)


def end_step(records: Records, mark: str, pick: int) -> Act | None:
    """A step of a checklist."""
    meeting = _one(records["meetings"], pick)
    if meeting is None:
        return None
    path = f"/follow-ups/{meeting['id']}/steps/help"
    fields = _form(state="scheduled", text=mark, due_on="2027-01-05")
    return Act("step", path, fields, mark, about=meeting["id"])


def let_go(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody let go."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/letting-go" if contact else ""
    return Act("kept", path, _form(), mark, about=contact["id"]) if contact else None


def take_back(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody not let go after all."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/return" if contact else ""
    return Act("kept", path, _form(), mark, about=contact["id"]) if contact else None


def plan(_records: Records, mark: str, _pick: int) -> Act | None:
    """An event planned."""
    fields = _form(
        title=mark,
        starts="2027-02-01T19:00",
        ends="2027-02-01T21:00",
        zone="Europe/London",
        place="",
        link="",
    )
    return Act("event", "/events", fields, mark)


def swap(word: str, card: str) -> Maker:
    """Their code scanned."""

    def make(_records: Records, mark: str, _pick: int) -> Act | None:
        return Act(
            "swap", f"/c/{word.lower()}/swap", _form(mode="swap", card=card), mark, about=word
        )

    return make


MAKERS: tuple[Maker, ...] = (
    *(note, promise, write_down, goal, next_step, listen, end_step, let_go, take_back, plan),
)


def _form(**fields: str) -> Fields:
    return [["id", new_id()], *([name, value] for name, value in fields.items())]


def _one(rows: list[dict[str, Any]], pick: int) -> dict[str, Any] | None:
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    return ordered[pick % len(ordered)] if ordered else None
