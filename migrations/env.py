"""Runs the migrations on the app's own database connection."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from blueprints.shared.database import UtcDateTime, db


def render_type(kind: str, of: object, _autogen: object) -> str | bool:
    """A migration must not depend on code that may change: it says what the database keeps."""
    if kind == "type" and isinstance(of, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


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


with current_app.app_context(), db.engine.connect() as connection:
    migrate(connection)
    connection.commit()
