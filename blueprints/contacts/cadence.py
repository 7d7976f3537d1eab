"""When to be in touch again: patient while nobody answers, and counted from the last real contact.

docs/cadence.md says the rule in words. It knows days only, those of the person who keeps in touch:
what was done at one in the morning was done on that day, wherever the clocks stand by now.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# In days. Nobody hears from us twice within the least; the gap doubles up to the most.
LEAST = 3
MOST = 90
# After a talk with nothing open, that long in days, unless the person set a rhythm of their own.
QUIET = 30
UNITS = ("weeks", "months")
# How often somebody may wish to be in touch, in words.
EVERY = {
    "1-weeks": "Every week",
    "2-weeks": "Every two weeks",
    "1-months": "Every month",
    "2-months": "Every two months",
    "3-months": "Every three months",
    "6-months": "Every six months",
    "12-months": "Every year",
}


@dataclass(frozen=True)
class Contacted:
    """A day on which two people were in touch, and who saw to it: "me", "they" or "both"."""

    on: date
    who: str


@dataclass(frozen=True)
class Rhythm:
    """How often the person wants to be in touch: every so many `unit`s, or once, on a day."""

    every: int = 0
    unit: str = ""  # one of UNITS
    on: date | None = None


@dataclass(frozen=True)
class Cadence:
    """Where two people stand.

    `turn` says who has something to answer: "me", "they", or "" after a talk. `unanswered` counts
    the days on which I wrote since they were last heard. Before `earliest` nothing may nudge;
    on `due_on` it is time.
    """

    turn: str
    unanswered: int
    last_on: date
    earliest: date
    due_on: date


def cadence(contacted: Sequence[Contacted], rhythm: Rhythm | None = None) -> Cadence | None:
    """Where two people stand, from their contacts in the order in which they happened.

    None where there was none yet: the first message belongs to the follow-ups of the event.
    """
    if not contacted:
        return None
    last = contacted[-1]
    unanswered = len({one.on for one in _since_heard(contacted)})
    earliest = last.on + timedelta(days=gap(unanswered))
    wished = _wished(last, rhythm or Rhythm())
    return Cadence(
        turn={"me": "they", "they": "me"}.get(last.who, ""),
        unanswered=unanswered,
        last_on=last.on,
        earliest=earliest,
        due_on=max(wished or earliest, earliest),
    )


def gap(unanswered: int) -> int:
    """The days to leave after the last contact, when I wrote on that many days in vain."""
    doublings = min(max(unanswered - 1, 0), 5)
    return min(LEAST << doublings, MOST)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _since_heard(contacted: Sequence[Contacted]) -> Iterable[Contacted]:
    heard = [at for at, one in enumerate(contacted) if one.who != "me"]
    return contacted[heard[-1] + 1 :] if heard else contacted


def _wished(last: Contacted, rhythm: Rhythm) -> date | None:
    # A day that was set is spent once there was a contact on it or later.
    if rhythm.on and rhythm.on > last.on:
        return rhythm.on
    if rhythm.unit == "weeks":
        return last.on + timedelta(weeks=rhythm.every)
    if rhythm.unit == "months":
        return months_after(last.on, rhythm.every)
    return last.on + timedelta(days=QUIET) if last.who == "both" else None
