"""Schedules of acts and troubles in a real browser, with a real server and a network in between.

`make chaos N=5000 SEED=7` plays more of them, or others. What a browser does at which moment is its
own: a schedule that failed may have to be played more than once to fail again.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from blueprints.contacts.models import Contact
from blueprints.goals.models import Event
from blueprints.shared.database import db
from tests import cast
from tests.chaos.stage import BEGINS, begin, rows_of_all
from tests.conftest import MEMORY, SameOriginClient
from tests.processes import answers

from ..acts import enter, id_of
from ..chromium import Chromium
from ..server import Server
from ..surf import Surf
from .books import check
from .hand import Hand
from .network import Network, network
from .play import Play, drawn

# One for every 125 of those in tests/chaos, which have no browser.
SCHEDULES = int(os.environ.get("CHAOS", "1000")) // 125
SEED = int(os.environ.get("SEED", "1"))

pytestmark = pytest.mark.parametrize("browser", [Chromium], indirect=True, ids=["chromium"])


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    """One server for all schedules: to start one takes as long as to play one."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        started = Server(Path(folder))
        yield started
        started.close()


@pytest.fixture
def server(started: Server) -> Iterator[Server]:
    """It knows nobody but Alice and Bob. What it said is shown with a schedule that fails."""
    if not answers(started.port):
        started.start()
    started.let_time_pass(BEGINS)
    with started.app.app_context():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        cast.person(cast.ALICE)
        cast.person(cast.BOB)
        db.session.commit()
    yield started
    print(started.said())


@pytest.fixture
def way(server: Server) -> Iterator[Network]:
    with network(server.port) as opened:
        yield opened


@pytest.fixture
def played(browser: Surf, server: Server, way: Network) -> Play:
    """Alice at the evening, with a phone that can do without a network."""
    server.app.test_client_class = SameOriginClient
    ids = {"alice": id_of(server, cast.ALICE), "bob": id_of(server, cast.BOB)}
    with server.app.app_context():
        codes = begin(ids)
        event, charlie = (db.session.scalars(db.select(it.id)).one() for it in (Event, Contact))
        rows = rows_of_all()
    browser.origin = way.origin
    enter(browser, server, cast.ALICE)
    return Play(
        browser, server, way, Hand(browser, event, codes["bob"], [charlie]), ids, codes, rows
    )


@pytest.mark.parametrize("number", range(SCHEDULES))
def test_every_act_happens_once(played: Play, number: int) -> None:
    schedule = drawn(f"{SEED} {number}")
    try:
        for step in schedule:
            played.take(*step)
        played.come_to_rest()
        check(played)
    except Exception as fault:
        fault.add_note(f"make chaos SEED={SEED}, number {number}: {schedule}")
        raise
