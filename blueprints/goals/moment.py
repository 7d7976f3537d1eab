"""What time it is for a person: before an event, during, the evening or the morning after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# Guests come early, and stay in the doorway.
EARLY = timedelta(hours=1)
LATE = timedelta(hours=1)
# A night ends when most people sleep: what ends before five belongs to the evening before.
NIGHT_ENDS = timedelta(hours=5)
MORNING = time(9, 0)
# A queue not opened for two weeks no longer leads the day; it stays under Follow-ups.
QUEUE_LEADS = timedelta(days=14)


@dataclass(frozen=True)
class Occasion:
    """An event as the clock sees it; `slid` once it was let slide."""

    id: str
    starts_at: datetime
    ends_at: datetime
    closed: bool = False
    slid: bool = False


@dataclass(frozen=True)
class Moment:
    """`name` is during, evening, morning, before or otherwise; the first four have an event."""

    name: str
    event_id: str = ""


def moment(occasions: Iterable[Occasion], now: datetime, zone: str) -> Moment:
    """What *Today* is about, in that order of weight, for somebody in `zone`."""
    going = [occasion for occasion in occasions if not occasion.slid]
    latest_first = sorted(going, key=lambda occasion: (occasion.ends_at, occasion.id), reverse=True)
    if on := under_way(going, now):
        return Moment("during", on)
    for name, applies in (("evening", _evening), ("morning", _morning)):
        if over := next((o for o in latest_first if applies(o, now, zone)), None):
            return Moment(name, over.id)
    ahead = [occasion for occasion in going if now < occasion.starts_at]
    soonest = min(ahead, key=lambda occasion: (occasion.starts_at, occasion.id), default=None)
    return Moment("before", soonest.id) if soonest else Moment("otherwise")


def queue_ready_at(ends_at: datetime, zone: str) -> datetime:
    """When the follow-ups of an event are ready: 09:00 of the morning after, in the zone."""
    evening = (ends_at.astimezone(ZoneInfo(zone)) - NIGHT_ENDS).date()
    return datetime.combine(evening + timedelta(days=1), MORNING, ZoneInfo(zone))


def under_way(occasions: Iterable[Occasion], now: datetime) -> str | None:
    """The id of the event somebody met now was met at, if one is under way.

    Of several, the one that ends first: a meetup in the evening of a fair, not the fair.
    """
    on = [o for o in occasions if not o.slid and o.starts_at - EARLY <= now < o.ends_at + LATE]
    return min(on, key=lambda occasion: (occasion.ends_at, occasion.id)).id if on else None


def last_ended(occasions: Iterable[Occasion], now: datetime) -> str | None:
    """The event whose follow-ups come first: the latest over and not closed, else the latest."""
    over = [occasion for occasion in occasions if occasion.ends_at <= now and not occasion.slid]
    open_first = sorted(over, key=lambda occasion: (not occasion.closed, occasion.ends_at))
    return open_first[-1].id if open_first else None


def _evening(occasion: Occasion, now: datetime, zone: str) -> bool:
    return occasion.ends_at + LATE <= now < queue_ready_at(occasion.ends_at, zone)


def _morning(occasion: Occasion, now: datetime, zone: str) -> bool:
    ready = queue_ready_at(occasion.ends_at, zone)
    return not occasion.closed and ready <= now < ready + QUEUE_LEADS
