"""What a phone and the server say to each other: bytes, statements, CPU beside bare requests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import event
from werkzeug.test import run_wsgi_app

from blueprints.accounts.models import Person
from blueprints.shared.acts import KEY_HEADER
from blueprints.shared.assets import asset
from blueprints.shared.database import db
from blueprints.shared.ids import new_id

from .many_met import Crowd
from .measure import Case, ratio, rounds
from .stage import Environ, get, post

Times = dict[str, list[float]]

ROUNDS, WARM_UP = 10, 2
ACTS = 50
# What the worker fetches when it is installed, and what of the scanner comes later, its wasm aside.
SHELL = ("main.css", "main.js", "icon.svg", "icons.svg")
SCANNER = ("scan.js", "reader.js")
MOST_KB = 60


@dataclass(frozen=True)
class Said:
    """One answer: what it weighs as it is sent, and how often the database was asked for it."""

    bytes: int
    statements: int


def tell_weight(crowd: Crowd) -> None:
    """Print what a browser fetches so that it needs no network any more."""
    script = _kilobytes(crowd, "/service_worker.js")
    with crowd.app.test_request_context():
        shell, scanner = ([asset(name) for name in names] for names in (SHELL, SCANNER))
    whole = script + _kilobytes(crowd, *shell)
    print(f"\nThe worker {script:.1f} KB as served, with its shell {whole:.1f} KB", end=" ")
    print(f"(aim: {MOST_KB} at most); the scanner's scripts {_kilobytes(crowd, *scanner):.1f} KB")


def tell_talk(crowd: Crowd) -> None:
    """Print what the answers cost: bytes, statements, CPU, and that beside something bare."""
    print(f"\nCPU a request, {len(crowd.people)} people met: medians of {ROUNDS} rounds")
    # The posts come last: what they write would be pulled.
    _tell(crowd, _pulls(crowd))
    times = _tell(crowd, _posts(crowd))
    single = [ACTS * one for one in times["one post"]]
    print(f"  {ACTS} acts in one: {ratio(times['an outbox'], single):.2f} x {ACTS} single posts")


def _tell(crowd: Crowd, cases: dict[str, Case]) -> Times:
    cases = {"bare": lambda: get("/bare/signed-in", crowd.cookie), **cases}
    rounds(crowd.app, cases, WARM_UP)
    times = rounds(crowd.app, cases, ROUNDS)
    for name, spent in times.items():
        said = _said(crowd, cases[name]())
        cost = f"{median(spent) * 1000:7.1f} ms {said.bytes:7} bytes {said.statements:4} statements"
        print(f"  {name:14} {cost} {ratio(spent, times['bare']):6.1f} x bare")
    return times


def _pulls(crowd: Crowd) -> dict[str, Case]:
    # The first pull of all lays out codes, which is news.
    _said(crowd, asked(crowd, 0))
    rev = latest(crowd)
    return {"nothing new": lambda: asked(crowd, rev), "first pull": lambda: asked(crowd, 0)}


def _posts(crowd: Crowd) -> dict[str, Case]:
    people = cycle(crowd.people)
    return {
        "one post": lambda: _note(crowd, next(people)),
        "an outbox": lambda: outbox(crowd, [next(people) for _ in range(ACTS)]),
    }


def latest(crowd: Crowd) -> int:
    """The last revision of Alice's."""
    with crowd.app.app_context():
        return db.session.get_one(Person, crowd.alice).last_rev


def asked(crowd: Crowd, since: int) -> Environ:
    """Her phone's question what came after a revision."""
    query = urlencode({"since": since, "person": crowd.alice})
    return _compressed(get("/replica", crowd.cookie)) | {"QUERY_STRING": query}


def _note(crowd: Crowd, person: str) -> Environ:
    key = f"HTTP_{KEY_HEADER.upper().replace('-', '_')}"
    form = {"id": new_id(), "text": "Reads every tender himself"}
    return post(f"{person}/notes", crowd.cookie, form) | {key: new_id()}


def outbox(crowd: Crowd, people: list[str]) -> Environ:
    """What her phone sends that kept a note on each of these people."""
    seen = latest(crowd)
    acts = [_act(f"{person}/notes", seen) for person in people]
    sender = {"person": crowd.alice, "phone": new_id(), "since": seen, "sent_at": 0}
    body = json.dumps({**sender, "acts": acts}).encode()
    return _compressed(post("/outbox", crowd.cookie, {})) | {
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }


def _act(path: str, seen: int) -> dict[str, object]:
    fields = [["id", new_id()], ["text", "Reads every tender himself"]]
    return {"key": new_id(), "path": path, "fields": fields, "made_at": 0, "seen": seen}


def _kilobytes(crowd: Crowd, *paths: str) -> float:
    return sum(_said(crowd, _compressed(get(path))).bytes for path in paths) / 1000


def _compressed(environ: Environ) -> Environ:
    return environ | {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}


def _said(crowd: Crowd, environ: Environ) -> Said:
    with _counted(crowd) as asked:
        body, _, _ = run_wsgi_app(crowd.app.wsgi_app, environ, buffered=True)
    return Said(len(b"".join(body)), len(asked))


@contextmanager
def _counted(crowd: Crowd) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with crowd.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
