"""What forms have in common: parse, check, and show again as it was typed."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from flask import request
from wtforms import Field, Form, StringField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError

Shown = dict[str, dict[str, Any]]

# Overrides and isolates of writing direction: in a name they only disguise it (Unicode TR 36, 3.5).
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

# What Unicode calls control characters (Cc). Joiners are none: Persian and Hindi names need them.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")

# Forms send CRLF (HTML, section 4.10.21.8); what other apps share may end its lines in CR alone.
_LINE_END = re.compile(r"\r+\n?")


class PostedForm(Form):
    """A form read from the posted fields, or from given values before anybody posted."""

    @classmethod
    def posted(cls) -> Self:
        """The form as it arrived in this request."""
        return cls(request.form)


class TypedField(StringField):
    """What somebody typed. Control characters, which no keyboard makes, are refused."""

    data: str

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what no database should keep; PostgreSQL cannot keep a NUL at all."""
        if any(ord(character) < 32 and character not in "\n\t" for character in self.data or ""):
            raise StopValidation("This holds a character that cannot be saved.")


class TextField(TypedField):
    """One line of text. Line breaks become spaces; outer white space and bidi controls go."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = one_line(valuelist[0]) if valuelist else ""


class ProseField(TypedField):
    """Lines of text, with line breaks as LF."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = _LINE_END.sub("\n", valuelist[0]).strip() if valuelist else ""


class SecretField(TypedField):
    """A password, exactly as typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""


class Needed:
    """Something must be there; `sentence` says what."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Form, field: Field) -> None:
        if not any(map(_is_seen, field.data or "")):
            raise ValidationError(self.sentence)


class AtMost:
    """At most `count` characters. What is longer is not looked at any further.

    To compose thousands of accents, as checks of addresses and passwords do, takes seconds.
    """

    def __init__(self, count: int) -> None:
        self.count = count

    def __call__(self, _form: Form, field: Field) -> None:
        if len(field.data or "") > self.count:
            raise StopValidation(f"At most {self.count} characters; this has {len(field.data)}.")


class OneOf:
    """One of the given words, chosen on the page; a forged post may hold anything."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data not in self.words:
            raise ValidationError("Choose one of these.")


def one_line(text: str) -> str:
    """`text` as it is kept on one line: with plain spaces, and without bidi controls."""
    return " ".join(text.translate(_BIDI).split())


def without_controls(text: str) -> str:
    """`text` without control characters: no name has any, and PostgreSQL can keep no NUL."""
    return _CONTROL.sub("", text)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def shown(form: Form) -> Shown:
    """The form as plain values for a template: name, value and error of each field."""
    return {field.name: _shown_field(field) for field in form}


def empty(form: type[Form], values: Mapping[str, Any] | None = None) -> Shown:
    """The form before anybody has posted it."""
    known = values or {}
    return {name: _plain(name, known.get(name)) for name in _names(form)}


@cache
def _names(form: type[Form]) -> tuple[str, ...]:
    # Making a form only to show it empty costs as much as a query.
    return tuple(field.name for field in form())


def _shown_field(field: Field) -> dict[str, Any]:
    raw = field.raw_data[0] if field.raw_data else field.data
    return _plain(field.name, raw, str(field.errors[0]) if field.errors else "")


def _plain(name: str, value: object, error: str = "") -> dict[str, Any]:
    return {"name": name, "value": "" if value is None else value, "error": error}
