"""A PostgreSQL is copied and brought back by the very commands of docs/running.md."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared import ages
from blueprints.shared.database import Base, db
from blueprints.shared.folders import ROOT
from blueprints.shared.posting import Wellmet
from tests import cast, evening
from tests.conftest import SameOriginClient, settings
from tests.servers import install
from tests.servers.postgresql import PostgreSQL

HEADING = "## Backups of PostgreSQL"
SIGNING_IN = {"email": cast.ALICE.email, "password": cast.PASSWORD}


def test_what_was_dumped_is_there_again(postgresql: PostgreSQL, memory: Path) -> None:
    url = postgresql.new_database("dumped")
    with _wellmet(url):
        evening.fill(cast.person(cast.ALICE))
        db.session.commit()
        rows, before = _rows(), _ages()

    for command in _commands():
        _run(command, url, memory)

    with _wellmet(url.replace("/dumped", "/wellmet_again")) as again:
        assert _rows() == rows
        # What phones know from before is of another age.
        assert all(later > age for later, age in zip(_ages(), before, strict=True))
        assert again.test_client().post("/sign-in", data=SIGNING_IN).status_code == 303


def test_a_dump_comes_over_nothing(postgresql: PostgreSQL, memory: Path) -> None:
    url = postgresql.new_database("dumped")
    with _wellmet(url):
        pass
    dump, _, restore, _ = _commands()
    _run(dump, url, memory)

    with pytest.raises(subprocess.CalledProcessError):
        _run(restore.replace("wellmet_again", "dumped"), url, memory)


@contextmanager
def _wellmet(url: str) -> Iterator[Wellmet]:
    """Wellmet on that database, brought up to date; gone from it afterwards."""
    app = create_app(settings(url))
    app.test_client_class = SameOriginClient
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def _rows() -> Counter[str]:
    """How many rows each table has."""
    counts = {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }
    assert counts["contacts"] > 0
    return Counter(counts)


def _ages() -> list[int]:
    query = select(Person.last_rev).order_by(Person.id)
    return [ages.of(rev) for rev in db.session.scalars(query)]


def _commands() -> list[str]:
    section = (ROOT / "docs" / "running.md").read_text().partition(HEADING)[2]
    return [line.strip() for line in section.splitlines() if line.startswith("    ")]


def _run(command: str, url: str, folder: Path) -> None:
    programs, server = install.postgresql(), urlsplit(url)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "DATABASE_URL": url,
        "PGHOST": str(server.hostname),
        "PGPORT": str(server.port),
        "PGUSER": str(server.username),
    }
    subprocess.run(command, shell=True, cwd=folder, env=environment, check=True)
