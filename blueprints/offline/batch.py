"""What a phone posts to have its waiting acts run: read and checked, before anything is done."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from blueprints.shared.access import is_own_path
from blueprints.shared.ids import is_id

MOST_ACTS = 50
# After a longer absence acts are taken, but dated now: the phone's clock is believed no longer.
LONGEST_AWAY = timedelta(days=60)
A_MILLISECOND = timedelta(milliseconds=1)
_LARGEST = 2**53

Value = TypeVar("Value")
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WaitingAct:
    """A form post as a phone kept it; `age` is how many milliseconds before the batch it was made.

    `seen` is the latest revision its phone had seen by then.
    """

    key: str
    path: str
    fields: Fields
    age: float
    seen: int

    def renamed(self, names: Mapping[str, str]) -> "WaitingAct":
        """The act with other ids, wherever it holds one of those in `names`."""
        fields = tuple((name, _renamed(value, names)) for name, value in self.fields)
        return replace(self, path=_renamed(self.path, names), fields=fields)

    def made_at(self, arrival: datetime) -> datetime:
        """When it was made, if it arrived at `arrival`: an hour that makes no sense is not told."""
        if not 0 <= self.age <= LONGEST_AWAY / A_MILLISECOND:
            return arrival
        return arrival - self.age * A_MILLISECOND


@dataclass(frozen=True)
class Batch:
    """Acts in their order, of one person's one phone."""

    person_id: str
    phone: str
    since: int
    acts: tuple[WaitingAct, ...]


def read(body: bytes) -> Batch:
    """The batch in a JSON body.

    Raises:
        ValueError: a sentence; the body is no batch.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("This is not JSON.") from None
    sent_at, acts = _number(data, "sent_at"), _of(data, "acts", list)
    if len(acts) > MOST_ACTS:
        raise ValueError(f"At most {MOST_ACTS} acts at once.")
    return Batch(
        person_id=_id(data, "person"),
        phone=_id(data, "phone"),
        since=_revision(data, "since"),
        acts=tuple(_act(act, sent_at) for act in acts),
    )


def _act(data: object, sent_at: float) -> WaitingAct:
    path = _of(data, "path", str)
    if not is_own_path(path):
        raise ValueError("An act's path begins with one slash.")
    return WaitingAct(
        key=_id(data, "key"),
        path=path,
        fields=tuple(_field(pair) for pair in _of(data, "fields", list)),
        age=sent_at - _number(data, "made_at"),
        seen=_revision(data, "seen"),
    )


def _field(pair: object) -> tuple[str, str]:
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair):
        return pair[0], pair[1]
    raise ValueError("A field is a name and a value.")


def _id(data: object, name: str) -> str:
    return _checked(_of(data, name, str), is_id, f"{name} has to be a UUID.")


def _revision(data: object, name: str) -> int:
    # A worker that says nothing has seen nothing: it is told more, and loses no word.
    if _value(data, name) is None:
        return 0
    sentence = f"{name} has to be a revision."
    return _checked(_of(data, name, int), lambda given: 0 <= given < _LARGEST, sentence)


def _number(data: object, name: str) -> float:
    value = _value(data, name)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return value
    raise ValueError(f"{name} has to be a time in milliseconds.")


def _checked(value: Value, test: Callable[[Value], bool], sentence: str) -> Value:
    if not test(value):
        raise ValueError(sentence)
    return value


def _of(data: object, name: str, kind: type[Value]) -> Value:
    value = _value(data, name)
    # To Python, true is a number.
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    raise ValueError(f"{name} is missing, or of the wrong kind.")


def _value(data: object, name: str) -> object:
    return data.get(name) if isinstance(data, dict) else None


def _renamed(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text
