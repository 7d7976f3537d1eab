"""Whom to keep warm this week: three people at most, each for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .cadence import Cadence

MOST = 3


@dataclass(frozen=True)
class Kept:
    """Somebody one keeps in touch with.

    `owed_on` is the day on which my earliest open promise is due, `next_on` that of the next step;
    None without one, or without a day. `written_on` is the last day on which I was in touch.
    """

    id: str
    name: str
    owed_on: date | None = None
    next_on: date | None = None
    cadence: Cadence | None = None
    written_on: date | None = None


@dataclass(frozen=True)
class Reason:
    """Who, and why: a promise, a step that was planned, my turn to answer, or the cadence."""

    id: str
    why: str


def keep_warm(people: Iterable[Kept], today: date) -> list[Reason]:
    """The few to be in touch with now.

    What was promised or planned comes first, whatever the week was like. The others share the
    week's three with those I have been in touch with since Monday.
    """
    known = sorted(people, key=lambda one: (one.name, one.id))
    owed = sorted((one for one in known if _due_on(one) <= today), key=_due_on)[:MOST]
    monday = today - timedelta(days=today.weekday())
    seen = [one for one in known if one.written_on and one.written_on >= monday]
    others = sorted((one for one in known if one not in owed and _is_time(one, today)), key=_waits)
    room = max(min(MOST - len(owed), MOST - len(seen)), 0)
    return [Reason(one.id, _why(one, today)) for one in owed + others[:room]]


def _due_on(one: Kept) -> date:
    return min(one.owed_on or date.max, one.next_on or date.max)


def _is_time(one: Kept, today: date) -> bool:
    return one.cadence is not None and one.cadence.due_on <= today


def _waits(one: Kept) -> tuple[bool, date]:
    assert one.cadence is not None
    return one.cadence.turn != "me", one.cadence.due_on


def _why(one: Kept, today: date) -> str:
    if one.owed_on and one.owed_on <= today:
        return "promise"
    if one.next_on and one.next_on <= today:
        return "step"
    return "turn" if one.cadence and one.cadence.turn == "me" else "cadence"
