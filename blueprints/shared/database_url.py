"""Where the database is, as SQLAlchemy takes it."""

import sqlite3
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .folders import instance_path
from .variables import ESCAPES, BadSetting

# How long a database on another machine may take to say hello, in seconds; after how many
# milliseconds what its machine has not taken note of is given up; and how soon and how often one
# that says nothing is asked whether it is there, in seconds. Of a machine that was cut off nobody
# hears by themselves: who asked it would wait for a quarter of an hour, and keep a thread.
PATIENCE = {
    "connect_timeout": "10",
    "tcp_user_timeout": "10000",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
}
_LIKE_A_DATABASE = (
    "must look like sqlite:////folder/wellmet.sqlite3 or postgresql://user:password@host/name"
)


def database_url(given: str) -> str:
    """SQLAlchemy's URL for a given one; SQLite in the instance folder for none."""
    if not given:
        return _shown(URL.create("sqlite", database=f"{instance_path()}/wellmet.sqlite3"))
    scheme, _, rest = given.partition(":")
    if scheme == "sqlite":
        return _sqlite_url(_database_parts(given))
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        parts = _database_parts(f"postgresql+psycopg:{rest}")
        return _shown(parts.update_query_dict(_patience(parts)))
    raise BadSetting("DATABASE_URL", "must begin with sqlite:/// or postgresql://")


def _database_parts(given: str) -> URL:
    if "%00" in given:
        # What reads it in C stops there: PostgreSQL would be looked for elsewhere.
        raise BadSetting("DATABASE_URL", "has a zero byte (%00), which no name can have")
    try:
        parts = make_url(given)
    except (ArgumentError, ValueError):
        raise BadSetting("DATABASE_URL", _LIKE_A_DATABASE) from None
    if "@" in (parts.host or ""):
        # It is half of a password: whoever tries to reach it would quote that.
        raise BadSetting("DATABASE_URL", f"{_LIKE_A_DATABASE}; {ESCAPES}")
    return parts


def _sqlite_url(parts: URL) -> str:
    if parts.database in (None, "", ":memory:"):
        # Each process would have a database of its own, and all would be lost at the end.
        raise BadSetting("DATABASE_URL", "must name a file: sqlite:////folder/wellmet.sqlite3")
    _know_options(parts)
    if Path(parts.database).is_absolute():
        return _shown(parts)
    # As Flask-SQLAlchemy takes it; a backup, too, has to know where that is.
    return _shown(parts.set(database=f"{instance_path()}/{parts.database}"))


def _know_options(parts: URL) -> None:
    try:
        _, options = parts.get_dialect()().create_connect_args(parts)
        # Only whoever connects finds out that a number is too large.
        sqlite3.connect(":memory:", **options).close()
    except (TypeError, ValueError, OverflowError):
        raise BadSetting(
            "DATABASE_URL", "has an option after its ? that SQLite cannot take"
        ) from None


def _patience(parts: URL) -> dict[str, str]:
    return {name: value for name, value in PATIENCE.items() if name not in parts.query}


def _shown(parts: URL) -> str:
    return parts.render_as_string(hide_password=False)
