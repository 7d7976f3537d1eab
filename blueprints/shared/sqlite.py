"""SQLite as a small server has it: WAL, every commit on the disk, one writer after another.

Writers wait for each other before a file, in all processes on one database. SQLite's own waiting
sleeps longer and longer, so that whoever is unlucky waits for long (docs/running.md).
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from threading import Lock
from typing import Any, ClassVar

from sqlalchemy.exc import OperationalError

from .folding import fold

# How long one writer waits for another before it gives up, in milliseconds.
BUSY_TIMEOUT = 10_000
# How soon somebody who waits looks again, in seconds: about what a commit takes.
PAUSE = 0.001
PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
# Having looked at so many rows of an index at most, SQLite knows how much there is of what.
OPTIMIZE = ("analysis_limit=400", "optimize")
# Of a table with fewer rows than that, it had better believe that there are many, as it does by
# itself: a hall fills within the hour for which it would read what was small from end to end.
MANY = 10_000
# How long a connection is used, in seconds: it lets SQLite learn from its reading when it closes.
LIFETIME = 3600


class Connection(sqlite3.Connection):
    """A connection that waits for its turn to write, and has it until its transaction ends."""

    _turn: "Turn | None" = None

    def begin(self, writes: bool) -> None:
        """Begin a transaction; one that writes waits until nobody else does, and has the lock.

        Raises OperationalError, SQLITE_BUSY after a while.
        """
        # By the driver, or SQLAlchemy makes as much of these words as of a query.
        try:
            if writes:
                self._take_turn()
            self.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        except sqlite3.OperationalError as failed:
            raise OperationalError("BEGIN", None, failed) from failed

    @cached_property
    def queue(self) -> str:
        """The file before which the writers of its database wait."""
        (_, _, file) = self.execute("PRAGMA database_list").fetchone()
        return f"{file}-queue"

    def write_ahead(self) -> None:
        """Have the database in WAL mode. Of several who find it new, one after another changes it.

        SQLite refuses at once to change it beside a writer, however long it may wait.
        """
        (mode,) = self.execute("PRAGMA journal_mode").fetchone()
        if mode == "wal":
            return
        self._take_turn()
        try:
            _set(self, ("journal_mode=WAL",))
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if self._turn is None:
            self._turn = Turn.wait(self.queue, time.monotonic() + BUSY_TIMEOUT / 1000)

    def commit(self) -> None:
        # Where it fails, it is rolled back; the turn is over then.
        super().commit()
        self._end_turn()

    def rollback(self) -> None:
        self._ending(super().rollback)

    def close(self) -> None:
        # What it learns is worth nobody's waiting, and no refusal on a full disk.
        with suppress(sqlite3.Error):
            self._learn()
        self._ending(super().close)

    def _learn(self) -> None:
        _set(self, ("busy_timeout=0",))
        # In one transaction: nobody sees what it thinks of small tables.
        self.execute("BEGIN IMMEDIATE")
        _set(self, OPTIMIZE)
        self.execute("DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < ?", (MANY,))
        super().commit()

    def _ending(self, end: Callable[[], None]) -> None:
        try:
            end()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.end()
            self._turn = None


class Turn:
    """The right to write to a database: first among the threads of a process, then before a file.

    So of each process one thread at most looks at the file again and again.
    """

    _lanes: ClassVar[dict[str, Lock]] = {}

    def __init__(self, lane: Lock, file: int) -> None:
        self.lane, self.file = lane, file

    @classmethod
    def wait(cls, queue: str, until: float) -> "Turn":
        """The turn, once it comes. Raises OperationalError after a monotonic moment."""
        lane = cls._lanes.setdefault(queue, Lock())
        if not lane.acquire(timeout=max(0.0, until - time.monotonic())):
            raise _busy()
        try:
            return cls(lane, _first_at(queue, until))
        except BaseException:
            lane.release()
            raise

    def end(self) -> None:
        """Let the next one write."""
        os.close(self.file)
        self.lane.release()


def options() -> dict[str, Any]:
    """What SQLAlchemy is to know."""
    # isolation_level None: the driver leaves BEGIN to us (see `database`).
    waits = {"timeout": BUSY_TIMEOUT / 1000, "isolation_level": None}
    return {"connect_args": {**waits, "factory": Connection}, "pool_recycle": LIFETIME}


def prepare(connection: Connection, _record: object) -> None:
    """Have a new connection as every other."""
    connection.write_ahead()
    _set(connection, PRAGMAS)
    # SQLite's own knows A to Z only: a search for "élodie" would miss "Élodie".
    connection.create_function("lower", 1, _lower, deterministic=True)
    connection.create_function("fold", 1, _fold, deterministic=True)


def serve(database: str, alone: bool = False) -> int:
    """Mark a database as served until this process and its children end, or the mark is closed.

    Raises BlockingIOError where somebody serves it `alone`, or is to while others serve it.
    """
    mark = os.open(f"{database}-serving", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(mark, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BaseException:
        os.close(mark)
        raise
    return mark


def _set(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _first_at(queue: str, until: float) -> int:
    """The queue's file, locked until it is closed."""
    file = os.open(queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(file):
            if time.monotonic() > until:
                raise _busy()
            time.sleep(PAUSE)
    except BaseException:
        os.close(file)
        raise
    return file


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _busy() -> sqlite3.OperationalError:
    busy = sqlite3.OperationalError("another writer has not ended")
    busy.sqlite_errorname = "SQLITE_BUSY"
    return busy


def _lower(value: object) -> str | None:
    return None if value is None else str(value).lower()


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))
