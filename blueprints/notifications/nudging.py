"""The one nudge: what it is about, and when it may come. docs/nudges.md says the rule in words.

It knows neither the database nor how a nudge travels: matters in, the matters of one nudge out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from blueprints.goals.moment import EARLY, MORNING, Occasion, under_way
from blueprints.shared.zones import day_in

QUIET_FROM, QUIET_UNTIL = 21, 8
# No look lies further ahead than that: one that does was set by a clock that was wrong.
FURTHEST = timedelta(days=3)
# What is said the next morning says it better than what a phone shows at the end of a long day.
FRESH = timedelta(hours=12)
# The weightiest first; of two matters about one person, the first is told.
KINDS = ("queue", "promise", "next", "turn")

_QUARTER = timedelta(minutes=15)
_A_DAY = timedelta(days=1)

Key = tuple[str, str, date]


@dataclass(frozen=True)
class Quiet:
    """The hours, by the clocks where somebody is, in which nothing reaches them.

    From the first to the second, through midnight where the first is the later; none where both
    are the same.
    """

    begins: int = QUIET_FROM
    ends: int = QUIET_UNTIL

    def covers(self, at: time) -> bool:
        """Whether it is quiet at that hour of the day."""
        if self.begins <= self.ends:
            return self.begins <= at.hour < self.ends
        return at.hour >= self.begins or at.hour < self.ends


@dataclass(frozen=True)
class Whereabouts:
    """By which clocks somebody lives, when they are left in peace, and the events they are at."""

    zone: str
    quiet: Quiet = Quiet()
    occasions: Sequence[Occasion] = ()


@dataclass(frozen=True)
class Matter:
    """Something worth a nudge: an event's queue, a promise, a next step, or that it is time.

    It is due from the morning of its day on. `people` are the contacts it is about, `who` the one
    by name; a queue's `words` is the event's title, anything else's what there is to do.
    """

    kind: str  # one of KINDS
    subject: str  # the id of the event, the promise or the contact
    day: date
    people: tuple[str, ...]
    who: str = ""
    words: str = ""

    @property
    def key(self) -> Key:
        """By this a matter is known again: set for another day, it is another matter."""
        return (self.kind, self.subject, self.day)


def ripe_on(now: datetime, zone: str) -> date:
    """The latest day whose morning, 09:00, has come in the zone."""
    local = now.astimezone(ZoneInfo(zone))
    return local.date() if local.time() >= MORNING else local.date() - _A_DAY


def may_come(now: datetime, where: Whereabouts) -> bool:
    """Whether a nudge may come at this moment: in no quiet hour, and during no event of theirs."""
    return not _is_quiet(now, where) and under_way(where.occasions, now) is None


def next_look(now: datetime, where: Whereabouts) -> datetime:
    """The next moment to see what there is to say: a coming morning, once it is not quiet."""
    today = day_in(where.zone, now)
    mornings = (_morning(today + _A_DAY * days, where) for days in range(-1, 3))
    return next(moment for moment in mornings if moment > now)


def fresh_until(now: datetime, where: Whereabouts) -> datetime:
    """Until when a nudge that has been sent may still arrive on a phone that was off."""
    ends = now + FRESH
    begins = [one.starts_at - EARLY for one in where.occasions if not one.slid]
    soon = min((moment for moment in begins if now < moment), default=ends)
    return min(ends, soon, _quiet_begins(now, where, ends))


def worth_until(sent_at: datetime, where: Whereabouts) -> datetime:
    """Until when a nudge that reached one phone is tried at another: the same day, while fresh."""
    tomorrow = day_in(where.zone, sent_at) + _A_DAY
    midnight = datetime.combine(tomorrow, time(), ZoneInfo(where.zone)).astimezone(UTC)
    return min(midnight, fresh_until(sent_at, where))


def to_tell(matters: Iterable[Matter], told: Collection[Key], ripe: date) -> list[Matter]:
    """What one nudge tells: all that is due and was not told, the weightiest first.

    Each person comes in it once. Whoever stands in a queue is a matter of that queue.
    """
    due = [one for one in matters if one.day <= ripe and one.key not in told]
    chosen: list[Matter] = []
    for one in sorted(due, key=_weight):
        if not _people(chosen).issuperset(one.people):
            chosen.append(one)
    return chosen


def covered(matters: Iterable[Matter], chosen: Sequence[Matter], ripe: date) -> set[Key]:
    """What a nudge about `chosen` settles: that, and whatever else is due about its people."""
    people, due = _people(chosen), [one for one in matters if one.day <= ripe]
    return {one.key for one in due if one.people and people.issuperset(one.people)}


def _people(matters: Iterable[Matter]) -> set[str]:
    return {person for one in matters for person in one.people}


def _weight(of: Matter) -> tuple[int, date, str, str]:
    return (KINDS.index(of.kind), of.day, of.who, of.subject)


def _morning(day: date, where: Whereabouts) -> datetime:
    morning = datetime.combine(day, MORNING, ZoneInfo(where.zone))
    return _out_of_quiet(morning.astimezone(UTC), where)


def _is_quiet(at: datetime, where: Whereabouts) -> bool:
    return where.quiet.covers(at.astimezone(ZoneInfo(where.zone)).time())


def _out_of_quiet(at: datetime, where: Whereabouts) -> datetime:
    while _is_quiet(at, where):
        at = _next_quarter(at)
    return at


def _quiet_begins(now: datetime, where: Whereabouts, latest: datetime) -> datetime:
    at = now
    while at < latest and not _is_quiet(at, where):
        at = _next_quarter(at)
    return min(at, latest)


def _next_quarter(at: datetime) -> datetime:
    # Wherever clocks show a full hour, and whenever they jump, it is a full quarter in UTC.
    past = at.minute % 15 * 60 + at.second
    return at.replace(microsecond=0) + _QUARTER - timedelta(seconds=past)
