"""Days and hours in words, as a person reads them: in their locale and their zone."""

import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

_FALLBACK = "en_GB"
_LONG_AGO = timedelta(days=30)


def day(moment: datetime, zone: str, locale: str) -> str:
    """The day of an aware `moment`: "Thu 3 Dec"."""
    return _day(moment.astimezone(ZoneInfo(zone)).date(), locale)


def hour(moment: datetime, zone: str, locale: str) -> str:
    """The hour and minute of an aware `moment`: "19:00", or "7:00 PM" where people say so."""
    return _hour(moment.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0), locale)


def span(start: datetime, end: datetime, zone: str, locale: str) -> str:
    """From `start` to `end`: "Thu 3 Dec, 19:00–21:30"; an end on another day names its day."""
    first, last = day(start, zone, locale), day(end, zone, locale)
    begins, ends = hour(start, zone, locale), hour(end, zone, locale)
    if first == last:
        return f"{first}, {begins}–{ends}"
    return f"{first}, {begins} – {last}, {ends}"


def due(on: date, today: date, locale: str) -> str:
    """When something is due: "today", "tomorrow", "Fri 4 Dec", "3 days ago".

    The words are the pages' own, which are English; the date follows the locale.
    """
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    distance = (on - today).days
    if distance in near:
        return near[distance]
    if distance > 0 or today - on > _LONG_AGO:
        return _day(on, locale)
    return f"{-distance} days ago"


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: what an avatar shows."""
    firsts = [next(filter(str.isalnum, word), "") for word in name.split()]
    letters = [unicodedata.normalize("NFC", first).upper() for first in firsts if first]
    return "".join(letters[:1] + letters[1:][-1:])


# Babel takes as long for one of these as the database for a query, and an evening has few.
@lru_cache(maxsize=4096)
def _hour(at: time, locale: str) -> str:
    return format_time(at, "short", locale=_locale(locale))


@lru_cache(maxsize=4096)
def _day(on: date, locale: str) -> str:
    return format_date(on, _day_pattern(_locale(locale)), locale=_locale(locale))


@lru_cache
def _day_pattern(locale: Locale) -> str:
    # The hour follows after a comma; a second one inside the day reads as a stutter.
    pattern: str = locale.datetime_skeletons["MMMEd"].pattern
    return pattern.replace(",", "")


@lru_cache
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_FALLBACK)
