"""What time it is for a person: before an event, during, the evening or the morning after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Guests come early, and stay in the doorway.
EARLY = timedelta(hours=1)
LATE = timedelta(hours=1)
# A night ends when most people sleep: what ends before six belongs to the evening before.
NIGHT_ENDS = timedelta(hours=6)
MORNING = time(9, 0)
# Nobody follows up at the door: the queue gives that long to get home.
HOMEWARD = timedelta(hours=2)
# What begins that soon is what the day is about, whatever is left of an earlier one.
SOON = timedelta(hours=12)
# A queue not opened for two weeks no longer leads the day; it stays under Follow-ups.
QUEUE_LEADS = timedelta(days=14)
# Somebody may have planned thousands; all whom they met cannot be looked through for a page.
MOST_LEADING = 5


@dataclass(frozen=True)
class Occasion:
    """An event as the clock sees it, in the zone of its place; `slid` once it was let slide."""

    id: str
    starts_at: datetime
    ends_at: datetime
    zone: str
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
    ahead = [occasion for occasion in going if now < occasion.starts_at]
    soonest = min(ahead, key=lambda occasion: (occasion.starts_at, occasion.id), default=None)
    if on := under_way(going, now):
        return Moment("during", on)
    if soonest and soonest.starts_at <= now + SOON:
        return Moment("before", soonest.id)
    for name, applies in (("evening", _evening), ("morning", _morning)):
        if over := next((o for o in latest_first if applies(o, now, zone)), None):
            return Moment(name, over.id)
    return Moment("before", soonest.id) if soonest else Moment("otherwise")


def queue_ready_at(ends_at: datetime, there: str, zone: str) -> datetime:
    """When the follow-ups of an event are ready: 09:00 of the morning after, in the zone.

    Which evening it was is said by the clocks of the event, `there`; a morning that comes while
    its guests are hardly home is the next one.
    """
    evening = evening_of(ends_at, there)
    ready = datetime.combine(evening + timedelta(days=1), MORNING, ZoneInfo(zone))
    while ready < ends_at + HOMEWARD:
        ready += timedelta(days=1)
    return ready


def evening_of(ends_at: datetime, there: str) -> date:
    """The evening of which an end is part, by the clocks `there`."""
    return (ends_at.astimezone(ZoneInfo(there)) - NIGHT_ENDS).date()


def under_way(occasions: Iterable[Occasion], now: datetime) -> str | None:
    """The id of the event somebody met now was met at, if one is under way.

    What is on comes before what begins soon, and that before what is just over; of several, the
    one that ends first: a meetup in the evening of a fair, not the fair.
    """
    near = [one for one in occasions if not one.slid and _is_near(one, now)]
    return min(near, key=lambda occasion: _nearness(occasion, now)).id if near else None


def doors(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """From when until when whom somebody meets is met at an event."""
    return starts_at - EARLY, ends_at + LATE


def _is_near(occasion: Occasion, now: datetime) -> bool:
    first, last = doors(occasion.starts_at, occasion.ends_at)
    return first <= now < last


def _nearness(occasion: Occasion, now: datetime) -> tuple[bool, bool, datetime, str]:
    on = occasion.starts_at <= now < occasion.ends_at
    return (not on, now >= occasion.ends_at, occasion.ends_at, occasion.id)


def leading(occasions: Iterable[Occasion], now: datetime, zone: str) -> list[Occasion]:
    """The few events that are over and whose follow-ups are what there is to do, latest first."""
    over = _over(occasions, now)
    return [occasion for occasion in over if queue_leads(occasion, now, zone)][:MOST_LEADING]


def last_ended(occasions: Iterable[Occasion], now: datetime) -> Occasion | None:
    """The latest event that is over."""
    return next(iter(_over(occasions, now)), None)


def queue_leads(occasion: Occasion, now: datetime, zone: str) -> bool:
    """Whether its follow-ups are what there is to do: it is neither closed nor long ago."""
    ready = queue_ready_at(occasion.ends_at, occasion.zone, zone)
    return not occasion.closed and now < ready + QUEUE_LEADS


def _over(occasions: Iterable[Occasion], now: datetime) -> list[Occasion]:
    over = [occasion for occasion in occasions if occasion.ends_at <= now and not occasion.slid]
    return sorted(over, key=lambda occasion: (occasion.ends_at, occasion.id), reverse=True)


def _evening(occasion: Occasion, now: datetime, zone: str) -> bool:
    return occasion.ends_at + LATE <= now < queue_ready_at(occasion.ends_at, occasion.zone, zone)


def _morning(occasion: Occasion, now: datetime, zone: str) -> bool:
    ready = queue_ready_at(occasion.ends_at, occasion.zone, zone)
    return ready <= now and queue_leads(occasion, now, zone)
