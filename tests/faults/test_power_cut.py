"""Every process is killed during a thousand writes; then the books are checked."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.notes import Note
from blueprints.shared import backups
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import Receipt
from tests import cast
from tests.conftest import settings
from tests.servers.browser import Browser
from tests.servers.wellmet import Machine

from .setting import knowing_alice

BATCHES, ACTS = 20, 50
# So many were answered when the power goes; others are under way.
ANSWERED = 6
# How often somebody asks again until there is an answer, and how soon, in seconds.
TRIES, PAUSE = 300, 0.2


@pytest.fixture
def own(memory: Path) -> Iterator[Wellmet]:
    """An app on the machine's database, to fill it and look."""
    with knowing_alice(settings(f"sqlite:///{memory}/wellmet.sqlite3")) as app:
        yield app


@pytest.fixture
def machine(own: Wellmet, memory: Path) -> Iterator[Machine]:
    """A small server as it is run."""
    machine = Machine(memory, {})
    machine.start()
    yield machine
    machine.kill()


def test_what_was_answered_is_there_and_all_is_there_once(
    own: Wellmet, machine: Machine, memory: Path
) -> None:
    with own.app_context():
        alice = Browser(db.session.scalars(db.select(Person.id)).one(), machine.port)
        db.session.rollback()
    machine.wait()
    alice.sign_in(cast.ALICE.email)
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    batches = [batch(alice.id, person, number) for number in range(BATCHES)]
    answered = Semaphore(0)

    def send(told: dict[str, Any]) -> list[int]:
        for _ in range(TRIES):
            try:
                answer = alice.send("/outbox", told)
            except OSError:
                time.sleep(PAUSE)
                continue
            answered.release()
            return [one["status"] for one in answer.told()["answers"]]
        return []

    with ThreadPoolExecutor(4) as pool:
        statuses = pool.map(send, batches)
        for _ in range(ANSWERED):
            answered.acquire()
        machine.kill()
        before = texts(own)
        machine.start()
        assert list(statuses) == [[303] * ACTS] * BATCHES

    # It was in the middle, and what was there then is there still.
    assert ANSWERED * ACTS <= len(before) < BATCHES * ACTS
    assert Counter(texts(own)) == Counter(map(str, range(BATCHES * ACTS)))
    counts = backups.look_at(memory / "wellmet.sqlite3")
    # Each under its form's id and under its key, and Ifeoma's.
    assert counts[Receipt.__tablename__] == 2 * BATCHES * ACTS + 1


def batch(owner: str, person: str, number: int) -> dict[str, Any]:
    """What a phone posts that has so many notes waiting."""
    now = int(time.time() * 1000)
    acts = [
        {
            "path": f"/people/{person}/notes",
            "fields": [["id", new_id()], ["text", str(text)]],
            "key": new_id(),
            "made_at": now,
            "seen": 0,
        }
        for text in range(number * ACTS, (number + 1) * ACTS)
    ]
    return {"person": owner, "phone": new_id(), "since": 0, "sent_at": now, "acts": acts}


def texts(app: Wellmet) -> list[str]:
    with app.app_context():
        found = list(db.session.scalars(db.select(Note.text)))
        db.session.rollback()
        return found
