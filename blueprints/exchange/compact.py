"""The card after the `#` of a code: a name and one way to reach, in as few characters as can be.

A fragment is `NAME` or `NAME;REACH`. Each part is percent-encoded (a space in a name as `+`;
in a reach `@` and `+` stand for themselves) or, where that is shorter, `~` followed by the
base64url of its UTF-8 without padding. A leading `~` of the text itself is written `%7E`.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import quote, quote_plus, unquote_to_bytes

from blueprints.exchange.graphemes import pieces
from blueprints.shared.card import Card

# What a form takes along, in ASCII characters; a code has less room.
LONGEST = 500
_MORE = "…"
_BY_PHONE = ("phone", "sms", "whatsapp", "signal", "telegram")
# Less of a name than this says less than no way to reach at all would.
_LEAST_NAME = 24
_PLAIN = re.compile(r"[A-Za-z0-9._~%@+-]*")
_NOT_AN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def encode(card: Card, room: int) -> str:
    """The fragment for `card`, at most `room` ASCII characters long, without the `#`.

    The way to reach is the one the person prefers, if it fits beside the whole name, else the
    other. The name is shortened only when neither fits. Empty when nothing does.
    """
    name = _name(" ".join(card.name.split()))
    for reach in _reaches(card):
        if len(name) + len(reach) <= room:
            return name + reach
    for reach in _reaches(card):
        short = _shortened(card.name, room - len(reach))
        if short and room - len(reach) >= _LEAST_NAME:
            return short + reach
    return name if len(name) <= room else _shortened(card.name, room)


def decode(fragment: str) -> tuple[str, str] | None:
    """The name and the way to reach (empty when there is none) in `fragment`, without the `#`.

    Nothing when it is not one of ours.
    """
    parts = fragment.split(";")
    if len(parts) > 2:
        return None
    try:
        name = _decoded(parts[0], plus=" ")
        reach = _decoded("".join(parts[1:]), plus="+")
    except ValueError:
        return None
    return (name, reach) if name.strip() else None


def _reaches(card: Card) -> Iterator[str]:
    ordered = (card.email, card.phone)
    for reach in reversed(ordered) if card.prefers in _BY_PHONE else ordered:
        if reach:
            yield f";{_shorter(quote(reach, safe='@+'), reach)}"


def _name(text: str) -> str:
    return _shorter(quote_plus(text), text)


def _shorter(percented: str, text: str) -> str:
    percented = re.sub("^~", "%7E", percented)
    based = "~" + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return min(percented, based, key=len)


def _shortened(text: str, room: int) -> str:
    cuts = [cut.rstrip() + _MORE for cut in accumulate(pieces(" ".join(text.split())))]
    return next((name for cut in reversed(cuts) if len(name := _name(cut)) <= room), "")


def _decoded(part: str, plus: str) -> str:
    if part.startswith("~"):
        text = _from_base64(part[1:]).decode()
    elif _PLAIN.fullmatch(part) and not _NOT_AN_ESCAPE.search(part):
        text = unquote_to_bytes(part.replace("+", quote(plus))).decode()
    else:
        raise ValueError
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise ValueError
    return text


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    except binascii.Error as error:
        raise ValueError from error
