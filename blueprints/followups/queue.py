"""Whom to follow up after an event: five at most, in the order that matters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

KINDS = ("recall", "message", "promise", "help", "next")

_GOAL = {"yes": 0, "maybe": 1, "": 2, "no": 3}


@dataclass(frozen=True)
class Met:
    """What the queue needs to know of one meeting.

    `owed_on` is the day my earliest promise to them is due (`date.max` without a day; None when
    I promised nothing); what was kept since the event began counts too, so that keeping a promise
    does not shuffle the queue.
    `talked` is how well we talked, from nothing noted (0) to both a note and a promise (2).
    `states` holds the steps that have ended, by kind. `let_go_late` says that they were let go
    once the event was over, which is one way for their item to end. `focus` is how far to follow
    up, as was chosen: deep, line (one courteous line) or "".
    """

    id: str
    met_at: datetime
    owed_on: date | None = None
    moves_goal: str = ""
    talked: int = 0
    states: Mapping[str, str] = field(default_factory=dict)
    let_go: bool = False
    let_go_late: bool = False
    focus: str = ""


def queue(met: Iterable[Met], cap: int) -> list[Met]:
    """The `cap` people to follow up, ordered by promises due, the goal, and how well we talked.

    Whoever was chosen sits first; then whoever has been begun with, whatever comes in later; the
    others as long as there are seats. Who gets one line has none, nor who was let go while the
    event was on.
    """
    seated = sorted(filter(_may_sit, met), key=lambda m: (_claim(m), _rank(m)))[:cap]
    return sorted(seated, key=_rank)


def full(met: Iterable[Met], cap: int) -> bool:
    """Whether as many are chosen or begun with as there are seats, so that nobody can be added."""
    held = [m for m in met if not m.let_go and m.focus != "line" and (m.focus or m.states)]
    return len(held) >= cap


def ordered(met: Iterable[Met]) -> list[Met]:
    """All of them, as the queue orders people."""
    return sorted(met, key=_rank)


def outcome(met: Met) -> str:
    """How the person's item ended: "let_go", "scheduled" or "done"; "" while steps are open.

    Of whom one line was chosen for, nothing is open once a word was sent.
    """
    if met.let_go:
        return "let_go"
    if met.focus == "line":
        return "done" if met.states.get("message") == "done" else ""
    if len(met.states) < len(KINDS):
        return ""
    return "scheduled" if met.states["next"] == "scheduled" else "done"


def _may_sit(of: Met) -> bool:
    return of.focus != "line" and bool(of.states or of.let_go_late or not of.let_go)


def _claim(of: Met) -> int:
    if of.focus == "deep" and not of.let_go:
        return 0
    return 1 if of.states else 2


def _rank(met: Met) -> tuple[bool, date, int, int, datetime, str]:
    owes_nothing, owed_on = met.owed_on is None, met.owed_on or date.max
    return (owes_nothing, owed_on, _GOAL[met.moves_goal], -met.talked, met.met_at, met.id)
