"""A card as a vCard 3.0 that phones take, and the card in whatever vCard a phone hands out."""

import base64
import re
from collections.abc import Iterable, Iterator

from blueprints.exchange import content_lines, mecard
from blueprints.exchange.content_lines import Line, split, unescape
from blueprints.shared.card import CHANNELS, Card
from blueprints.shared.reach import normal_email, normal_link, normal_phone
from blueprints.shared.written_lines import escape, fold

_NO_CONTACT = "There is no contact in that. It has to be a vCard or a MECARD."
_NO_NAME = "That contact has neither a name nor a way to reach anybody."
_PROPERTIES = (
    ("TITLE", "headline"),
    ("ORG", "organisation"),
    ("EMAIL;TYPE=INTERNET", "email"),
    ("TEL;TYPE=CELL", "phone"),
    ("X-WELLMET-LOOKING-FOR", "looking_for"),
    ("X-WELLMET-CAN-HELP", "can_help"),
    ("X-WELLMET-PREFERS", "prefers"),
)
_BEGINNINGS = (("BEGIN", "VCARD"), ("AGENT", "BEGIN:VCARD"))
_END = ("END", "VCARD")
_LINKS = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP")
# Up to a pause, an extension or another number: none of them is dialled with this one.
_NUMBER = re.compile(r"[+( ]{0,3}\d(?:(?:[^\w,;#*+\r\n]|[\d_])*\d)?\)?")
# After an area code a slash goes on with the number, after a whole number it begins another.
_WHOLE = re.compile(r"^((?:\D*\d){9}[^/]*)/.*", re.DOTALL)
# Japan writes the sign of a long vowel between groups of digits.
_SIGNS = str.maketrans("＋ー", "+-")


def write(card: Card, photo_jpeg: bytes | None = None, note: str = "") -> bytes:
    """`card` as a vCard 3.0 (RFC 2426) in UTF-8, to be sent as `text/vcard`."""
    return b"".join(map(fold, _written(card, photo_jpeg, note)))


def read(text: str) -> Card:
    """The first contact in `text`: vCard 2.1, 3.0 (RFC 2426), 4.0 (RFC 6350) or MECARD.

    A phone number is E.164 where it is written with its country, else as it stands. Links that
    are no web addresses and e-mail addresses that are none are left out.

    Raises:
        ValueError: a sentence; there is no contact, or it has no name.
    """
    card = _card(list(_lines(text)))
    if not card.name:
        raise ValueError(_NO_NAME)
    return card


def count(text: str) -> int:
    """How many contacts `text` holds as vCards, without those within another."""
    found = depth = 0
    for line in content_lines.unfold(_start(text)):
        if _marks(line) in _BEGINNINGS:
            found += not depth
            depth += 1
        elif depth and _marks(line) == _END:
            depth -= 1
    return found


def _written(card: Card, photo_jpeg: bytes | None, note: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    # The whole name as the given one: guessing where a family name begins is wrong too often.
    yield f"N:;{escape(card.name)};;;"
    yield f"FN:{escape(card.name)}"
    for name, field in _PROPERTIES:
        if value := getattr(card, field):
            yield f"{name}:{escape(value)}"
    for link in card.links:
        # A URL is a URI, not text (RFC 2426, 3.6.8): its commas stand as they are.
        yield f"URL:{''.join(link.split())}"
    if note:
        yield f"NOTE:{escape(note)}"
    if photo_jpeg:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(photo_jpeg).decode()}"
    yield "END:VCARD"


def _lines(text: str) -> Iterator[Line]:
    start = _start(text)
    if start[: len(mecard.PREFIX)].upper() == mecard.PREFIX:
        return mecard.unfold(start)
    return _first(content_lines.unfold(start))


def _start(text: str) -> str:
    return text.lstrip("\ufeff \t\r\n")


def _first(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of the first contact, but for those of a contact within it (AGENT, RFC 2426)."""
    depth = 0
    for line in lines:
        if _marks(line) in _BEGINNINGS:
            depth += 1
        elif depth and _marks(line) == _END:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            yield line
    if not depth:
        raise ValueError(_NO_CONTACT)


def _marks(line: Line) -> tuple[str, str]:
    return line.name, line.value.strip().upper()


def _card(lines: list[Line]) -> Card:
    return Card(
        name=_name(lines),
        headline=_text(lines, "TITLE") or _text(lines, "ROLE"),
        organisation=_organisation(lines),
        email=_email(lines),
        phone=_phone(lines),
        links=tuple(dict.fromkeys(_links(lines))),
        looking_for=_text(lines, "X-WELLMET-LOOKING-FOR"),
        can_help=_text(lines, "X-WELLMET-CAN-HELP"),
        prefers=next((c for c in CHANNELS if c == _text(lines, "X-WELLMET-PREFERS")), ""),
    )


def _name(lines: list[Line]) -> str:
    return (
        _text(lines, "FN")
        or _structured_name(lines)
        or _text(lines, "NICKNAME")
        or _organisation(lines)
        or _email(lines)
        or _phone(lines)
    )


def _structured_name(lines: list[Line]) -> str:
    parts = [*split(_value(lines, "N"), ";"), "", "", "", ""]
    family, given, additional, prefix, suffix = parts[:5]
    spoken = (prefix, given, additional, family, suffix)
    return " ".join(filter(None, (unescape(part).strip() for part in spoken)))


def _organisation(lines: list[Line]) -> str:
    units = (unescape(unit).strip() for unit in split(_value(lines, "ORG"), ";"))
    return ", ".join(filter(None, units))


def _email(lines: list[Line]) -> str:
    for line in _best_first(lines, "EMAIL"):
        try:
            return normal_email(_past("mailto:", unescape(line.value).strip()))
        except ValueError:
            continue
    return ""


def _phone(lines: list[Line]) -> str:
    numbers = (_number(unescape(line.value)) for line in _best_first(lines, "TEL"))
    number = next(filter(None, numbers), "")
    try:
        return normal_phone(number)
    except ValueError:
        # Written without its country: kept, for whoever knows where it was written.
        return number


def _number(text: str) -> str:
    """The first number in `text`, with digits of any script in ASCII; "" where there is none."""
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text).translate(_SIGNS)
    found = _NUMBER.search(plain)
    number = _WHOLE.sub(r"\1", found[0]) if found else ""
    return re.sub(r"[^\d+\-/(). ]", "", number).strip()


def _past(scheme: str, text: str) -> str:
    # A scheme may be in capitals (RFC 3986, section 3.1).
    return text[len(scheme) :] if text[: len(scheme)].lower() == scheme else text


def _links(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if line.name in _LINKS:
            try:
                yield normal_link(unescape(line.value))
            except ValueError:
                continue


def _best_first(lines: list[Line], name: str) -> list[Line]:
    named = [line for line in lines if line.name == name]
    return sorted(named, key=lambda line: (line.preference, "CELL" not in line.kinds))


def _text(lines: list[Line], name: str) -> str:
    return unescape(_value(lines, name)).strip()


def _value(lines: list[Line], name: str) -> str:
    return next((line.value for line in lines if line.name == name and line.value.strip()), "")
