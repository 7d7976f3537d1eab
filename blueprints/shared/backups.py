"""Copies of a SQLite database: made while it is in use, looked at, and brought back.

`python -m blueprints.shared.backups`, or with the file that is to be brought back.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from . import ages, disk, sqlite
from .database_url import database_url
from .folders import instance_path
from .variables import BadSetting, text

Counts = dict[str, int]
# What SQLite keeps of a database beside it.
BESIDE = ("", "-wal", "-shm")


class Refused(Exception):
    """Nothing was done; the sentence says why."""


def main(given: Sequence[str]) -> int:
    """Make a backup, or bring back the given one. Returns 2, after a sentence, when that fails."""
    try:
        print(_restored(Path(given[0])) if given and given[0] else _made())
    except (Refused, BadSetting) as problem:
        print(f"Nothing was done: {problem}", file=sys.stderr)
        return 2
    return 0


def _made() -> str:
    file, counts = make(_database(), Path(instance_path()) / "backups", datetime.now(UTC))
    return f"Kept {sum(counts.values())} rows in {file}"


def _restored(backup: Path) -> str:
    aside = restore(backup, _database(), datetime.now(UTC))
    return f"{backup} is back." + (f" What was there before is kept in {aside}" if aside else "")


def _database() -> Path:
    url = make_url(database_url(text(os.environ, "DATABASE_URL")))
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refused("this is for SQLite; PostgreSQL has pg_dump (docs/running.md)")
    return Path(url.database)


def make(database: Path, folder: Path, now: datetime) -> tuple[Path, Counts]:
    """Copy the database as it is now, and look whether all of it arrived.

    Whoever reads or writes meanwhile is not kept waiting. Raises `Refused`.
    """
    if not database.exists():
        raise Refused(f"there is no database at {database}")
    file = folder / f"wellmet-{now:%Y-%m-%d-%H%M%S}.sqlite3"
    # Somebody else may begin one in the same second.
    with _draft(file.with_suffix(f".{os.getpid()}.part")) as draft:
        there, here = _copy(database, draft), look_at(draft)
        if there != here:
            raise Refused(f"the copy holds {here} where the database holds {there}")
        draft.rename(file)
    return file, here


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the database's place. Gives back where the one before is kept, if any was.

    Raises `Refused`: for a file that is no whole backup, and while anybody serves the database.
    """
    look_at(backup)
    with _nobody_serving(database):
        with _draft(database.with_name(f"{database.name}.restoring")) as draft:
            _copy(backup, draft)
            _begin_age(draft)
        aside = _set_aside(database, now)
        draft.rename(database)
        _give_to_owner(database)
    return aside


def look_at(file: Path) -> Counts:
    """How many rows each table of a backup has. Raises `Refused` for one that is not whole."""
    if not file.is_file():
        raise Refused(f"there is no file {file}")
    try:
        with closing(_opened(file)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
            counts = _counts(connection)
    except sqlite3.Error as error:
        raise Refused(f"{file} cannot be read: {error}") from None
    if said != "ok" or lost or not counts.get("alembic_version"):
        raise Refused(f"{file} is no whole database of Wellmet's")
    return counts


@contextmanager
def _draft(file: Path) -> Iterator[Path]:
    """A file in the making. If it cannot be made, nothing of it stays, and `Refused` says why."""
    with ExitStack() as failed:
        failed.callback(_remove, file)
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            yield file
        except (OSError, sqlite3.Error) as error:
            raise Refused(f"{file} cannot be made: {error}") from None
        failed.pop_all()


def _remove(file: Path) -> None:
    # Where it could not even be begun, it cannot be removed either.
    with suppress(OSError):
        file.unlink()


def _copy(source: Path, target: Path) -> Counts:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with closing(_opened(source)) as there, closing(sqlite3.connect(target)) as here:
        # What is counted and what is copied is the same moment's.
        there.execute("BEGIN")
        counts = _counts(there)
        there.backup(here)
        # One file, which can be carried elsewhere.
        here.execute("PRAGMA journal_mode=DELETE")
    disk.reach(target)
    return counts


def _begin_age(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        ages.begin(connection)
    disk.reach(database)


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _counts(connection: sqlite3.Connection) -> Counts:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in tables if not name.startswith("sqlite_")]
    return {name: _count(connection, name) for name in names}


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - a name from the schema
    return int(count)


@contextmanager
def _nobody_serving(database: Path) -> Iterator[None]:
    try:
        mark = sqlite.serve(str(database), alone=True)
    except BlockingIOError:
        raise Refused("Wellmet is running on this database; stop it first") from None
    try:
        yield
    finally:
        os.close(mark)


def _set_aside(database: Path, now: datetime) -> Path | None:
    aside = database.with_name(f"{database.name}.before-{now:%Y-%m-%d-%H%M%S}")
    was_there = database.exists()
    # Also a log alone, left by a restore that was stopped: SQLite would write it into the new one.
    for end in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{database}{end}").rename(f"{aside}{end}")
    return aside if was_there else None


def _give_to_owner(database: Path) -> None:
    """Let whoever has the folder have it: root may bring it back for a service's own user."""
    of = database.parent.stat()
    for file in (database, Path(f"{database}-serving")):
        with suppress(PermissionError):
            os.chown(file, of.st_uid, of.st_gid)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
