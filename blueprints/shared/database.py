"""The database: SQLite in WAL mode, or PostgreSQL; one transaction for a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, current_app, g, has_request_context
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, SessionTransaction

from . import access, sqlite
from .folders import ROOT


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


class Session(FlaskSession):
    """A session of which a request that only looks can change nothing.

    On PostgreSQL it looks without a transaction. One would end by being rolled back, and then the
    driver forgets what it had prepared: every statement of every look would be planned anew.
    """

    @property
    def looks(self) -> bool:
        """Whether it only looks, from its first question until its transaction ends."""
        # A page may be drawn in the middle of a transaction that writes.
        looks: bool = self.info.setdefault("looks", not _may_write())
        return looks

    def get_bind(
        self,
        mapper: object = None,
        clause: object = None,
        bind: Engine | Connection | None = None,
        **told: object,
    ) -> Engine | Connection:
        engine = super().get_bind(mapper, clause, bind, **told)
        return current_app.extensions.get(LOOKING, engine) if self.looks else engine


@event.listens_for(Session, "before_flush")
def _refuse_to_change(session: Session, *_: object) -> None:
    if session.looks:
        raise RuntimeError("a request that only looks has changed something")


@event.listens_for(Session, "after_transaction_end")
def _forget_how(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("looks", None)


# Where an app keeps the engine for requests that only look, if they have one of their own.
LOOKING = "wellmet-looking"
# So many at once, in one process: some wait for another writer, and the others go on looking.
CONNECTIONS = 8
# PostgreSQL, appendix A: deadlock_detected.
DEADLOCK = "40P01"
db = SQLAlchemy(model_class=Base, session_options={"class_": Session})
migrate = Migrate()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_app(app: Flask) -> None:
    is_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    # A server that was restarted has closed the connections that wait in the pool.
    options: dict[str, Any] = sqlite.options() if is_sqlite else {"pool_pre_ping": True}
    options["pool_size"] = CONNECTIONS
    # What people typed is in the values of a statement: no error may quote them into a log.
    options["hide_parameters"] = True
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", sqlite.prepare)
            event.listen(db.engine, "begin", _begin)
        else:
            app.extensions[LOOKING] = db.engine.execution_options(isolation_level="AUTOCOMMIT")


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


def gave_way(error: DBAPIError) -> bool:
    """Whether two transactions waited for each other, and this one was ended for the other."""
    return getattr(error.orig, "sqlstate", None) == DEADLOCK


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


def _begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes can be refused at once, without any
    # waiting, when another writer came between. So one that may write takes the lock first.
    cast(sqlite.Connection, connection.connection.driver_connection).begin(_may_write())


def _may_write() -> bool:
    return not has_request_context() or g.get("writes", False) or not access.only_reads()
