"""A contact's photo: there while they share it, for those who have their card."""

from io import BytesIO

import pytest
from PIL import Image

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.records import Wellmet
from tests.conftest import Actor, Stored
from tests.exchange.codes import word_of


@pytest.fixture
def alice_at_bobs(alice: Actor, bob: Actor, evening: str, stored: Stored) -> str:
    """The id of Bob's contact Alice, who shares a photo."""
    picture = BytesIO()
    Image.new("RGB", (300, 200), "green").save(picture, "JPEG")
    alice.post("/me/photo", {"photo": (BytesIO(picture.getvalue()), "me.jpg")})
    bob.post(f"/c/{word_of(alice)}/swap", {"mode": "swap"})
    return str(next(c.id for c in stored(Contact) if c.owner_id == bob.id))


def test_it_is_shown_wherever_the_face_is(bob: Actor, alice_at_bobs: str) -> None:
    src = f'src="/people/{alice_at_bobs}/photo.jpg?v='

    for path in ("/people", "/today", f"/people/{alice_at_bobs}"):
        assert src in bob.read(path), path
    photo = bob.get(f"/people/{alice_at_bobs}/photo.jpg")
    assert photo.content_type == "image/jpeg"
    assert Image.open(BytesIO(photo.data)).format == "JPEG"


def test_it_is_gone_when_it_is_no_longer_shared(
    app: Wellmet, alice: Actor, bob: Actor, alice_at_bobs: str
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        person.shared = [field for field in person.shared if field != "photo"]
        db.session.commit()

    assert bob.get(f"/people/{alice_at_bobs}/photo.jpg").status_code == 404
    assert "photo.jpg" not in bob.read("/people")


def test_it_is_for_nobody_else(alice: Actor, charlie: Actor, alice_at_bobs: str) -> None:
    for other in (alice, charlie):
        assert other.get(f"/people/{alice_at_bobs}/photo.jpg").status_code == 404


def test_who_has_none_shows_letters(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Ifeoma Okafor"})
    (contact,) = stored(Contact)

    assert alice.get(f"/people/{contact.id}/photo.jpg").status_code == 404
    assert ">IO<" in alice.read(f"/people/{contact.id}")
