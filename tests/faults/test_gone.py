"""PostgreSQL or Redis goes away and comes back: people are told, and nothing is lost."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.database_url import database_url
from blueprints.shared.errors import GONE
from blueprints.shared.ids import new_id
from blueprints.shared.limits import NOT_NOW
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, settings
from tests.offline.conftest import Phone, statuses
from tests.servers.postgresql import PostgreSQL
from tests.servers.redis import Redis

from .setting import knowing_alice

if sys.platform == "linux":
    GIVING_UP = (
        *(socket.TCP_USER_TIMEOUT, socket.TCP_KEEPIDLE),
        *(socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT),
    )
SIGNING_IN = {"email": cast.ALICE.email, "password": cast.PASSWORD}


@pytest.fixture
def own(postgresql: PostgreSQL, redis: Redis) -> Iterator[Wellmet]:
    """An app on a PostgreSQL of its own, which knows Alice, and on the tests' Redis."""
    with knowing_alice(settings(postgresql.new_database("faults"), redis.url)) as app:
        yield app


@pytest.fixture
def alice(own: Wellmet) -> SameOriginClient:
    client = own.test_client()
    assert isinstance(client, SameOriginClient)
    assert client.post("/sign-in", data=SIGNING_IN).status_code == 303
    return client


@contextmanager
def gone(server: PostgreSQL | Redis) -> Iterator[None]:
    """It is away for as long as the block takes."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@pytest.mark.parametrize("path", ["/today", "/people", "/replica?since=0"])
def test_without_postgresql_a_page_is_a_sentence(
    postgresql: PostgreSQL, alice: SameOriginClient, path: str
) -> None:
    assert alice.get(path).status_code == 200
    with gone(postgresql):
        says(alice.get(path), GONE)

    # By the same process, at the first try.
    assert alice.get(path).status_code == 200


def test_a_page_is_a_sentence_also_when_postgresql_goes_once_it_is_known_who_asks(
    own: Wellmet, postgresql: PostgreSQL, alice: SameOriginClient
) -> None:
    own.before_request_funcs[None].append(postgresql.stop)
    try:
        says(alice.get("/today"), GONE)
    finally:
        postgresql.start()


def test_nobody_notices_that_postgresql_went_and_came_while_nobody_asked(
    postgresql: PostgreSQL, alice: SameOriginClient
) -> None:
    assert alice.get("/today").status_code == 200
    with gone(postgresql):
        pass

    assert alice.get("/today").status_code == 200
    assert alice.post("/people", data={"id": new_id(), "name": "Wei"}).status_code == 303


def test_what_was_done_while_postgresql_was_gone_can_be_done_again(
    own: Wellmet, postgresql: PostgreSQL, alice: SameOriginClient
) -> None:
    form = {"id": new_id(), "name": "Ifeoma"}
    before = {"id": new_id(), "name": "Wei"}
    assert alice.post("/people", data=before).status_code == 303
    with gone(postgresql):
        says(alice.post("/people", data=form), GONE)
        says(alice.post("/sign-in", data=SIGNING_IN), GONE)

    assert alice.post("/people", data=form).status_code == 303
    assert alice.post("/people", data=before).status_code == 303
    with own.app_context():
        names = db.session.scalars(db.select(Contact.name).order_by(Contact.name)).all()
        db.session.rollback()
    assert names == ["Ifeoma", "Wei"]


@pytest.mark.skipif(sys.platform != "linux", reason="options of a connection as Linux has them")
def test_a_machine_that_was_cut_off_is_given_up_before_long(postgresql: PostgreSQL) -> None:
    url = database_url(postgresql.new_database("faults"))
    with closing(create_engine(url, poolclass=NullPool).connect()) as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with socket.socket(fileno=os.dup(driver.fileno())) as sock:
            options = [sock.getsockopt(socket.IPPROTO_TCP, option) for option in GIVING_UP]
            assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)

    # Milliseconds until what is not taken note of is given up; seconds of silence, and between
    # questions, of which there are so many. By themselves a quarter of an hour, and two hours.
    assert options == [10_000, 10, 5, 2]


def test_without_redis_people_look_and_phones_send_what_waited(
    own: Wellmet, redis: Redis, alice: SameOriginClient
) -> None:
    with own.app_context():
        alice_id = db.session.scalars(db.select(Person.id)).one()
        db.session.rollback()
    phone = Phone(Actor(alice_id, alice))
    with gone(redis):
        for path in ("/today", "/replica?since=0"):
            assert alice.get(path).status_code == 200
        told = phone.send(phone.act("/people", {"name": "Ifeoma"}))

    assert statuses(told) == [303]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/sign-in", SIGNING_IN),
        ("/sign-in", {**SIGNING_IN, "password": "guessed"}),
        ("/me/password", {"old": cast.PASSWORD, "new": "another long enough"}),
        ("/me/delete", {"password": cast.PASSWORD}),
    ],
)
def test_without_redis_no_password_is_tried(
    own: Wellmet, redis: Redis, alice: SameOriginClient, path: str, form: dict[str, Any]
) -> None:
    client = own.test_client() if path == "/sign-in" else alice
    with gone(redis):
        says(client.post(path, data=form), NOT_NOW)

    assert own.test_client().post("/sign-in", data=SIGNING_IN).status_code == 303


def says(answer: Any, sentence: str) -> None:
    """It is a page with that sentence, to be asked for again, and nothing for programmers."""
    assert answer.status_code == 503
    assert sentence in answer.text
    assert "Traceback" not in answer.text
    assert "psycopg" not in answer.text
