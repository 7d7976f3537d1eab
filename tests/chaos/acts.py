"""What people do in a schedule, as the forms they post."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from blueprints.shared.ids import new_id

Fields = list[list[str]]
Records = dict[str, list[dict[str, Any]]]

NEXT_ON, STEP_ON = "2027-01-10", "2027-01-05"


@dataclass(frozen=True)
class Act:
    """A form somebody fills in, and its mark: words that no other act of the schedule holds.

    `about` is whom or what it sets a single fact of, and `over` the words that its person saw
    there and wrote over.
    """

    kind: str
    path: str
    fields: Fields
    mark: str
    about: str = ""
    over: str = ""

    def with_mark(self, mark: str, over: str) -> "Act":
        """The same form, sent once more with other words."""
        fields = [[name, mark if value == self.mark else value] for name, value in self.fields]
        return replace(self, fields=fields, mark=mark, over=over)


@dataclass(frozen=True)
class Deed:
    """An act that a phone has taken: it told its person that it is done."""

    act: Act
    person: str
    phone: str


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
    path = f"/events/{event}/goal"
    return Act("goal", path, _form(goal=mark), mark, event, standing("goal", event, records))


def next_step(records: Records, mark: str, pick: int) -> Act | None:
    """What comes next with somebody."""
    contact = _one(records["contacts"], pick)
    if contact is None:
        return None
    path, known = f"/people/{contact['id']}/next", contact["id"]
    fields = _form(next_step=mark, next_on=NEXT_ON)
    return Act("next", path, fields, mark, known, standing("next", known, records))


def listen(records: Records, mark: str, pick: int) -> Act | None:
    """What was promised right after a swap."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/listening" if contact else ""
    fields = _form(heard="", promised=mark, due_on="", moves_goal="yes")
    return Act("promise", path, fields, mark) if contact else None


def hear(records: Records, mark: str, pick: int) -> Act | None:
    """What somebody said right after a swap."""
    contact = _one(records["contacts"], pick)
    if contact is None:
        return None
    path, known = f"/people/{contact['id']}/listening", contact["id"]
    fields = _form(heard=mark, promised="", due_on="", moves_goal="no")
    return Act("heard", path, fields, mark, known, standing("heard", known, records))


def end_step(records: Records, mark: str, pick: int) -> Act | None:
    """A step of a checklist."""
    meeting = _one(records["meetings"], pick)
    if meeting is None:
        return None
    path, known = f"/follow-ups/{meeting['id']}/steps/help", meeting["contact_id"]
    fields = _form(state="scheduled", text=mark, due_on=STEP_ON)
    return Act("step", path, fields, mark, known, standing("step", known, records))


def let_go(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody let go."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/letting-go" if contact else ""
    return Act("let go", path, _form(), mark, contact["id"]) if contact else None


def take_back(records: Records, mark: str, pick: int) -> Act | None:
    """Somebody not let go after all."""
    contact = _one(records["contacts"], pick)
    path = f"/people/{contact['id']}/return" if contact else ""
    return Act("taken back", path, _form(), mark, contact["id"]) if contact else None


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
        return Act("swap", f"/c/{word.lower()}/swap", _form(mode="swap", card=card), mark)

    return make


# What is set rather than made, and so can be said twice.
FACTS = ("goal", "next", "heard", "step")

MAKERS: tuple[Maker, ...] = (
    *(note, promise, write_down, goal, next_step, listen, hear, end_step, let_go, take_back, plan),
)


def standing(kind: str, about: str, records: Records) -> str:
    """What these records say of a fact; "" where they say nothing."""
    meetings = [one for one in records["meetings"] if one["contact_id"] == about]
    met = {one["id"] for one in meetings}
    found: dict[str, list[str]] = {
        "goal": [one["goal"] for one in records["attendances"] if one["event_id"] == about],
        "next": [one["next_step"] for one in records["contacts"] if one["id"] == about],
        "heard": [one["heard"] for one in meetings],
        "step": [one["text"] for one in records["steps"] if one["meeting_id"] in met],
    }
    return next(filter(None, found.get(kind, [])), "")


def in_words(kind: str, mark: str) -> str:
    """The words of a fact as they are kept once they no longer stand."""
    words = {"next": f"{mark} ({NEXT_ON})", "step": f"I will: {mark} ({STEP_ON})"}
    return words.get(kind, mark)


def _form(**fields: str) -> Fields:
    return [["id", new_id()], *([name, value] for name, value in fields.items())]


def _one(rows: list[dict[str, Any]], pick: int) -> dict[str, Any] | None:
    ordered = sorted(rows, key=lambda row: (row.get("met_at", ""), str(row["id"])), reverse=True)
    return ordered[pick % len(ordered)] if ordered else None
