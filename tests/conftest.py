"""One app on a real database for the whole run, emptied after each test.

What uses the app is told twice: on SQLite, as a small server has it, and on PostgreSQL and Redis.
What says nothing about databases is marked `once`, and told on SQLite alone; so is all in browser/.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import session
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import HealthCheck
from hypothesis import settings as settings_of_hypothesis
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from app import create_app
from blueprints.accounts.models import Person
from blueprints.accounts.routes import let_in
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.database_url import database_url
from blueprints.shared.ids import new_id
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.servers.postgresql import PostgreSQL
from tests.servers.redis import Redis

Settings = dict[str, Any]

# In memory where there is such a folder: a test need not wait for a disk.
MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
ORIGIN = "http://localhost"
BROWSER = Path(__file__).parent / "browser"

# A busy machine is no fault of the code: nothing is measured by how long one example takes.
settings_of_hypothesis.register_profile(
    "wellmet", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings_of_hypothesis.load_profile("wellmet")


class Compiled(BytecodeCache):
    """What was compiled of a template for one app, for all others of this run."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


Wellmet.jinja_options = {"bytecode_cache": Compiled()}


class SameOriginClient(FlaskClient):
    """A browser on a page of ours: its posts say where they come from."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("headers", {"Origin": ORIGIN})
        # Read to its end and closed, as a browser does: some work waits for that.
        kwargs.setdefault("buffered", True)
        return super().open(*args, **kwargs)


@dataclass
class Actor:
    """One of the cast, signed in on a browser of their own."""

    id: str
    client: SameOriginClient

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data=data or {}, **options)

    def read(self, path: str) -> str:
        """The page at `path`, which must be one."""
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        return answer.get_data(as_text=True)


class Clock:
    """The time, as a test sets it."""

    def __init__(self) -> None:
        self.time = cast.EVENING_START

    def set(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "keeping" in metafunc.fixturenames:
        once = metafunc.definition.get_closest_marker("once")
        in_browser = metafunc.definition.path.is_relative_to(BROWSER)
        kinds = ["sqlite"] if once or in_browser else ["sqlite", "postgresql"]
        metafunc.parametrize("keeping", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL of this run's own."""
    _need(PostgreSQL.missing())
    with TemporaryDirectory(dir=MEMORY) as folder:
        running = PostgreSQL(Path(folder))
        yield running
        running.stop()


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """A Redis of this run's own."""
    _need(Redis.missing())
    with TemporaryDirectory(dir=MEMORY) as folder:
        running = Redis(Path(folder))
        yield running
        running.stop()


def _need(missing: str | None) -> None:
    """Skip what lacks a server, except where all of it has to be tested."""
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder of the test's own, on no disk where that can be."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def on_sqlite() -> Iterator[Settings]:
    """Where a small server keeps things: in a file."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield settings(f"sqlite:///{folder}/wellmet.sqlite3")


@pytest.fixture(scope="session")
def on_postgresql(postgresql: PostgreSQL, redis: Redis) -> Settings:
    """Where a larger one does: in PostgreSQL, and what is counted or queued in Redis."""
    return settings(postgresql.new_database("wellmet"), redis.url)


@pytest.fixture(scope="session")
def keeping(request: pytest.FixtureRequest) -> Settings:
    """The settings by which the app keeps things."""
    kept: Settings = request.getfixturevalue(f"on_{request.param}")
    return kept


@pytest.fixture(scope="session")
def shared_app(keeping: Settings) -> Iterator[Wellmet]:
    app = create_app(keeping)
    app.test_client_class = SameOriginClient
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def settings(database: str, redis: str = "") -> Settings:
    """What a test changes of the app's settings: where things are kept, and quick hashing."""
    return {
        "TESTING": True,
        "SECRET_KEY": "only for tests, and long enough",
        "SQLALCHEMY_DATABASE_URI": database_url(database),
        "RATELIMIT_STORAGE_URI": redis or "process://",
        "QUEUE_URL": redis,
        "PASSWORD_METHOD": "scrypt:256:8:1",
    }


@pytest.fixture
def app(shared_app: Wellmet, clock: Clock) -> Iterator[Wellmet]:
    shared_app.extensions["clock"] = clock
    _count_anew(shared_app)
    yield shared_app
    with shared_app.app_context(), db.engine.begin() as connection:
        _empty(connection)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stranger(app: Wellmet) -> SameOriginClient:
    """A browser nobody is signed in on."""
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    return client


@pytest.fixture
def alice(app: Wellmet) -> Actor:
    return enter(app, cast.ALICE)


@pytest.fixture
def bob(app: Wellmet) -> Actor:
    return enter(app, cast.BOB)


@pytest.fixture
def charlie(app: Wellmet) -> Actor:
    return enter(app, cast.CHARLIE)


@pytest.fixture
def evening(app: Wellmet, alice: Actor, bob: Actor) -> str:
    """The id of an event that Alice made and Bob joined."""
    with app.app_context():
        event = cast.evening(db.session.get_one(Person, alice.id))
        event.join(bob.id)
        db.session.commit()
        return event.id


@pytest.fixture
def ifeoma(alice: Actor, evening: str) -> str:
    """The id of a contact whom Alice wrote down during the evening."""
    contact_id = new_id()
    alice.post("/people", {"name": "Ifeoma Okafor", "phone": "+447911123456", "id": contact_id})
    return contact_id


def _count_anew(app: Wellmet) -> None:
    # There is one for all apps, and other tests make some: it counts where this one's settings say.
    if app.extensions.get("counting") is not limiter.storage:
        limiter.init_app(app)
        app.extensions["counting"] = limiter.storage
    limiter.reset()


def _empty(connection: Connection) -> None:
    """Delete all rows, in one round trip to PostgreSQL. SQLite takes one statement at a time."""
    deleting = [f"DELETE FROM {table.name}" for table in reversed(db.metadata.sorted_tables)]
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in deleting if is_sqlite else ["; ".join(deleting)]:
        connection.exec_driver_sql(statement)


Stored = Callable[[type[Any]], list[Any]]


@pytest.fixture
def stored(app: Wellmet) -> Stored:
    """All records of a kind, as the database has them now."""

    # Each reading has an app context of its own: requests inside of one would share its user.
    def read(kind: type[Any]) -> list[Any]:
        with app.app_context():
            found = list(db.session.scalars(db.select(kind)))
            db.session.expunge_all()
            return found

    return read


def enter(app: Wellmet, card: Card) -> Actor:
    """Somebody with an account, let in on a browser of their own without the page for it."""
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    with app.test_request_context(method="POST"), client.session_transaction() as kept:
        person = cast.person(card)
        let_in(person)
        db.session.commit()
        kept.update(session)
        return Actor(person.id, client)
