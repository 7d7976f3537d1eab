"""MECARD, the short contact format of QR codes (NTT DoCoMo), read as lines of a vCard."""

from collections.abc import Iterator

from blueprints.exchange.content_lines import Line, split

PREFIX = "MECARD:"


def unfold(text: str) -> Iterator[Line]:
    """The properties in `text`, which begins with `PREFIX`."""
    for field in split(text[len(PREFIX) :], ";"):
        name, colon, value = field.strip().partition(":")
        if colon:
            yield Line(name.upper(), frozenset(), _structured(value) if name == "N" else value)


def _structured(value: str) -> str:
    # MECARD parts family and given name by a comma, a vCard by a semicolon.
    return ";".join(split(value, ","))
