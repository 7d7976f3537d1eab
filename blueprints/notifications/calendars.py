"""What is due, as a calendar that a program of the person's own follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from blueprints.accounts.models import Person
from blueprints.goals import going
from blueprints.goals.moment import QUEUE_LEADS, Occasion, queue_ready_at
from blueprints.shared.icalendar import Entry, calendar
from blueprints.shared.zones import day_in

from .matters import owed, planned, queue
from .nudging import Matter
from .telling import event, href, line

NAME = "Wellmet"
# How often a program may ask again, and how far ahead of today it is told.
REFRESH = timedelta(hours=4)
AHEAD = timedelta(days=400)
LASTS = timedelta(minutes=15)


def feed(person: Person, now: datetime, place: str) -> bytes:
    """The mornings after events, and the days of promises and next steps, while they are open.

    It holds first names, the titles of events, and the words of promises and next steps: programs
    of others read it.
    """
    until = day_in(person.zone, now) + AHEAD
    days = [*owed(person.id, until), *planned(person.id, until)]
    entries = [
        *_mornings(person, now, place),
        *(_entry(one, line(one), person, place) for one in days),
    ]
    return calendar(entries, NAME, refresh=REFRESH)


def _mornings(person: Person, now: datetime, place: str) -> Iterator[Entry]:
    for occasion in sorted(going.occasions(person.id), key=_by_time):
        ready = queue_ready_at(occasion.ends_at, occasion.zone, person.zone)
        open_ = not occasion.closed and not occasion.slid and now < ready + QUEUE_LEADS
        if open_:
            yield from _morning(queue(person, occasion), ready, person, place, now)


def _morning(
    of: Matter, ready: datetime, person: Person, place: str, now: datetime
) -> Iterator[Entry]:
    # An evening that is still to come has nobody yet; one that is over may have had nobody.
    if of.people or now < ready:
        summary = f"Follow up: {of.who}" if of.who else "Follow up"
        entry = _entry(of, summary, person, place)
        words = f"After {event(of.words) or 'your event'}"
        yield replace(entry, starts=ready, ends=ready + LASTS, description=words, alarm=True)


def _entry(of: Matter, summary: str, person: Person, place: str) -> Entry:
    return Entry(
        uid=f"{of.kind}-{of.subject}@wellmet",
        starts=of.day,
        summary=summary,
        # The same at every asking: whoever has it already is told so (RFC 9110, 13.1.2).
        stamp=person.joined_at,
        url=f"{place}{href(of)}",
        busy=False,
    )


def _by_time(occasion: Occasion) -> tuple[datetime, str]:
    return (occasion.ends_at, occasion.id)
