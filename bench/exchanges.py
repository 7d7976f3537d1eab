"""What a phone's exchanges cost on each database, beside one row read and two rows written."""

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from werkzeug.test import run_wsgi_app

from blueprints.shared.database import db
from tests.servers.postgresql import PostgreSQL

from . import bare, talking
from .many_met import Crowd, gather
from .measure import Case, ratio, rounds
from .stage import get, post

MET, CHANGES, ACTS = 40, 10, 50
ROUNDS, WARM_UP = 6, 1
POLL, TEN, PUSH = 2.0, 1.3, 8.0


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    for database in ("SQLite", "PostgreSQL"):
        if database == "PostgreSQL" and (problem := PostgreSQL.missing()):
            print(problem)
            continue
        with _crowd(database) as crowd:
            _tell(database, _times(crowd))
    return 0


@contextmanager
def _crowd(database: str) -> Iterator[Crowd]:
    with ExitStack() as ending:
        folder = Path(ending.enter_context(TemporaryDirectory()))
        address = ""
        if database == "PostgreSQL":
            server = PostgreSQL(folder)
            ending.callback(server.stop)
            address = server.new_database("exchanges")
        crowd = gather(folder, MET, address)
        with crowd.app.app_context():
            ending.callback(db.engine.dispose)
            bare.TABLE.create(db.engine)
        yield crowd


def _times(crowd: Crowd) -> dict[str, list[float]]:
    people = cycle(crowd.people)
    for _ in range(2):
        _change(crowd, people)
    latest = talking.latest(crowd)
    polls: dict[str, Case] = {
        "one row read": lambda: get("/bare/signed-in", crowd.cookie),
        "nothing new": lambda: talking.asked(crowd, latest),
        "ten changes": lambda: talking.asked(crowd, latest - CHANGES),
    }
    pushes: dict[str, Case] = {
        "two rows written": lambda: post("/bare/insert", crowd.cookie, {}),
        "fifty acts": lambda: talking.outbox(crowd, [next(people) for _ in range(ACTS)]),
    }
    # The pushes come last: what they write would be pulled.
    return _rounds(crowd, polls) | _rounds(crowd, pushes)


def _rounds(crowd: Crowd, cases: dict[str, Case]) -> dict[str, list[float]]:
    rounds(crowd.app, cases, WARM_UP)
    return rounds(crowd.app, cases, ROUNDS)


def _change(crowd: Crowd, people: Iterator[str]) -> None:
    # The first pull lays out codes, which is news.
    run_wsgi_app(crowd.app.wsgi_app, talking.asked(crowd, 0), buffered=True)
    changes = talking.outbox(crowd, [next(people) for _ in range(CHANGES)])
    run_wsgi_app(crowd.app.wsgi_app, changes, buffered=True)


def _tell(database: str, times: dict[str, list[float]]) -> None:
    print(f"\nAn exchange on {database}: CPU of the app, medians of {ROUNDS} interleaved rounds")
    for name, spent in times.items():
        print(f"  {name:18} {median(spent) * 1000:7.2f} ms")
    poll = ratio(times["nothing new"], times["one row read"])
    ten = ratio(times["ten changes"], times["nothing new"])
    push = 2 * ratio(times["fifty acts"], times["two rows written"])
    print(f"  nothing new: {poll:.2f} x one row read (aim: {POLL:g} at most)")
    both = ratio(times["ten changes"], times["one row read"])
    print(f"  ten changes: {ten:.2f} x nothing new (aim: {TEN:g} at most),", end=" ")
    print(f"{both:.2f} x one row read (by both aims: {POLL * TEN:g})")
    print(f"  a hundred acts, 2 requests: {push:.1f} x two rows written (aim: {PUSH:g} at most)")


if __name__ == "__main__":
    sys.exit(main())
