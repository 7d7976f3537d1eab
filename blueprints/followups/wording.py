"""Whether a message is meant for one person: with a detail of theirs, and like no other."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

# In letters. Shorter words say little, except where a sign is a word.
_SHORT = 4
_SHORT_OF_SIGNS = 2
_FIRST_SIGN = "\u2e80"
# Two words of theirs, where they said as much, make a detail.
_ENOUGH = 2
_COMMON_WORDS = """
about after again also been before being could does doing from good have having here into just
know like looking made make making more most much need needs only other over really said says
should some someone something sometimes somebody still such tell than thank thanks that their
them then there these they thing things think this those told very want wanted wants well were
what when where which while will with work working would year years your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def is_particular(message: str, details: Iterable[str]) -> bool:
    """Whether a message holds what one person said, in their own words or close to them.

    `details` is what was noted of the person. Where nothing was noted, nothing is particular.
    """
    theirs = sorted({word for detail in details for word in _telling(detail)})
    mine = sorted(set(_telling(message)))
    found = [word for word in theirs if any(_close(word, other) for other in mine)]
    return bool(theirs) and len(found) >= min(_ENOUGH, len(theirs))


def is_for_one(line: str, name: str, event: str, details: Iterable[str]) -> bool:
    """Whether one line holds a person's name, and where we met or what they said.

    `event` is its title, or "" where there was none; `details` is what was noted of the person.
    """
    said = set(_words(line))
    names = _words(name)
    is_named = any(_says(said, word) for word in names) if names else name in line
    return is_named and (_is_placed(line, event) or is_particular(line, details))


def alike(message: str, other: str) -> bool:
    """Whether two messages share seven words in ten, in the same order.

    The measure is the Indel similarity of their words: twice the longest common subsequence, by
    the length of both.
    """
    return _shares(_words(message), _words(other), differing=3)


def lines_alike(line: str, frame: str, other: str, others_frame: str) -> bool:
    """Whether two courteous lines share nine words in ten, in the same order.

    A frame is the name and the place, which make no two lines different.
    """
    return _shares(_without(line, frame), _without(other, others_frame), differing=1)


def _shares(one: Sequence[str], two: Sequence[str], differing: int) -> bool:
    size = len(one) + len(two)
    return size > 0 and 10 * Indel.distance(one, two) <= differing * size


def _without(line: str, frame: str) -> Sequence[str]:
    known = set(_words(frame))
    return [word for word in _words(line) if word not in known]


def _is_placed(line: str, event: str) -> bool:
    title = set(_words(event))
    return bool(title) and (title <= set(_words(line)) or is_particular(line, [event]))


def _says(said: Collection[str], word: str) -> bool:
    # Signs stand together without spaces: a name of them is part of a longer run.
    is_of_signs = word[0] >= _FIRST_SIGN
    return word in said or (is_of_signs and any(word in other for other in said))


def _telling(text: str) -> list[str]:
    return [word for word in _words(text) if _is_long(word) and word not in _COMMON]


def _words(text: str) -> Sequence[str]:
    runs = groupby(unicodedata.normalize("NFC", text).lower(), key=_is_of_word)
    return ["".join(run) for is_word, run in runs if is_word]


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _is_long(word: str) -> bool:
    return len(word) >= (_SHORT_OF_SIGNS if word[0] >= _FIRST_SIGN else _SHORT)


def _close(one: str, other: str) -> bool:
    if one in other or other in one:
        return True
    return 5 * Indel.distance(one, other) <= len(one) + len(other)
