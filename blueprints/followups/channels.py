"""Ways to send a message with its text in place: links that open the app which sends it."""

from dataclasses import dataclass
from urllib.parse import quote

from blueprints.shared.card import Card
from blueprints.shared.reach import ways

# Those whose link takes a text; into the others it is pasted.
_TAKE_TEXT = ("email", "sms", "whatsapp", "telegram")
_SENDING = (*_TAKE_TEXT, "signal", "linkedin")


@dataclass(frozen=True)
class Channel:
    """One way to send: its kind, its label, the link, and whether the text has to be pasted."""

    kind: str
    label: str
    href: str
    pasted: bool


def channels(card: Card, subject: str, text: str) -> list[Channel]:
    """Every way to send a text to the person on a card, the one they prefer first."""
    return [
        Channel(way.kind, way.label, _link(way.kind, way.href, subject, text), _pasted(way.kind))
        for way in ways(card)
        if way.kind in _SENDING
    ]


def _pasted(kind: str) -> bool:
    return kind not in _TAKE_TEXT


def _link(kind: str, href: str, subject: str, text: str) -> str:
    if kind == "email":
        # RFC 6068, 5: a line break in a body is %0D%0A.
        body = _quoted(text.replace("\n", "\r\n"))
        return f"{href}?subject={_quoted(subject)}&body={body}"
    if kind == "sms":
        # RFC 5724 has "?body="; iOS wants "&body=". Both read this.
        return f"{href}?&body={_quoted(text)}"
    if _pasted(kind) or "?" in href:
        return href
    return f"{href}?text={_quoted(text)}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
