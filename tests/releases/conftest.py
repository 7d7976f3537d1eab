"""A database as an earlier release left it, brought to the schema of this one."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from flask_migrate import upgrade

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, SameOriginClient, Settings, settings
from tests.servers.postgresql import PostgreSQL

from .dump import load
from .evening import AFTER, PASSWORD
from .phones import Told

RELEASES = sorted(Path(__file__).parent.glob("*.sql"))


@dataclass
class Kept:
    """What one release kept."""

    app: Wellmet
    file: Path
    revision: str

    @property
    def phone(self) -> Told:
        """What its worker left on Alice's phone."""
        left: Told = json.loads(self.file.with_suffix(".phone.json").read_text())
        return left

    def actor(self, email: str) -> Actor:
        """One of the people in it, signed in with the password they chose then."""
        with self.app.app_context():
            person = db.session.scalars(db.select(Person).filter_by(email=email)).one()
        client = self.app.test_client()
        assert isinstance(client, SameOriginClient)
        answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 303
        return Actor(person.id, client)


@pytest.fixture
def kept(release: Path, copied: Callable[[], Settings]) -> Iterator[Kept]:
    app = _app(copied())
    yield Kept(app, release, _revision(release))
    _leave(app)


@pytest.fixture(scope="session", params=RELEASES, ids=lambda path: str(path.stem))
def release(request: pytest.FixtureRequest) -> Path:
    """What a release left, as SQL."""
    file: Path = request.param
    return file


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def copied(request: pytest.FixtureRequest, release: Path) -> Callable[[], Settings]:
    """A copy for each test of what is brought here once: the way is long, and the same for all."""
    copies: Callable[[], Settings] = request.getfixturevalue(f"copied_on_{request.param}")
    return copies


@pytest.fixture(scope="session")
def copied_on_sqlite(
    release: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Settings]:
    def at(folder: Path) -> Settings:
        return settings(f"sqlite:///{folder}/wellmet.sqlite3")

    def copy() -> Settings:
        # With whatever SQLite has beside its file.
        return at(copytree(original, tmp_path_factory.mktemp("copy"), dirs_exist_ok=True))

    original = tmp_path_factory.mktemp("original")
    _bring_here(release, at(original))
    return copy


@pytest.fixture(scope="session")
def copied_on_postgresql(release: Path, postgresql: PostgreSQL) -> Callable[[], Settings]:
    def copy() -> Settings:
        return settings(postgresql.new_database("of_an_earlier_release", original))

    original = "brought_here"
    _bring_here(release, settings(postgresql.new_database(original)))
    return copy


def _bring_here(release: Path, own: Settings) -> None:
    """Fill an empty database as the release left it, and bring it to the schema of this one."""
    app = _app(own)
    with app.app_context():
        upgrade(revision=_revision(release))
        with db.engine.begin() as connection:
            load(connection, release.read_text())
        upgrade()
    # PostgreSQL copies nothing that somebody is connected to.
    _leave(app)


def _revision(release: Path) -> str:
    """The schema that a release had."""
    head = r"^-- Wellmet .*, schema (\w+)$"
    (revision,) = re.findall(head, release.read_text(), re.MULTILINE)
    return str(revision)


def _leave(app: Wellmet) -> None:
    with app.app_context():
        db.engine.dispose()


def _app(own: Settings) -> Wellmet:
    app = create_app(own)
    app.test_client_class = SameOriginClient
    app.extensions["clock"] = lambda: AFTER
    limiter.reset()
    return app
