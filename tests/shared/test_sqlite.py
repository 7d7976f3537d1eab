"""SQLite as a small server has it; and who writes waits for who wrote before."""

import fcntl
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared import sqlite
from blueprints.shared.database import db
from blueprints.shared.folders import ROOT
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import SameOriginClient, settings

NAME = "own.sqlite3"
COUNTING = "CREATE TABLE IF NOT EXISTS counted (number INTEGER)"
# Says when it writes, and goes on once it is told to.
WRITER = """
import sys
from app import create_app
from blueprints.shared.database import db
url = {"SQLALCHEMY_DATABASE_URI": sys.argv[1]}
with create_app({"SECRET_KEY": "only for tests, and long enough", **url}).app_context():
    db.session.execute(db.text("INSERT INTO counted VALUES (1)"))
    print("writing", flush=True)
    sys.stdin.readline()
    db.session.commit()
    print("written", flush=True)
"""
SIGNING_IN = {"email": cast.ALICE.email, "password": cast.PASSWORD}


@pytest.fixture
def patience() -> int:
    """How long a writer waits, in milliseconds."""
    return sqlite.BUSY_TIMEOUT


@pytest.fixture
def own(memory: Path, patience: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wellmet]:
    """An app on a SQLite of its own, which knows Alice."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", patience)
    app = create_app(settings(f"sqlite:///{memory}/{NAME}"))
    app.test_client_class = SameOriginClient
    with app.app_context():
        upgrade()
        db.session.execute(text(COUNTING))
        cast.person(cast.ALICE)
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def queue(own: Wellmet, memory: Path) -> Path:
    """The file before which writers wait."""
    return memory / f"{NAME}-queue"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: what was answered is on the disk
        ("foreign_keys", 1),
        ("secure_delete", 1),  # what was erased is not in the file either
        ("busy_timeout", sqlite.BUSY_TIMEOUT),
    ],
)
def test_every_connection_has_it(own: Wellmet, pragma: str, value: object) -> None:
    with own.test_request_context("/"), db.engine.connect() as one, db.engine.connect() as another:
        for connection in (one, another):
            assert connection.scalar(text(f"PRAGMA {pragma}")) == value


@pytest.mark.parametrize("patience", [50])
def test_who_finds_a_new_database_waits_for_whoever_writes_to_it(
    memory: Path, patience: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", patience)
    file, how = memory / NAME, sqlite.options()["connect_args"]
    with closing(sqlite3.connect(file, **how)) as one, closing(sqlite3.connect(file, **how)) as two:
        one.begin(writes=True)
        one.execute(COUNTING)
        with pytest.raises(sqlite3.OperationalError, match="another writer has not ended"):
            sqlite.prepare(two, None)
        one.commit()
        sqlite.prepare(two, None)

        assert two.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_belongs_to_nobody_is_refused(own: Wellmet) -> None:
    with own.app_context(), pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE nudge_wishes SET person_id = 'nobody'"))


@pytest.mark.parametrize(("many", "known"), [(1, True), (10_000, False)])
def test_a_connection_that_closes_leaves_what_it_learned_of_large_tables(
    own: Wellmet, monkeypatch: pytest.MonkeyPatch, many: int, known: bool
) -> None:
    monkeypatch.setattr(sqlite, "MANY", many)
    with own.app_context():
        db.session.scalars(db.select(Person).where(Person.email == cast.ALICE.email)).all()
        db.session.remove()
        db.engine.dispose()
        learned = db.session.scalars(text("SELECT tbl FROM sqlite_stat1")).all()

    assert ("persons" in learned) == known


def test_who_posts_takes_the_lock_before_reading_and_who_looks_takes_none(own: Wellmet) -> None:
    begun: list[str] = []

    def listen(connection: sqlite.Connection, *_: object) -> None:
        connection.set_trace_callback(begun.append)

    with own.app_context():
        event.listen(db.engine, "checkout", listen)
        # Before which file a connection waits, it asks but once.
        db.session.execute(text("SELECT 1"))
        db.session.remove()
    begun.clear()
    client = own.test_client()

    client.post("/sign-in", data=SIGNING_IN)
    assert begun[0] == "BEGIN IMMEDIATE"
    begun.clear()
    assert client.get("/today").status_code == 200
    assert begun[0] == "BEGIN"
    assert "BEGIN IMMEDIATE" not in begun


def test_two_processes_write_one_after_another(own: Wellmet, queue: Path) -> None:
    with writer(own) as first:
        assert first.hears("writing")
        assert is_taken(queue)
        with writer(own) as second:
            first.go_on()
            assert first.hears("written")
            assert second.hears("writing")
            assert is_taken(queue)
            second.go_on()
            assert second.hears("written")

    assert not is_taken(queue)
    assert numbers(own) == [1, 1]


def test_the_turn_of_a_writer_who_is_killed_ends(own: Wellmet) -> None:
    with writer(own) as killed:
        assert killed.hears("writing")

    write(own)

    assert numbers(own) == [1]


def test_who_looks_waits_for_nobody(own: Wellmet) -> None:
    with writer(own) as busy:
        assert busy.hears("writing")
        with own.test_request_context("/"):
            assert db.session.scalars(db.select(Person.name)).all() == [cast.ALICE.name]


@pytest.mark.parametrize("patience", [50])
def test_who_waits_too_long_is_told_that_many_are_saving(own: Wellmet, queue: Path) -> None:
    with queue.open() as somebody:
        fcntl.flock(somebody, fcntl.LOCK_EX)
        answer = own.test_client().post("/sign-in", data=SIGNING_IN)

    assert answer.status_code == 503
    assert "Too many people are saving at once." in answer.text


@pytest.mark.parametrize("patience", [50])
def test_so_is_who_is_signed_in(own: Wellmet, queue: Path) -> None:
    client = own.test_client()
    assert client.post("/sign-in", data=SIGNING_IN).status_code == 303
    with queue.open() as somebody:
        fcntl.flock(somebody, fcntl.LOCK_EX)
        answer = client.post("/people", data={"name": "Ifeoma"})

    assert answer.status_code == 503
    assert "Too many people are saving at once." in answer.text


@pytest.mark.parametrize("patience", [50])
def test_whoever_could_not_begin_has_no_turn_any_more(own: Wellmet, queue: Path) -> None:
    # Another program, which knows of no queue.
    with closing(sqlite3.connect(queue.with_name(NAME), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write(own)
        assert not is_taken(queue)

    write(own)


def is_taken(queue: Path) -> bool:
    with queue.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def write(app: Wellmet) -> None:
    with app.app_context():
        db.session.execute(text("INSERT INTO counted VALUES (1)"))
        db.session.commit()


def numbers(app: Wellmet) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(text("SELECT number FROM counted")))


@dataclass
class Writer:
    """A process of its own, which writes when it is told to."""

    process: subprocess.Popen[str]

    def hears(self, word: str) -> bool:
        """Whether that is what it says next."""
        assert self.process.stdout
        return self.process.stdout.readline() == f"{word}\n"

    def go_on(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def writer(app: Wellmet) -> Iterator[Writer]:
    """It begins to write as soon as it may; whatever it is at, it is killed in the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, app.config["SQLALCHEMY_DATABASE_URI"]],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Writer(process)
        process.kill()
