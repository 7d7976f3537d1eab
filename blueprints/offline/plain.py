"""Rows as JSON can hold them, straight from what a driver gives.

SQLAlchemy makes a UUID of each id and a moment of each hour, only to be written out again: a first
pull has tens of thousands of them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, Date, Select, String, Uuid, cast, type_coerce
from sqlalchemy.types import NullType

from blueprints.shared.database import UtcDateTime, db
from blueprints.shared.moments import written

Record = dict[str, Any]
Making = Callable[[Any], object]


class Reading:
    """A statement that is asked again and again, and how the values of its columns become plain."""

    def __init__(self, query: Select[Any]) -> None:
        columns = query.selected_columns
        self._names = columns.keys()
        self._types = [type(column.type) for column in columns]
        self._query = query.with_only_columns(*map(_raw, columns), maintain_column_froms=True)

    def records(self, given: Record) -> Iterator[Record]:
        """Each row by the names of its columns: ids, days and hours as text."""
        connection = db.session.connection()
        making = _MAKING[connection.dialect.name]
        rows = connection.execute(self._query, given).all()
        # By column: how its values are made is looked up once.
        columns = map(_made, zip(*rows, strict=True), map(making.get, self._types))
        return (dict(zip(self._names, row, strict=True)) for row in zip(*columns, strict=True))


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    # PostgreSQL writes an id in less time than its driver takes to make a UUID of it.
    return (
        cast(column, String) if isinstance(column.type, Uuid) else type_coerce(column, NullType())
    )


def _made(values: Iterable[Any], make: Making | None) -> Iterable[object]:
    return [value if value is None else make(value) for value in values] if make else values


def _id(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _hour(text: str) -> str:
    # Kept in UTC, to the microsecond, with a space between day and hour.
    return f"{text[:10]}T{text[11:]}Z"


_MAKING: dict[str, dict[type, Making]] = {
    "sqlite": {Uuid: _id, UtcDateTime: _hour, Boolean: bool, JSON: json.loads},
    "postgresql": {UtcDateTime: written, Date: date.isoformat},
}
