"""Setting a photo, replacing it, removing it."""

from io import BytesIO

import pytest
from PIL import Image

from blueprints.accounts.models import Person
from blueprints.accounts.photos import Photo
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Stored


def picture(colour: str = "green", kind: str = "PNG") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (600, 400), colour).save(file, kind)
    file.seek(0)
    return file


def photo_form(file: BytesIO, name: str = "me.png", act: str = "") -> dict[str, object]:
    return {"photo": (file, name), "id": act or new_id()}


def test_a_photo_is_kept_small_and_shown(alice: Actor, stored: Stored) -> None:
    answer = alice.post("/me/photo", photo_form(picture()))

    (person,) = stored(Person)
    assert answer.location == "/me/card"
    assert f"/me/photo.jpg?v={person.photo_id}" in alice.read("/me")
    shown = alice.get("/me/photo.jpg")
    assert shown.content_type == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in shown.headers["Cache-Control"]
    assert Image.open(BytesIO(shown.get_data())).size == (160, 160)
    assert Image.open(BytesIO(stored(Photo)[0].jpeg)).size == (400, 400)


def test_another_photo_takes_its_place_under_another_address(alice: Actor, stored: Stored) -> None:
    alice.post("/me/photo", photo_form(picture("green")))
    before = stored(Person)[0].photo_id
    alice.post("/me/photo", photo_form(picture("red")))

    (photo,) = stored(Photo)
    assert stored(Person)[0].photo_id != before
    red, _, _ = Image.open(BytesIO(photo.jpeg)).getpixel((9, 9))  # type: ignore[misc]
    assert red > 200


def test_the_same_form_with_another_file_is_another_act(alice: Actor, stored: Stored) -> None:
    act = new_id()
    alice.post("/me/photo", photo_form(picture("green"), act=act))
    first = stored(Photo)[0].jpeg
    alice.post("/me/photo", photo_form(picture("red"), act=act))

    assert stored(Photo)[0].jpeg != first


def test_the_same_file_twice_is_one_act(alice: Actor, stored: Stored) -> None:
    act = new_id()
    alice.post("/me/photo", photo_form(picture(), act=act))
    before = stored(Person)[0].photo_id
    alice.post("/me/photo", photo_form(picture(), act=act))

    assert stored(Person)[0].photo_id == before


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (BytesIO(b"Dear diary, this is no photo."), "not a picture we can read"),
        (BytesIO(picture().getvalue()[:-60]), "not a picture we can read"),
        (picture(kind="GIF"), "not a picture we can read"),
        (BytesIO(), "not a picture we can read"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_old_one_stays(
    alice: Actor, stored: Stored, file: BytesIO, sentence: str
) -> None:
    alice.post("/me/photo", photo_form(picture()))
    before = stored(Photo)[0].jpeg

    answer = alice.post("/me/photo", photo_form(BytesIO(file.getvalue()), "me.jpg"))

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert stored(Photo)[0].jpeg == before


def test_no_file_is_said(alice: Actor) -> None:
    for form in ({}, {"photo": "a word"}, photo_form(BytesIO(), "")):
        answer = alice.post("/me/photo", form)
        assert answer.status_code == 422
        assert "Choose a photo first." in answer.get_data(as_text=True)


def test_more_than_fits_is_said(
    app: Wellmet, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.view_functions["accounts.setting_photo"], "takes", 1000)
    answer = alice.post("/me/photo", photo_form(BytesIO(b"x" * 1001)))
    assert answer.status_code == 413
    assert "up to 20 MB" in answer.get_data(as_text=True)


def test_a_photo_is_removed_and_removed_again(alice: Actor, stored: Stored) -> None:
    alice.post("/me/photo", photo_form(picture()))
    for _ in range(2):
        assert alice.post("/me/photo/removal").location == "/me/card"

    assert stored(Photo) == []
    assert alice.get("/me/photo.jpg").status_code == 404
    assert "/me/photo.jpg" not in alice.read("/me")


def test_a_photo_kept_back_is_not_on_the_card_others_see(alice: Actor) -> None:
    alice.post("/me/photo", photo_form(picture()))
    alice.post("/me/card", {"name": "Alice", "shared": ["email"]})
    assert "/me/photo.jpg" not in alice.read("/me")

    alice.post("/me/card", {"name": "Alice", "shared": ["photo"]})
    assert "/me/photo.jpg" in alice.read("/me")


def test_a_card_saved_without_a_photo_keeps_what_was_chosen_for_it(
    alice: Actor, stored: Stored
) -> None:
    alice.post("/me/card", {"name": "Alice", "shared": ["email"]})
    alice.post("/me/photo", photo_form(picture()))
    assert "/me/photo.jpg" in alice.read("/me")

    alice.post("/me/card", {"name": "Alice", "shared": ["email"]})
    alice.post("/me/photo/removal")
    alice.post("/me/card", {"name": "Alice", "shared": ["email"]})
    assert "photo" not in stored(Person)[0].shared


def test_each_has_their_own(alice: Actor, bob: Actor) -> None:
    alice.post("/me/photo", photo_form(picture()))
    assert bob.get("/me/photo.jpg").status_code == 404
