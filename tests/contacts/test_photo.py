"""A contact's photo: there while they share it, for those who have their card."""

from io import BytesIO

import pytest
from PIL import Image

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.ids import new_id
from tests.cast import PASSWORD
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of


def picture() -> BytesIO:
    """A photo as a file."""
    file = BytesIO()
    Image.new("RGB", (300, 200), "green").save(file, "JPEG")
    file.seek(0)
    return file


@pytest.fixture
def alice_at_bobs(alice: Actor, bob: Actor, evening: str, stored: Stored) -> str:
    """The id of Bob's contact Alice, who shares a photo."""
    alice.post("/me/photo", {"photo": (picture(), "me.jpg")})
    bob.post(f"/c/{word_of(alice)}/swap", {"mode": "swap"})
    return str(next(c.id for c in stored(Contact) if c.owner_id == bob.id))


def test_it_is_shown_wherever_the_face_is(bob: Actor, alice_at_bobs: str) -> None:
    src = f'src="/people/{alice_at_bobs}/photo.jpg?v='

    for path in ("/people", "/today", f"/people/{alice_at_bobs}"):
        assert src in bob.read(path), path
    photo = bob.get(f"/people/{alice_at_bobs}/photo.jpg")
    assert photo.content_type == "image/jpeg"
    assert Image.open(BytesIO(photo.data)).format == "JPEG"


def of_bob(stored: Stored) -> tuple[Contact, Person]:
    (bob,) = [p for p in stored(Person) if p.name.startswith("Bob")]
    return next(c for c in stored(Contact) if c.owner_id == bob.id), bob


def show(alice: Actor, *shared: str) -> None:
    alice.post("/me/card", {"name": "Alice Lindqvist", "shared": list(shared), "id": new_id()})


def test_it_is_gone_when_it_is_no_longer_shared_and_back_when_it_is(
    alice: Actor, bob: Actor, alice_at_bobs: str, stored: Stored
) -> None:
    before, _ = of_bob(stored)

    show(alice, "headline")
    assert bob.get(f"/people/{alice_at_bobs}/photo.jpg").status_code == 404
    assert "photo.jpg" not in bob.read("/people")
    hidden, owner = of_bob(stored)
    assert hidden.photo_id is None
    assert hidden.rev == owner.last_rev > before.rev

    show(alice, "photo")
    shown, owner = of_bob(stored)
    assert shown.photo_id == before.photo_id
    assert shown.rev == owner.last_rev > hidden.rev


def test_what_does_not_touch_it_tells_nobody(
    alice: Actor, alice_at_bobs: str, stored: Stored
) -> None:
    before, _ = of_bob(stored)
    show(alice, "photo", "headline")
    assert of_bob(stored)[0].rev == before.rev


def test_another_photo_is_another_and_none_is_none(
    alice: Actor, bob: Actor, alice_at_bobs: str, stored: Stored
) -> None:
    before, _ = of_bob(stored)
    alice.post("/me/photo", {"photo": (picture(), "me.jpg")})
    assert of_bob(stored)[0].photo_id not in (None, before.photo_id)

    alice.post("/me/photo/removal")
    contact, owner = of_bob(stored)
    assert contact.photo_id is None
    assert contact.rev == owner.last_rev


def test_it_goes_with_whoever_leaves(
    alice: Actor, bob: Actor, alice_at_bobs: str, stored: Stored
) -> None:
    alice.post("/me/delete", {"password": PASSWORD})
    assert of_bob(stored)[0].photo_id is None
    assert "photo.jpg" not in bob.read("/people")


def test_who_met_before_there_was_one_sees_it_at_the_next_swap(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"mode": "take"})
    assert of_bob(stored)[0].photo_id is None
    alice.post("/me/photo", {"photo": (picture(), "me.jpg")})
    assert of_bob(stored)[0].photo_id


def test_it_is_for_nobody_else(alice: Actor, charlie: Actor, alice_at_bobs: str) -> None:
    for other in (alice, charlie):
        assert other.get(f"/people/{alice_at_bobs}/photo.jpg").status_code == 404


def test_who_has_none_shows_letters(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Ifeoma Okafor"})
    (contact,) = stored(Contact)

    assert alice.get(f"/people/{contact.id}/photo.jpg").status_code == 404
    assert ">IO<" in alice.read(f"/people/{contact.id}")
