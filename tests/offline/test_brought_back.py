"""A database that was brought back from a backup, and the phones that know what came after it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import upgrade

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared import backups
from blueprints.shared.card import Card
from blueprints.shared.database import db
from tests import cast
from tests.conftest import Actor, SameOriginClient, enter, settings

from .acts import met
from .conftest import Phone, Told, pull, statuses

pytestmark = pytest.mark.once

NOW = datetime(2026, 12, 3, 21, 30, tzinfo=UTC)


class Server:
    """A small server of Alice's: what it holds can be kept, and brought back."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "wellmet.sqlite3"
        self.app = create_app(settings(f"sqlite:///{self.database}"))
        self.app.test_client_class = SameOriginClient
        with self.app.app_context():
            upgrade()
        self.alice = enter(self.app, cast.ALICE)

    def keep(self) -> Path:
        backup, _ = backups.make(self.database, self.database.parent / "backups", NOW)
        return backup

    def bring_back(self, backup: Path) -> None:
        self.leave()
        backups.restore(backup, self.database, NOW)

    def leave(self) -> None:
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture
def server(memory: Path) -> Iterator[Server]:
    opened = Server(memory)
    yield opened
    opened.leave()


def test_a_phone_is_told_what_came_instead_of_what_it_knows(server: Server) -> None:
    meet(server.alice, "Wei Zhang")
    backup = server.keep()
    meet(server.alice, "Ifeoma Okafor")
    rev = pull(server.alice)["rev"]

    server.bring_back(backup)
    # Somebody was quicker than this phone: her other one.
    meet(server.alice, "Priya Nair")
    meet(server.alice, "Tomás Silva")
    told = pull(server.alice, since=rev)

    assert told["whole"]
    assert names(told) == ["Priya Nair", "Tomás Silva", "Wei Zhang"]
    assert names(pull(server.alice, since=told["rev"])) == []


def test_what_waits_on_a_phone_is_done_and_all_is_told_with_it(server: Server) -> None:
    pull(server.alice)
    backup = server.keep()
    meet(server.alice, "Wei Zhang")
    phone = Phone(server.alice, since=pull(server.alice)["rev"])

    server.bring_back(backup)
    meet(server.alice, "Priya Nair")
    told = phone.send(met(phone))

    assert statuses(told) == [303]
    assert told["replica"]["whole"]
    assert names(told["replica"]) == ["Ifeoma Okafor", "Priya Nair"]


def test_brought_back_twice_it_is_not_what_it_was_after_the_first_time(server: Server) -> None:
    pull(server.alice)
    backup = server.keep()
    server.bring_back(backup)
    meet(server.alice, "Wei Zhang")
    rev = pull(server.alice)["rev"]

    server.bring_back(backup)
    meet(server.alice, "Priya Nair")

    assert names(pull(server.alice, since=rev)) == ["Priya Nair"]
    assert pull(server.alice, since=rev)["whole"]


def test_an_account_that_was_only_opened_still_gives_way_to_one_that_is_used(
    server: Server,
) -> None:
    meet(server.alice, "Wei Zhang")
    with server.app.app_context():
        # Opened before she came, with an address that is hers.
        opened = cast.person(Card(name="Somebody else", email=cast.ALICE.email)).id
        earlier = {"joined_at": datetime(2026, 1, 1, tzinfo=UTC), "last_rev": 0}
        db.session.execute(db.update(Person).where(Person.id == opened).values(earlier))
        db.session.commit()

    server.bring_back(server.keep())

    with server.app.app_context():
        first, _ = Person.of_address(cast.ALICE.email)
        assert first.id == server.alice.id


def meet(actor: Actor, name: str) -> None:
    assert actor.post("/people", {"name": name}).status_code == 303


def names(told: Told) -> list[str]:
    return sorted(one["name"] for one in told.get("records", {}).get("contacts", []))
