"""Rows as the JSON that a phone keeps, written by the database itself.

A first pull has thousands of rows. A driver makes values of them and SQLAlchemy makes UUIDs and
moments of these, all to be written out as text again: that took most of its time.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    Uuid,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from blueprints.shared.database import UtcDateTime

NOTHING = "[]"


def array(query: Select[Any]) -> ScalarSelect[str]:
    """The rows of a query as one text, a JSON array: of each an object by its columns' names.

    Ids, days and moments are as the phone has them everywhere: text.
    """
    pairs: list[ColumnElement[Any]] = []
    for name, column in query.selected_columns.items():
        pairs += literal_column(f"'{name}'"), _Value(column)
    return query.with_only_columns(_Array(*pairs), maintain_column_froms=True).scalar_subquery()


class _Array(FunctionElement[str]):
    """One object of each row, from names and values in turn, and one array of them."""

    inherit_cache = True
    type = String()


class _Value(FunctionElement[str]):
    """A column's value as it stands in JSON."""

    inherit_cache = True
    type = String()


@compiles(_Array, "sqlite")
def _sqlite_array(element: _Array, compiler: SQLCompiler, **told: object) -> str:
    return f"json_group_array(json_object({compiler.process(element.clauses, **told)}))"


@compiles(_Array, "postgresql")
def _postgresql_array(element: _Array, compiler: SQLCompiler, **told: object) -> str:
    rows = f"json_agg(json_build_object({compiler.process(element.clauses, **told)}))"
    return f"coalesce({rows}::text, '{NOTHING}')"


@compiles(_Value, "sqlite")
def _sqlite_value(element: _Value, compiler: SQLCompiler, **told: object) -> str:
    (column,) = element.clauses
    return _of_sqlite(column).format(compiler.process(column, **told))


@compiles(_Value, "postgresql")
def _postgresql_value(element: _Value, compiler: SQLCompiler, **told: object) -> str:
    (column,) = element.clauses
    moment = isinstance(column.type, UtcDateTime)
    return (_MOMENT if moment else "{0}").format(compiler.process(column, **told))


def _of_sqlite(column: ColumnElement[Any]) -> str:
    return next((sql for kind, sql in _SQLITE.items() if isinstance(column.type, kind)), "{0}")


# As `moments.written` does: in UTC, to the microsecond.
_MOMENT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
# SQLite keeps an id as 32 digits, a moment of UTC with a space in it, true as 1, and JSON as text.
_SQLITE: dict[type, str] = {
    Uuid: "substr({0},1,8)||'-'||substr({0},9,4)||'-'||substr({0},13,4)||'-'||substr({0},17,4)"
    "||'-'||substr({0},21)",
    UtcDateTime: "substr({0},1,10)||'T'||substr({0},12)||'Z'",
    Boolean: "json(CASE {0} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)",
    JSON: "json({0})",
}
