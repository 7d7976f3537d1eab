"""What a receipt holds, and how long it is kept."""

import hashlib
from datetime import timedelta

from sqlalchemy import update

from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from blueprints.shared.receipts import Receipt
from tests.conftest import ORIGIN, Actor, Clock, Stored


def keyed(key: str) -> dict[str, str]:
    return {"Origin": ORIGIN, "Idempotency-Key": key}


def test_an_act_that_its_forms_receipt_answered_has_one_under_its_own_key(
    alice: Actor, stored: Stored
) -> None:
    alice.post("/people", {"id": (person := new_id()), "name": "Ifeoma"})
    first, second = ({"id": new_id(), "text": text} for text in ("Sings", "Dances"))
    page = first["id"]
    path, key = f"/people/{person}/notes", new_id()
    alice.post(path, first)

    alice.post(path, first, headers=keyed(key))
    alice.post(path, {**second, "id": page})
    answer = alice.post(path, first, headers=keyed(key))

    assert answer.location == f"/people/{person}#notes"
    assert {receipt.key for receipt in stored(Receipt)} == {person, page, key}
    assert sorted(note.text for note in stored(Note)) == ["Dances", "Sings"]


def test_a_receipt_does_not_tell_what_was_sent(alice: Actor, stored: Stored) -> None:
    form = {"id": new_id(), "name": "Ifeoma"}
    alice.post("/people", form)

    (receipt,) = stored(Receipt)
    assert receipt.digest != quick(form)
    assert len(receipt.digest) == 64


def test_a_receipt_from_before_they_were_keyed_still_answers(
    app: Wellmet, alice: Actor, stored: Stored
) -> None:
    form, key = {"id": new_id(), "name": "Ifeoma"}, new_id()
    alice.post("/people", form, headers=keyed(key))
    with app.app_context():
        db.session.execute(update(Receipt).values(digest=quick(form)))
        db.session.commit()

    assert alice.post("/people", form, headers=keyed(key)).status_code == 303
    assert alice.post("/people", form).status_code == 303
    assert len(stored(Contact)) == 1


def test_receipts_are_kept_for_longer_than_an_act_may_be_late(
    alice: Actor, bob: Actor, clock: Clock, stored: Stored
) -> None:
    act, start = {"id": new_id(), "name": "Ifeoma"}, clock()
    for actor in (alice, bob):
        actor.post("/people", act)

    clock.set(start + timedelta(days=89))
    alice.get("/today")
    assert alice.post("/people", act).status_code == 303
    assert len(stored(Contact)) == len(stored(Receipt)) == 2

    clock.set(start + timedelta(days=90, seconds=1))
    alice.get("/today")
    assert [receipt.person_id for receipt in stored(Receipt)] == [bob.id]


def quick(form: dict[str, str]) -> str:
    """The digest of a post to /people that anybody can compute."""
    return hashlib.sha256(repr(("/people", sorted(form.items()), [])).encode()).hexdigest()
