"""A database as readable SQL, which SQLite and PostgreSQL both take."""

import re
from typing import Any

from sqlalchemy import Boolean, Connection, MetaData, Table

# What the app fills again by itself, and the schema's own mark.
_NOT_KEPT = ("alembic_version", "contact_words", "contact_pairs")
Rows = dict[str, list[dict[str, Any]]]

_BYTES = re.compile(r"X'([0-9A-F]*)'")


def dumped(connection: Connection) -> str:
    """All rows of a SQLite database as INSERT statements, owners before what they own."""
    statements = (_insert(connection, table) for table in _tables(connection))
    return "\n".join(statement for statement in statements if statement)


def load(connection: Connection, sql: str) -> None:
    """Put the rows of a dump into a database whose tables are there and empty."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.executescript(sql)
        return
    # The dump's moments are in UTC without saying so, and bytes are written otherwise here.
    driver.execute("SET LOCAL TIME ZONE 'UTC'")
    driver.execute(_BYTES.sub(r"'\\x\1'", sql))


def rows(connection: Connection) -> Rows:
    """All rows of a database by table, in the order of what identifies them."""
    return {table.name: _rows(connection, table) for table in _tables(connection)}


def _tables(connection: Connection) -> list[Table]:
    known = MetaData()
    known.reflect(connection)
    return [table for table in known.sorted_tables if not table.name.startswith(_NOT_KEPT)]


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    order = ", ".join(column.name for column in table.primary_key)
    # Read as the driver has them: what a type makes of a value is not what is kept.
    found = connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY {order}")
    return [dict(row) for row in found.mappings()]


def _insert(connection: Connection, table: Table) -> str:
    found = _rows(connection, table)
    if not found:
        return ""
    values = ",\n".join(f"({_values(table, row)})" for row in found)
    return f"INSERT INTO {table.name} ({', '.join(found[0])}) VALUES\n{values};\n"


def _values(table: Table, row: dict[str, Any]) -> str:
    return ", ".join(
        _literal(value, isinstance(table.columns[name].type, Boolean))
        for name, value in row.items()
    )


def _literal(value: Any, is_truth: bool) -> str:
    if value is None:
        return "NULL"
    if is_truth:
        return "TRUE" if value else "FALSE"
    if isinstance(value, bytes):
        return f"X'{value.hex().upper()}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
