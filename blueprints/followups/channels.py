"""Ways to send a message with its text in place: links that open the app which sends it."""

from dataclasses import dataclass
from urllib.parse import quote

from blueprints.shared.card import Card
from blueprints.shared.reach import Way, ways

# Those whose link takes a text, unless it holds a query or a fragment of its own already; into
# the others it is pasted.
_TAKE_TEXT = ("email", "sms", "whatsapp", "telegram")
_SENDING = (*_TAKE_TEXT, "signal", "linkedin")
# RFC 9110, 4.1: whoever passes an address on need not take more octets than that.
_LONGEST = 8000


@dataclass(frozen=True)
class Channel:
    """One way to send: its kind, its label, the link, and whether the text has to be pasted."""

    kind: str
    label: str
    href: str
    pasted: bool


def channels(card: Card, subject: str, text: str) -> list[Channel]:
    """The ways to send a text to the person on a card, one of a kind, the one they prefer first."""
    found: dict[str, Channel] = {}
    for way in ways(card):
        if way.kind in _SENDING:
            found.setdefault(way.kind, _channel(way, subject, text))
    return list(found.values())


def _channel(way: Way, subject: str, text: str) -> Channel:
    carries = way.kind in _TAKE_TEXT and not any(sign in way.href for sign in "?#")
    href = _link(way.kind, way.href, subject, text) if carries else way.href
    if len(href) > _LONGEST:
        return Channel(way.kind, way.label, way.href, pasted=True)
    return Channel(way.kind, way.label, href, pasted=not carries)


def _link(kind: str, href: str, subject: str, text: str) -> str:
    if kind == "email":
        # RFC 6068, 5: a line break in a body is %0D%0A.
        body = _quoted(text.replace("\n", "\r\n"))
        return f"{href}?subject={_quoted(subject)}&body={body}"
    if kind == "sms":
        # RFC 5724 has "?body="; iOS wants "&body=". Both read this.
        return f"{href}?&body={_quoted(text)}"
    return f"{href}?text={_quoted(text)}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
