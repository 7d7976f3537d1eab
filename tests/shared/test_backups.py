"""A backup is made while people write, and what is brought back is what was there."""

import os
import resource
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import upgrade

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared import backups, sqlite
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from blueprints.shared.serving import server
from blueprints.shared.variables import BadSetting
from tests import cast
from tests.conftest import settings
from tests.processes import limited

NOW = datetime(2026, 12, 3, 21, 30, tzinfo=UTC)
# Less than a database takes, in bytes.
LITTLE = 100_000


@pytest.fixture
def instance(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder of the test's own, which the environment names."""
    monkeypatch.setenv("WELLMET_INSTANCE", str(memory))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return memory


@pytest.fixture
def database(instance: Path) -> Path:
    return instance / "wellmet.sqlite3"


@pytest.fixture
def own(database: Path) -> Iterator[Wellmet]:
    """A small server's app, which knows Alice."""
    app = create_app(settings(f"sqlite:///{database}"))
    with app.app_context():
        upgrade()
        cast.person(cast.ALICE)
        db.session.commit()
    yield app
    leave(app)


def test_what_was_there_is_there_again(
    own: Wellmet, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backups.main([]) == 0
    (backup,) = (database.parent / "backups").glob("*.sqlite3")
    add(own, cast.BOB)
    leave(own)

    assert backups.main([str(backup)]) == 0

    assert names(own) == [cast.ALICE.name]
    out, err = capsys.readouterr()
    assert f"in {backup}\n" in out
    assert f"{backup} is back. What was there before is kept in {database}.before-" in out
    assert err == ""


def test_what_was_there_before_a_restore_is_kept_whole(own: Wellmet, database: Path) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    # Not closed: what Bob is kept in may be the log beside the database only.
    add(own, cast.BOB)

    aside = backups.restore(backup, database, NOW)

    assert aside == database.with_name("wellmet.sqlite3.before-2026-12-03-213000")
    assert backups.look_at(aside)["persons"] == 2
    assert backups.look_at(database)["persons"] == 1


def test_a_restore_that_was_stopped_leaves_nothing_for_the_next_to_mix_in(
    own: Wellmet, database: Path
) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    add(own, cast.BOB)
    # What Bob is kept in; the machine stopped when the database itself was set aside.
    log = Path(f"{database}-wal").read_bytes()
    leave(own)
    database.rename(database.with_name("aside"))
    Path(f"{database}-wal").write_bytes(log)

    assert backups.restore(backup, database, NOW) is None

    assert not Path(f"{database}-wal").exists()
    assert backups.look_at(database)["persons"] == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_root_brings_back_is_its_services(own: Wellmet, database: Path) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    leave(own)
    os.chown(database.parent, 4711, 4711)

    backups.restore(backup, database, NOW)

    for file in (database, Path(f"{database}-serving")):
        assert (file.stat().st_uid, file.stat().st_gid) == (4711, 4711)


def test_a_backup_is_one_file_for_its_owner_alone(own: Wellmet, database: Path) -> None:
    folder = database.parent / "backups"

    file, counts = backups.make(database, folder, NOW)

    assert file == folder / "wellmet-2026-12-03-213000.sqlite3"
    assert list(folder.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert counts["persons"] == 1


def test_it_is_made_while_people_write_and_while_somebody_is_at_it(
    own: Wellmet, database: Path
) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with own.app_context():
                db.session.execute(db.update(Person).values(last_rev=Person.last_rev + 1))
                db.session.commit()

    writer = threading.Thread(target=write)
    writer.start()
    with own.app_context():
        cast.person(cast.BOB)
        db.session.flush()
        _, counts = backups.make(database, database.parent, NOW)
        db.session.commit()
    stop.set()
    writer.join()

    # What is not committed is not kept.
    assert counts["persons"] == 1


def test_it_is_not_restored_under_a_server_that_runs(
    own: Wellmet, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    add(own, cast.BOB)
    server._mark_database(own)

    assert backups.main([str(backup)]) == 2

    assert "Wellmet is running on this database; stop it first" in capsys.readouterr().err
    assert names(own) == [cast.ALICE.name, cast.BOB.name]


def test_no_server_starts_while_it_is_restored(own: Wellmet, database: Path) -> None:
    mark = sqlite.serve(str(database), alone=True)
    with (
        os.fdopen(mark),
        pytest.raises(BadSetting, match="being restored"),
    ):
        server._mark_database(own)


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "other", "none"])
def test_what_is_no_whole_backup_changes_nothing(
    own: Wellmet, database: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    leave(own)
    spoil(backup, damage)

    assert backups.main([str(backup)]) == 2

    assert capsys.readouterr().err.startswith("Nothing was done: ")
    assert names(own) == [cast.ALICE.name]


def test_where_there_is_no_room_nothing_is_done_and_nothing_is_left(
    own: Wellmet, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, _ = backups.make(database, database.parent / "backups", NOW)
    leave(own)
    there = sorted(database.parent.rglob("*"))

    with limited(resource.RLIMIT_FSIZE, LITTLE):
        assert backups.main([]) == 2
        assert backups.main([str(backup)]) == 2

    told = capsys.readouterr().err.splitlines()
    assert [line.startswith("Nothing was done: ") for line in told] == [True, True]
    made = {*database.parent.rglob("*")} - {*there}
    assert made <= {Path(f"{database}{end}") for end in ("-shm", "-wal", "-serving")}
    assert names(own) == [cast.ALICE.name]


def test_a_folder_for_backups_that_is_none_is_named(
    own: Wellmet, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (database.parent / "backups").write_text("")

    assert backups.main([]) == 2
    assert capsys.readouterr().err.startswith("Nothing was done: ")


def test_a_copy_that_lacks_something_is_not_kept(
    own: Wellmet, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = backups.look_at
    monkeypatch.setattr(backups, "look_at", lambda file: {**whole(file), "persons": 0})

    with pytest.raises(backups.Refused, match="the copy holds"):
        backups.make(database, database.parent / "backups", NOW)

    assert list((database.parent / "backups").iterdir()) == []


def test_two_that_are_made_in_one_second_leave_each_other_alone(
    own: Wellmet, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, copy, us = database.parent / "backups", backups._copy, os.getpid()

    def copied_as_another_does(source: Path, target: Path) -> backups.Counts:
        counts = copy(source, target)
        with monkeypatch.context() as another:
            another.setattr(backups, "_copy", copy)
            another.setattr(os, "getpid", lambda: us + 1)
            backups.make(database, folder, NOW)
        return counts

    monkeypatch.setattr(backups, "_copy", copied_as_another_does)
    file, _ = backups.make(database, folder, NOW)

    assert [*folder.iterdir()] == [file]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "there is no database at "),
        ("postgresql://db/wellmet", "this is for SQLite; PostgreSQL has pg_dump"),
        ("mysql://db/wellmet", "DATABASE_URL must begin with"),
        # As Python has it from an environment with other bytes (PEP 383).
        ("sqlite:////srv/\udcff.db", "DATABASE_URL must be text in UTF-8"),
    ],
)
def test_nothing_to_keep(
    instance: Path,
    url: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    assert backups.main([]) == 2
    assert capsys.readouterr().err.startswith(f"Nothing was done: {sentence}")


def spoil(backup: Path, damage: str) -> None:
    """Do to a backup what happens to files."""
    if damage == "cut":
        backup.write_bytes(backup.read_bytes()[:-8192])
    elif damage == "none":
        backup.unlink()
    else:
        backup.write_text("no database" * 99 if damage == "text" else "")
    if damage == "other":
        with closing(sqlite3.connect(backup)) as other:
            other.execute("CREATE TABLE recipes (name)")


def add(app: Wellmet, card: Card) -> None:
    with app.app_context():
        cast.person(card)
        db.session.commit()


def names(app: Wellmet) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Person.name).order_by(Person.name)))


def leave(app: Wellmet) -> None:
    """Close all connections, as a server that stops."""
    with app.app_context():
        db.engine.dispose()
