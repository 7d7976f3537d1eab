"""The database: SQLite in WAL mode, or PostgreSQL; one transaction for a request."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, g, has_request_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase

from . import access
from .config import ROOT

# How long one writer waits for another before SQLite gives up, in milliseconds.
BUSY_TIMEOUT = 10_000


class Base(DeclarativeBase):
    """Constraints get names, so that a migration can speak of them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_app(app: Flask) -> None:
    is_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    # A server that was restarted has closed the connections that wait in the pool.
    options = _sqlite_options() if is_sqlite else {"pool_pre_ping": True}
    # What people typed is in the values of a statement: no error may quote them into a log.
    options["hide_parameters"] = True
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _tune_sqlite(db.engine)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that may write, within a request that otherwise only reads."""
    db.session.rollback()
    g.writes = True
    try:
        yield
        db.session.commit()
    finally:
        g.writes = False


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Kept in UTC, refused without a time zone, read back aware of it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _sqlite_options() -> dict[str, Any]:
    # isolation_level None: the driver leaves BEGIN to us (see _begin).
    return {"connect_args": {"timeout": BUSY_TIMEOUT / 1000, "isolation_level": None}}


def _tune_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _begin)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows A to Z only: a search for "élodie" would miss "Élodie".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: object) -> str | None:
    return None if value is None else str(value).lower()


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes can be refused at once, without any
    # waiting, when another writer came between. So one that may write takes the lock first.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write() else "BEGIN")


def _may_write() -> bool:
    return not has_request_context() or g.get("writes", False) or not access.only_reads()
