"""Days and hours in words, as a person reads them: in their locale and their zone."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import dropwhile
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import parse_pattern, tokenize_pattern

from .zones import day_in

# What may stand before somebody's name, where no full stop tells.
TITLES = ("dame", "dr", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "sir")
_FALLBACK = "en_GB"
_LONG_AGO = timedelta(days=30)
# So many characters are a few words.
_FEW = 40
# Nearer than that, a day of another year is not mistaken for one of this year.
_HALF_A_YEAR = timedelta(days=183)
_A_WEEK = [date(2024, 1, number) for number in range(1, 8)]
_A_YEAR = [date(2024, number, 1) for number in range(1, 13)]
_A_DAY = [time(number, 30) for number in range(24)]
# Literal text in quotes, or a field: one letter, once or more.
_PART = re.compile(r"'([^']*)'|([A-Za-z])\2*")

_LETTER = re.compile("[A-Za-z]")

# The blocks of letters which run from right to left (Unicode, DerivedBidiClass.txt).
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FIRST_STRONG_ISOLATE, _POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class Lettering:
    """How days and hours are written in a locale: all that it takes, here and on a phone.

    In the patterns, EEE is the weekday, MMM the month, d and dd the day of the month, H, HH, h, hh,
    m and mm hour and minute (doubled ones have two digits), a the part of the day, y the year. What
    stands between single quotes, and every sign that is no letter, is written as it is.
    """

    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]
    periods: tuple[str, ...]  # the part of the day at each hour; empty where nobody writes it
    day: str
    dated: str  # the day with its year
    time: str
    language: str  # the tag of another than the pages' own; "" for English


def day(moment: datetime, zone: str, locale: str, now: datetime | None = None) -> str:
    """The day of an aware `moment`: "Thu 3 Dec".

    Seen from a `now` far off in another year, with its own.
    """
    return plain_day(day_in(zone, moment), locale, now and day_in(zone, now))


def plain_day(on: date, locale: str, today: date | None = None) -> str:
    """A day of the calendar, in words that are right whenever they are read: "Thu 3 Dec".

    Seen from a `today` far off in another year, with its own.
    """
    of = lettering(locale)
    names = {"EEE": of.weekdays[on.weekday()], "MMM": of.months[on.month - 1]}
    is_far = today and on.year != today.year and abs(on - today) > _HALF_A_YEAR
    return _written(of.dated if is_far else of.day, names | _numbers(d=on.day, y=on.year))


def hour(moment: datetime, zone: str, locale: str) -> str:
    """The hour and minute of an aware `moment`: "19:00", or "7:00 PM" where people say so."""
    return _hour(moment.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0), locale)


def span(start: datetime, end: datetime, zone: str, locale: str, now: datetime) -> str:
    """From `start` to `end`: "Thu 3 Dec, 19:00–21:30"; an end on another day names its day."""
    first, last = day(start, zone, locale, now), day(end, zone, locale, now)
    begins, ends = hour(start, zone, locale), hour(end, zone, locale)
    if first == last:
        return f"{first}, {begins}–{ends}"
    return f"{first}, {begins} – {last}, {ends}"


def due(on: date, today: date, locale: str) -> str:
    """When something is due: "today", "tomorrow", "Fri 4 Dec", "3 days ago", "Wed 4 Dec 2024".

    The words are the pages' own, which are English; the date follows the locale.
    """
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    distance = (on - today).days
    if distance in near:
        return near[distance]
    if distance > 0 or today - on > _LONG_AGO:
        return plain_day(on, locale, today)
    return f"{-distance} days ago"


def first_name(name: str) -> str:
    """What one calls somebody in a sentence: Dr. Wei Zhang is "Wei", Dr. Zhang is "Dr. Zhang"."""
    words = name.split()
    own = list(dropwhile(_is_title, words))
    is_surname = len(own) == 1 < len(words)
    return (own[0].rstrip(",") if own and not is_surname else "") or name


def _is_title(word: str) -> bool:
    return word.endswith(".") or word.lower() in TITLES


def apart(text: str) -> str:
    """Somebody's words in a sentence of ours: what runs from right to left moves nothing else."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_DIRECTIONAL_ISOLATE}"


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: what an avatar shows.

    Its first sign, where it has no letters.
    """
    firsts = [next(filter(str.isalnum, word), "") for word in name.split()]
    letters = [unicodedata.normalize("NFC", first).upper() for first in firsts if first]
    return "".join(letters[:1] + letters[1:][-1:]) or name.strip()[:1]


def beginning(text: str) -> str:
    """The first few words of a text, by which it is named."""
    line = text.split("\n")[0]
    short = line[:_FEW]
    return text if text == short else f"{short.rpartition(' ')[0] or short}…"


@lru_cache
def lettering(locale: str) -> Lettering:
    """How days and hours are written in a locale; as in Britain, where there is none such."""
    known = _locale(locale)
    # The hour follows after a comma; a second one inside the day reads as a stutter.
    day = known.datetime_skeletons["MMMEd"].pattern.replace(",", "")
    dated = known.datetime_skeletons["yMMMEd"].pattern.replace(",", "")
    at = known.time_formats["short"].pattern
    return Lettering(
        weekdays=_names(day, "Ec", _A_WEEK, known),
        months=_names(day, "ML", _A_YEAR, known),
        periods=_names(at, "aB", _A_DAY, known),
        day=_plain(day),
        dated=_plain(dated),
        time=_plain(at),
        language="" if known.language == "en" else locale.replace("_", "-"),
    )


@lru_cache
def written_days(locale: str) -> str:
    """A regular expression of the days, and of hours with a word, as they are written there."""
    of, number = lettering(locale), r"[0-9]+"
    names = {"EEE": _any(of.weekdays), "MMM": _any(of.months), "a": _any(of.periods)}
    fields = names | {field: number for field in ("d", "dd", "y", "H", "HH", "h", "hh", "m", "mm")}
    patterns = (of.dated, of.day, *([of.time] if of.periods else []))
    return "|".join(_written(re.escape(pattern), fields) for pattern in patterns)


def _any(names: Iterable[str]) -> str:
    # The longest first: May is the beginning of none then.
    return f"(?:{'|'.join(re.escape(name) for name in sorted(set(names), key=_longest))})"


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name


def _hour(at: time, locale: str) -> str:
    of = lettering(locale)
    period = {"a": of.periods[at.hour]} if of.periods else {}
    return _written(of.time, period | _numbers(H=at.hour, h=at.hour % 12 or 12, m=at.minute))


def _numbers(**fields: int) -> dict[str, str]:
    doubled = {field * 2: f"{number:02}" for field, number in fields.items()}
    return doubled | {field: str(number) for field, number in fields.items()}


def _written(pattern: str, fields: Mapping[str, str]) -> str:
    return _PART.sub(lambda part: fields[part[0]] if part[2] else part[1], pattern)


def _names(
    pattern: str, letters: str, moments: Iterable[date | time], locale: Locale
) -> tuple[str, ...]:
    fields = [part for _, part in tokenize_pattern(pattern) if isinstance(part, tuple)]
    field = next((letter * count for letter, count in fields if letter in letters), "")
    return tuple(parse_pattern(field).apply(moment, locale) for moment in moments if field)


def _plain(pattern: str) -> str:
    """A pattern of Unicode's (UTS 35, Date Format Patterns) in the few fields we write."""
    return "".join(_plain_part(part) for _, part in tokenize_pattern(pattern))


def _plain_part(part: str | tuple[str, int]) -> str:
    if isinstance(part, str):
        return f"'{part}'" if _LETTER.search(part) else part
    letter, count = part
    names = {"E": "EEE", "c": "EEE", "M": "MMM", "L": "MMM", "a": "a", "B": "a"}
    return names.get(letter, letter * count)


@lru_cache
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_FALLBACK)
