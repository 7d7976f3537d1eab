"""Which events are of one kind, as far as their titles, links and places tell."""

import re
import unicodedata
from dataclasses import dataclass

_SCHEME = re.compile(r"^[a-z]+://(www\.)?")
_REST = re.compile(r"[?#].*$", re.DOTALL)


@dataclass(frozen=True)
class Described:
    """What an event is called, where it takes place, and the page about it; "" where unknown."""

    title: str
    link: str
    place: str


def same_kind(one: Described, other: Described) -> bool:
    """Whether they share a title but for dates and numbers, a page, or a place."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return any(mine and mine == theirs for mine, theirs in pairs)


def _parts(of: Described) -> tuple[str, str, str]:
    return _words(of.title), _page(of.link), _line(of.place)


def _words(title: str) -> str:
    """The words of a title in lower case, without numbers, months, seasons and days of the week."""
    letters = (sign if unicodedata.category(sign)[0] in "LM" else " " for sign in title.lower())
    return " ".join(word for word in "".join(letters).split(" ") if word and word not in DATES)


def _page(link: str) -> str:
    return _REST.sub("", _SCHEME.sub("", link.lower())).rstrip("/")


def _line(place: str) -> str:
    return " ".join(part for part in place.lower().split(" ") if part)


# In the pages' own language, which is English.
DATES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("spring", "summer", "autumn", "fall", "winter"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "st", "nd", "rd", "th"),
)
