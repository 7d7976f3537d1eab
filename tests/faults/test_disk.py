"""A disk that is full, and a database that cannot be written to: what was kept stays."""

import resource
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.notes import Note
from blueprints.shared import backups
from blueprints.shared.database import db
from blueprints.shared.errors import SENTENCES
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, settings
from tests.processes import limited

from .setting import knowing_alice

LONG = "A long story. " * 130


@pytest.fixture
def own(memory: Path) -> Iterator[Wellmet]:
    """A small server's app, which knows Alice."""
    with knowing_alice(settings(f"sqlite:///{memory}/wellmet.sqlite3")) as app:
        yield app


@pytest.fixture
def alice(own: Wellmet) -> Actor:
    client = own.test_client()
    assert isinstance(client, SameOriginClient)
    client.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
    with own.app_context():
        alice = Actor(db.session.scalars(db.select(Person.id)).one(), client)
        db.session.rollback()
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    return Actor(person, client)


@pytest.mark.parametrize(
    ("pragma", "back"),
    [
        # So many pages as there are: SQLite's own way to have no room, SQLITE_FULL.
        ("max_page_count = 1", "max_page_count = 1073741823"),
        ("query_only = ON", "query_only = OFF"),
    ],
)
def test_nothing_is_half_kept_and_nothing_that_was_answered_is_lost(
    own: Wellmet, alice: Actor, memory: Path, pragma: str, back: str
) -> None:
    _have_all(own, pragma)
    kept, note = _write_until_refused(alice)
    assert "Ifeoma" in alice.read(f"/people/{alice.id}")
    _have_all(own, back)
    assert alice.post(f"/people/{alice.id}/notes", note).status_code == 303
    assert sorted(_texts(own)) == sorted([*kept, note["text"]])
    assert backups.look_at(memory / "wellmet.sqlite3")["contacts"] == 1


def test_what_fails_at_the_commit_itself_was_never_answered(
    own: Wellmet, alice: Actor, memory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = memory / "wellmet.sqlite3-wal"
    with limited(resource.RLIMIT_FSIZE, log.stat().st_size):
        kept, note = _write_until_refused(alice)
        assert "do_commit" in caplog.text
        assert "Ifeoma" in alice.read(f"/people/{alice.id}")
    assert _texts(own) == kept
    assert alice.post(f"/people/{alice.id}/notes", note).status_code == 303
    assert sorted(_texts(own)) == sorted([*kept, note["text"]])


def test_pages_open_on_the_next_day_too(
    own: Wellmet, alice: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    own.extensions["clock"] = lambda: tomorrow
    _have_all(own, "query_only = ON")

    answer = alice.get("/today")

    assert answer.status_code == 200
    assert "Set-Cookie" in answer.headers
    assert "A sign-in's use was not kept" in caplog.text
    _have_all(own, "query_only = OFF")
    with own.app_context():
        assert db.session.scalars(db.select(SignIn.used_at)).one() < tomorrow
        db.session.rollback()


def _write_until_refused(alice: Actor) -> tuple[list[str], dict[str, str]]:
    """The texts of the notes that were kept, and the note that was refused in a sentence."""
    kept: list[str] = []
    while True:
        note = {"id": new_id(), "text": f"{len(kept)}: {LONG}".strip()}
        answer = alice.post(f"/people/{alice.id}/notes", note)
        if answer.status_code != 303:
            break
        kept.append(note["text"])
        assert len(kept) < 100
    assert answer.status_code == 500
    assert SENTENCES[500] in answer.text
    assert "Traceback" not in answer.text
    return kept, note


def _have_all(app: Wellmet, pragma: str) -> None:
    """Set it on every connection from now on."""

    def set_it(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", set_it)


def _texts(app: Wellmet) -> list[str]:
    with app.app_context():
        texts = list(db.session.scalars(db.select(Note.text)))
        db.session.rollback()
        return texts
