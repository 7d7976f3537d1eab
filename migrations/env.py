"""Runs the migrations on the app's own database connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from blueprints.shared.database import UtcDateTime, db

# "well" in ASCII: a name for the lock that no other program takes by chance.
LOCK = 0x77656C6C


def render_type(kind: str, of: object, _autogen: object) -> str | bool:
    """A migration must not depend on code that may change: it says what the database keeps."""
    if kind == "type" and isinstance(of, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def whole_tables(connection: Connection) -> Iterator[None]:
    """Let SQLite change a table by making it anew: dropping the old one must not empty others."""
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    # Said to the driver itself: within a transaction SQLite does not listen.
    raw.execute("PRAGMA foreign_keys=OFF")
    yield
    raw.execute("PRAGMA foreign_keys=ON")


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """One transaction that waits for whoever migrates already, and then sees what they did.

    Of several machines that start with a new release each tries; the others find it done.
    """
    with connection.begin():
        # On SQLite a transaction that may write has the lock from its beginning.
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield


def migrate(connection: Connection) -> None:
    """Bring the database to the newest revision, or write what is missing for one."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_type,
    )
    with context.begin_transaction():
        context.run_migrations()


with (
    current_app.app_context(),
    db.engine.connect() as connection,
    whole_tables(connection),
    alone(connection),
):
    migrate(connection)
