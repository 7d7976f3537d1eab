"""What a phone did hours ago, and sends now, about somebody who was let go or met since."""

from blueprints.contacts.models import Contact
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of

from .conftest import Phone


def test_a_swap_that_arrives_late_brings_nobody_back(
    phone: Phone, alice: Actor, bob: Actor, stored: Stored
) -> None:
    word = word_of(bob)
    alice.post(f"/c/{word}/swap", {"id": new_id(), "mode": "swap"})
    (bobs,) = [c.id for c in stored(Contact) if c.owner_id == alice.id and c.person_id]
    alice.post(f"/people/{bobs}/letting-go", {"id": new_id()})

    phone.send(phone.act(f"/c/{word}/swap", {"mode": "swap"}, ago=30))
    assert next(c for c in stored(Contact) if c.id == bobs).let_go_at is not None
    alice.post(f"/c/{word}/swap", {"id": new_id(), "mode": "swap"})
    assert next(c for c in stored(Contact) if c.id == bobs).let_go_at is None


def test_a_letting_go_that_arrives_late_lets_nobody_go_who_was_met_since(
    phone: Phone, alice: Actor, bob: Actor, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (bobs,) = [c.id for c in stored(Contact) if c.owner_id == alice.id and c.person_id]
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})

    phone.send(phone.act(f"/people/{bobs}/letting-go", {}, ago=30))
    assert next(c for c in stored(Contact) if c.id == bobs).let_go_at is None
    assert [(one.contact_id, one.text) for one in stored(Earlier)] == [(bobs, "Let go")]

    phone.send(phone.act(f"/people/{bobs}/letting-go", {}))
    assert next(c for c in stored(Contact) if c.id == bobs).let_go_at is not None
    assert len(stored(Earlier)) == 1


def test_a_phone_that_swaps_and_then_lets_go_has_let_go(
    phone: Phone, alice: Actor, bob: Actor, stored: Stored
) -> None:
    word = word_of(bob)
    alice.post(f"/c/{word}/swap", {"id": new_id(), "mode": "swap"})
    (bobs,) = [c.id for c in stored(Contact) if c.owner_id == alice.id and c.person_id]

    # Its clock was set back in between.
    again = phone.act(f"/c/{word}/swap", {"mode": "swap"}, ago=10)
    phone.send(again, phone.act(f"/people/{bobs}/letting-go", {}, ago=30))

    assert next(c for c in stored(Contact) if c.id == bobs).let_go_at is not None
    assert stored(Earlier) == []
