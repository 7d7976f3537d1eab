"""A card: what one person lets another know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

LONGEST_NAME = 80
CHANNELS = ("email", "phone", "sms", "whatsapp", "signal", "telegram", "linkedin")


@dataclass(frozen=True)
class Card:
    """One person's card.

    `phone` is E.164 where it could be made so, `links` are http(s) addresses, `prefers` is
    one of `CHANNELS` or empty. A field that is not known or not shared is empty.
    """

    name: str = ""
    headline: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[str, ...] = ()
    looking_for: str = ""
    can_help: str = ""
    prefers: str = ""

    def only(self, kept: Iterable[str]) -> Self:
        """The same card with the name and the fields named in `kept`, and nothing else."""
        shared = {"name", *kept}
        return replace(self, **{f: _EMPTY[f] for f in _EMPTY if f not in shared})

    def to_json(self) -> dict[str, Any]:
        """The card as a plain dict that JSON can hold."""
        return vars(self) | {"links": list(self.links)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The card in `data`; unknown keys are ignored, values of another type are empty."""
        texts = {f: _text(data.get(f)) for f in _EMPTY if f != "links"}
        return cls(**texts, links=_texts(data.get("links")))


_EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Card)}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list | tuple) else ()
