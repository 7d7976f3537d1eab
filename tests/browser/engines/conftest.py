"""Each test here is told once, in three browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blueprints.shared.database import db
from tests import cast

from .acts import enter
from .chromium import Chromium
from .firefox import Firefox
from .server import Server
from .surf import Surf
from .webkit import WebKit

ENGINES: list[type[Surf]] = [Chromium, Firefox, WebKit]


@pytest.fixture
def server(memory: Path) -> Iterator[Server]:
    """A server that knows Alice and Bob. What it said is shown with a test that fails."""
    server = Server(memory)
    with server.app.app_context():
        cast.person(cast.ALICE)
        cast.person(cast.BOB)
        db.session.commit()
    try:
        server.start()
        yield server
    finally:
        server.close()
        print(server.said())


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: str(engine.name))
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Surf]:
    """A browser that tests share: each has an origin of its own there."""
    engine: type[Surf] = request.param
    if reason := engine.missing():
        pytest.skip(reason)
    browser = engine(tmp_path_factory.mktemp(engine.name) / "profile")
    try:
        browser.start()
        yield browser
    finally:
        browser.kill()


@pytest.fixture
def surf(browser: Surf, server: Server) -> Surf:
    """A browser before Wellmet, with nobody signed in."""
    browser.origin = server.origin
    return browser


@pytest.fixture
def alice(surf: Surf, server: Server) -> Surf:
    """Alice's browser, signed in, with the worker in charge of it and her records on it."""
    enter(surf, server, cast.ALICE)
    return surf
