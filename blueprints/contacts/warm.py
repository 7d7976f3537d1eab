"""Whom to keep warm this week: three people at most, each for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .cadence import Cadence

MOST = 3
# So long after it was made a promise without a day comes up.
UNNAMED = timedelta(days=7)


@dataclass(frozen=True)
class Kept:
    """Somebody one keeps in touch with.

    `owed_on` is the day on which my earliest open promise is due, `next_on` that of the next step;
    None without one, or without a day. `owed_since` is the day on which the first of my open
    promises without a day was made. `written_on` is the last day on which I was in touch.
    """

    id: str
    name: str
    owed_on: date | None = None
    owed_since: date | None = None
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

    What was promised or planned for a day comes first, whatever the week was like. The others share
    the week's three with those I have been in touch with since Monday: first to whom I promised
    something without a day, then whose turn is mine.
    """
    known = sorted(people, key=lambda one: (one.name, one.id))
    owed = sorted((one for one in known if _due_on(one) <= today), key=_due_on)[:MOST]
    seen = [one for one in known if _is_seen(one, today)]
    others = [one for one in known if one not in owed and _is_time(one, today)]
    others.sort(key=lambda one: _waits(one, today))
    room = max(min(MOST - len(owed), MOST - len(seen)), 0)
    return [Reason(one.id, _why(one, today)) for one in owed + others[:room]]


def _is_seen(one: Kept, today: date) -> bool:
    """Whether I was in touch with them since Monday."""
    return one.written_on is not None and one.written_on >= today - timedelta(today.weekday())


def _due_on(one: Kept) -> date:
    return min(one.owed_on or date.max, one.next_on or date.max)


def _is_time(one: Kept, today: date) -> bool:
    is_due = one.cadence is not None and one.cadence.due_on <= today
    return is_due or _is_owed_long(one, today)


def _is_owed_long(one: Kept, today: date) -> bool:
    is_ripe = one.owed_since is not None and one.owed_since + UNNAMED <= today
    # Each week another one comes up, or whoever is kept waiting keeps others from it.
    return is_ripe and not _is_seen(one, today)


def _waits(one: Kept, today: date) -> tuple[int, date]:
    if one.owed_since and _is_owed_long(one, today):
        return 0, one.owed_since
    assert one.cadence is not None
    return 1 if one.cadence.turn == "me" else 2, one.cadence.due_on


def _why(one: Kept, today: date) -> str:
    if one.owed_on and one.owed_on <= today:
        return "promise"
    if one.next_on and one.next_on <= today:
        return "step"
    if _is_owed_long(one, today):
        return "promise"
    return "turn" if one.cadence and one.cadence.turn == "me" else "cadence"
