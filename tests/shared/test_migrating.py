"""Several who start at once, on one database that is new or older, and each of them migrates it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprints.shared.folders import ROOT
from tests.servers.postgresql import PostgreSQL

MACHINES = 3
PATIENCE = 60
# As far as all can be before the first of them looks at the database.
MIGRATES = """
import sys
from flask_migrate import upgrade
from app import create_app
with create_app().app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    upgrade(revision="REVISION")
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_several_that_migrate_at_once_each_finds_it_done(
    kind: str, memory: Path, request: pytest.FixtureRequest
) -> None:
    url = _new_database(kind, memory, request)
    for revision in ("0005", "head"):
        machines = [_machine(url, memory, revision) for _ in range(MACHINES)]
        for machine in machines:
            assert machine.stdout
            assert machine.stdout.readline() == "ready\n"
        for machine in machines:
            assert machine.stdin
            machine.stdin.write("go\n")
            machine.stdin.flush()
        told = [machine.communicate(timeout=PATIENCE) for machine in machines]

        assert [machine.returncode for machine in machines] == [0] * MACHINES, told


def _new_database(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder}/wellmet.sqlite3"
    postgresql: PostgreSQL = request.getfixturevalue("postgresql")
    return postgresql.new_database("migrating")


def _machine(url: str, folder: Path, revision: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", MIGRATES.replace("REVISION", revision)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "WELLMET_INSTANCE": str(folder)},
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )
