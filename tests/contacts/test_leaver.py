"""What stays of somebody who deleted their account."""

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from tests.cast import PASSWORD
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of


def test_a_saved_card_stays_and_ones_other_phones_hear_that_it_is_cut_off(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/c/{word_of(bob)}/swap", {"mode": "swap"})
    (before,) = [c for c in stored(Contact) if c.owner_id == alice.id]

    bob.post("/me/delete", {"password": PASSWORD})

    (contact,) = stored(Contact)
    (owner,) = stored(Person)
    assert (contact.name, contact.person_id) == ("Bob Okonkwo", None)
    assert contact.rev == owner.last_rev > before.rev
