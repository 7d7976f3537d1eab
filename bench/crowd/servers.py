"""The real server and what it keeps things in, for as long as a crowd is played."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from blueprints.shared.database import db
from blueprints.shared.database_url import database_url
from blueprints.shared.posting import Wellmet
from tests.servers.postgresql import PostgreSQL
from tests.servers.redis import Redis
from tests.servers.wellmet import SECRET, Machine

TICKS = os.sysconf("SC_CLK_TCK")
# Where a process's line in /proc tells its parent, and its own and its ended children's seconds.
_PARENT, _TIMES = 1, slice(11, 15)


@dataclass(frozen=True)
class Served:
    """Where the server is, an app on the same database, and the processes that do the work."""

    port: int
    app: Wellmet
    roots: dict[str, int]

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far, by program; of a program with all its processes."""
        lines = _processes()
        return {name: _seconds(lines, root) for name, root in self.roots.items()}


@contextmanager
def serve(folder: Path, database: str) -> Iterator[Served]:
    """`python app.py` with SQLite, or with a PostgreSQL and a Redis of its own."""
    # PostgreSQL's user has to get in.
    folder.chmod(0o755)
    with ExitStack() as ending:
        roots, settings = _stores(folder, database, ending)
        os.environ["WELLMET_INSTANCE"] = str(folder)
        kept = settings.get("DATABASE_URL", f"sqlite:///{folder}/wellmet.sqlite3")
        app = _app(kept)
        machine = Machine(folder, settings)
        ending.callback(machine.kill)
        machine.start()
        machine.wait()
        assert machine.process
        yield Served(machine.port, app, {"Wellmet": machine.process.pid, **roots})


def _app(address: str) -> Wellmet:
    # Quick hashing: thousands of people are made here. Whoever signs up meets the real one.
    settings = {"SECRET_KEY": SECRET, "PASSWORD_METHOD": "scrypt:256:8:1"}
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": database_url(address)})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return app


def _stores(
    folder: Path, database: str, ending: ExitStack
) -> tuple[dict[str, int], dict[str, str]]:
    if database == "sqlite":
        return {}, {}
    for store in (PostgreSQL, Redis):
        if problem := store.missing():
            raise SystemExit(problem)
    homes = {name: folder / name for name in ("postgresql", "redis")}
    for home in homes.values():
        home.mkdir()
    # As it is run: what was answered is on the disk.
    postgresql = PostgreSQL(homes["postgresql"], {"max_connections": 200})
    ending.callback(postgresql.stop)
    redis = Redis(homes["redis"])
    ending.callback(redis.stop)
    roots = {"PostgreSQL": postgresql.process.pid, "Redis": redis.process.pid}
    return roots, {"DATABASE_URL": postgresql.new_database("crowd"), "REDIS_URL": redis.url}


def _processes() -> dict[int, list[str]]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name in brackets may hold anything; behind it are only numbers.
                found[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
    return found


def _seconds(lines: dict[int, list[str]], root: int) -> float:
    own = sum(map(int, lines[root][_TIMES])) / TICKS if root in lines else 0.0
    children = [pid for pid, line in lines.items() if int(line[_PARENT]) == root]
    return own + sum(_seconds(lines, child) for child in children)
