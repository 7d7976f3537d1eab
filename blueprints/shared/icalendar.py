"""Calendars as other programs read them: iCalendar (RFC 5545), in UTF-8."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from .written_lines import escape, fold

MEDIA_TYPE = "text/calendar; charset=utf-8"
_PRODUCT = "-//Wellmet//Wellmet//EN"


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar (RFC 5545, 3.6.1).

    `starts` is an aware moment, or a day for what takes all of it; `ends` is not part of it, and
    without one an entry is over when it begins, or with its day. `stamp` is when it was last
    written down. Between two writings of one entry `uid` stays as it is, and `sequence` grows.
    `busy` says whether it takes up its owner's time, `alarm` whether it rings as it begins. `also`
    holds further properties as they are written, such as an organiser's.
    """

    uid: str
    starts: datetime | date
    summary: str
    stamp: datetime
    ends: datetime | date | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    busy: bool = True
    alarm: bool = False
    also: tuple[str, ...] = ()


def calendar(
    entries: Iterable[Entry], name: str = "", method: str = "", refresh: timedelta | None = None
) -> bytes:
    """The entries as one calendar, to be sent as `MEDIA_TYPE`.

    `method` is what whoever gets it shall do with it (RFC 5546): REQUEST, CANCEL, PUBLISH or "".
    `refresh` is how often a program that follows it may ask again (RFC 7986, 5.7).
    """
    return b"".join(fold(line) for line in _lines(entries, name, method, refresh))


def _lines(
    entries: Iterable[Entry], name: str, method: str, refresh: timedelta | None
) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}")
    if method:
        yield f"METHOD:{method}"
    if name:
        # The first is RFC 7986's, the second what most programs read to this day.
        yield from (f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}")
    if refresh:
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{_duration(refresh)}"
        yield f"X-PUBLISHED-TTL:{_duration(refresh)}"
    for entry in entries:
        yield from _entry(entry)
    yield "END:VCALENDAR"


def _entry(of: Entry) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{escape(of.uid)}", f"DTSTAMP:{_moment(of.stamp)}")
    yield f"DTSTART{_time(of.starts)}"
    if of.ends:
        yield f"DTEND{_time(of.ends)}"
    yield from (f"SEQUENCE:{of.sequence}", f"SUMMARY:{escape(of.summary)}")
    yield from _words(of)
    yield from of.also
    if not of.busy:
        yield "TRANSP:TRANSPARENT"
    if of.alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(of.summary)}")
        yield from ("TRIGGER:PT0S", "END:VALARM")
    yield "END:VEVENT"


def _words(of: Entry) -> Iterator[str]:
    if of.description:
        yield f"DESCRIPTION:{escape(of.description)}"
    if of.place:
        yield f"LOCATION:{escape(of.place)}"
    if of.url:
        # An address is no text: nothing in it is escaped, so nothing in it may end the line.
        yield f"URL:{''.join(filter(str.isprintable, of.url))}"


def _time(at: datetime | date) -> str:
    return f":{_moment(at)}" if isinstance(at, datetime) else f";VALUE=DATE:{at:%Y%m%d}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _duration(of: timedelta) -> str:
    return f"PT{int(of.total_seconds())}S"
