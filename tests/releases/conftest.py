"""A database as an earlier release left it, brought to the schema of this one."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

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


@pytest.fixture(params=RELEASES, ids=lambda path: str(path.stem))
def kept(request: pytest.FixtureRequest, empty: Callable[[], Wellmet]) -> Iterator[Kept]:
    sql = request.param.read_text()
    (revision,) = re.findall(r"^-- Wellmet .*, schema (\w+)$", sql, re.MULTILINE)
    app = empty()
    with app.app_context():
        upgrade(revision=revision)
        with db.engine.begin() as connection:
            load(connection, sql)
        upgrade()
    yield Kept(app, request.param, revision)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Wellmet]:
    """The app, the morning after, on a database without a table."""
    if request.param == "sqlite":
        return lambda: _app(settings(f"sqlite:///{tmp_path}/wellmet.sqlite3"))
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    return lambda: _app(settings(postgresql.new_database("of_an_earlier_release")))


def _app(own: Settings) -> Wellmet:
    app = create_app(own)
    app.test_client_class = SameOriginClient
    app.extensions["clock"] = lambda: AFTER
    limiter.reset()
    return app
