"""A database as an earlier release left it, brought to the schema of this one."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, SameOriginClient, settings

from .dump import load
from .evening import AFTER, PASSWORD
from .phones import Told

RELEASES = sorted(Path(__file__).parent.glob("*.sql"))
# A corner of the tests' PostgreSQL: the other tests have their tables in the same database.
SCHEMA = "of_an_earlier_release"


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


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[], Wellmet]]:
    """The app, the morning after, on a database without a table."""
    own: dict[str, Any] = settings(tmp_path)
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        own["SQLALCHEMY_DATABASE_URI"] = _in_schema(own["SQLALCHEMY_DATABASE_URI"])
    yield lambda: _app(own)
    if given:
        _drop_schema(own["SQLALCHEMY_DATABASE_URI"])


def _app(own: dict[str, Any]) -> Wellmet:
    app = create_app(own)
    app.test_client_class = SameOriginClient
    app.extensions["clock"] = lambda: AFTER
    limiter.reset()
    return app


def _in_schema(url: str) -> str:
    _drop_schema(url)
    _say(url, f"CREATE SCHEMA {SCHEMA}")
    there = make_url(url).update_query_dict({"options": f"-csearch_path={SCHEMA}"})
    return there.render_as_string(hide_password=False)


def _drop_schema(url: str) -> None:
    _say(url, f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _say(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
