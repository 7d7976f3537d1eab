"""A note that was removed without a network, and the day after which its words are erased."""

from datetime import timedelta

import pytest

from blueprints.contacts.notes import Note
from blueprints.shared.database import writing
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, pull

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"


@pytest.fixture(autouse=True)
def known(alice: Actor, phone: Phone, clock: Clock) -> None:
    """A note on somebody met, which the phone knows; it is two days later."""
    alice.post("/people", {"id": X, "name": "Ifeoma"})
    alice.post(f"/people/{X}/notes", {"id": X, "text": "Sings"})
    clock.set(cast.EVENING_END + timedelta(days=2))
    phone.since = pull(alice)["rev"]


def test_a_removal_that_comes_late_can_be_undone(
    app: Wellmet, alice: Actor, phone: Phone, stored: Stored
) -> None:
    phone.send(phone.act(f"/notes/{X}/removal", ago=3 * 24 * 60))

    with app.app_context(), writing():
        Note.erase()

    assert alice.post(f"/notes/{X}/restoration").status_code == 303
    assert [note.text for note in stored(Note)] == ["Sings"]


def test_an_undo_that_comes_after_a_day_needs_its_person(
    app: Wellmet, alice: Actor, phone: Phone, clock: Clock
) -> None:
    phone.send(phone.act(f"/notes/{X}/removal"))
    clock.set(clock.time + timedelta(days=1))
    with app.app_context(), writing():
        Note.erase()

    (answer,) = phone.send(phone.act(f"/notes/{X}/restoration", ago=23 * 60))["answers"]

    assert answer["status"] == 410
    assert answer["sentence"].startswith("That note is gone for good")
