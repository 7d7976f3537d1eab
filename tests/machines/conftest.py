"""Two machines that keep things in one PostgreSQL and one Redis, behind a proxy."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_migrate import upgrade

from app import create_app
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import settings
from tests.servers import proxy
from tests.servers.browser import Browser
from tests.servers.postgresql import PostgreSQL
from tests.servers.redis import Redis
from tests.servers.wellmet import Machine

from . import boxes as boxes_of_mail
from .boxes import Box

PLACE = "http://wellmet.example"


@dataclass
class Pair:
    """Both machines, the box that each mails to, the proxy's port, and an app to fill and look."""

    app: Wellmet
    machines: list[Machine]
    boxes: list[Box]
    proxy: int

    @property
    def ports(self) -> list[int]:
        return [machine.port for machine in self.machines]


@pytest.fixture(scope="module")
def pair(
    postgresql: PostgreSQL, redis: Redis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """Two machines for all tests of a module."""
    url = postgresql.new_database("machines")
    app = create_app(settings(url, redis.url))
    with app.app_context():
        upgrade()
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    shared = {"DATABASE_URL": url, "REDIS_URL": redis.url, "PUBLIC_URL": PLACE}
    with ExitStack() as ending:
        boxes = [ending.enter_context(boxes_of_mail.opened()) for _ in folders]
        mails = [{"MAIL_URL": f"smtp://127.0.0.1:{box.port}"} for box in boxes]
        both = [Machine(Path(one), shared | own) for one, own in zip(folders, mails, strict=True)]
        for machine in both:
            ending.callback(machine.kill)
            machine.start()
        for machine in both:
            machine.wait()
        ports = [one.port for one in both]
        yield Pair(app, both, boxes, ending.enter_context(proxy.opened(ports)))
    with app.app_context():
        db.engine.dispose()


Enter = Callable[[Card], Browser]


@pytest.fixture
def enter(pair: Pair) -> Enter:
    """Somebody new, signed in through the proxy."""

    def somebody(card: Card) -> Browser:
        address = f"{new_id()}@example.org"
        with pair.app.app_context():
            person = cast.person(Card(name=card.name, email=address))
            db.session.commit()
            browser = Browser(person.id, pair.proxy)
        browser.sign_in(address)
        return browser

    return somebody


@pytest.fixture
def alice(enter: Enter) -> Browser:
    return enter(cast.ALICE)


@pytest.fixture
def bob(enter: Enter) -> Browser:
    return enter(cast.BOB)
