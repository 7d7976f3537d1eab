"""Revisions and receipts: each change counted, each act done once."""

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact, Note
from blueprints.shared.ids import new_id
from blueprints.shared.records import Receipt
from tests.conftest import Actor, Stored


def rev_of(person: Actor, stored: Stored) -> int:
    return int(next(p.last_rev for p in stored(Person) if p.id == person.id))


def test_each_change_counts_its_owners_revision_up_by_one(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    start, others = rev_of(alice, stored), rev_of(bob, stored)

    alice.post("/people", {"name": "Ifeoma"})
    (contact,) = stored(Contact)
    assert contact.rev == rev_of(alice, stored) == start + 1

    alice.post(f"/people/{contact.id}/notes", {"text": "Sings"})
    assert stored(Note)[0].rev == rev_of(alice, stored) == start + 2
    assert stored(Contact)[0].rev == start + 1
    assert rev_of(bob, stored) == others


def test_a_refused_post_counts_nothing(alice: Actor, stored: Stored) -> None:
    start = rev_of(alice, stored)

    alice.post("/people", {"name": ""})

    assert rev_of(alice, stored) == start
    assert stored(Receipt) == []


def test_a_repeat_is_answered_from_its_receipt(alice: Actor, stored: Stored) -> None:
    form = {"name": "Ifeoma", "id": new_id()}
    alice.post("/people", form)
    start = rev_of(alice, stored)

    alice.post("/people", form)

    assert rev_of(alice, stored) == start
    assert len(stored(Receipt)) == 1


def test_a_receipt_is_its_persons(alice: Actor, bob: Actor, stored: Stored) -> None:
    form = {"name": "Ifeoma", "id": new_id()}

    alice.post("/people", form)
    answer = bob.post("/people", form)

    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}
    assert bob.get(answer.location).status_code == 200


def test_the_id_of_anothers_record_makes_a_new_one(
    alice: Actor, bob: Actor, stored: Stored
) -> None:
    alice.post("/people", {"name": "Ifeoma"})
    (hers,) = stored(Contact)

    bob.post("/people", {"name": "Forged", "id": hers.id})

    assert {c.name for c in stored(Contact) if c.owner_id == alice.id} == {"Ifeoma"}
    assert {c.name for c in stored(Contact) if c.owner_id == bob.id} == {"Forged"}


def test_an_id_that_is_none_is_replaced(alice: Actor, stored: Stored) -> None:
    for strange in ("", "1", "x" * 5000, "../../etc", new_id().upper()):
        assert alice.post("/people", {"name": "Ifeoma", "id": strange}).status_code == 303
    assert len(stored(Contact)) == 5
