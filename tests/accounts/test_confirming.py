"""A mailed link that confirms an address."""

import pytest

from blueprints.accounts.models import Person
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import PLACE, Postbox
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored

SIGN_UP = {"name": "Dora", "email": "dora@example.org", "password": PASSWORD}


def test_signing_up_mails_a_link_that_asks_and_a_press_confirms(
    stranger: SameOriginClient, postbox: Postbox, stored: Stored
) -> None:
    stranger.post("/sign-up", data=SIGN_UP)
    letter = postbox.next()
    path = next(line.removeprefix(PLACE) for line in letter.get_content().split() if PLACE in line)

    assert letter["To"] == "dora@example.org"
    assert "Dora" not in letter.as_string()
    assert "Did you open this account?" in stranger.get(path).get_data(as_text=True)
    assert stored(Person)[0].confirmed_at is None

    answer = stranger.post(path)
    assert answer.location == "/me"
    assert stored(Person)[0].confirmed_at is not None


@pytest.mark.parametrize(
    ("address", "delivered"),
    [
        ("dora@straße.example", "dora@xn--strae-oqa.example"),
        ("dora@βόλος.example", "dora@xn--nxasmm1c.example"),
        ("dora@bücher.example", "dora@xn--bcher-kva.example"),
    ],
)
def test_the_link_goes_to_that_address_and_to_no_other_like_it(
    stranger: SameOriginClient, postbox: Postbox, address: str, delivered: str
) -> None:
    stranger.post("/sign-up", data=SIGN_UP | {"email": address})
    postbox.next()

    assert postbox.handed_to == [[delivered]]


def test_it_can_be_confirmed_on_a_device_that_is_not_signed_in(
    stranger: SameOriginClient, alice: Actor, postbox: Postbox, stored: Stored
) -> None:
    alice.post("/me/confirmation")
    path = postbox.next_path()

    assert stranger.post(path).location == "/sign-in"
    assert stranger.post(path).location == "/sign-in"
    assert stored(Person)[0].confirmed_at is not None


def test_the_page_says_so_until_it_is_confirmed(alice: Actor, postbox: Postbox) -> None:
    assert "Is this your address?" in alice.read("/me")

    alice.post("/me/confirmation")
    alice.post(postbox.next_path())

    assert "Is this your address?" not in alice.read("/me")
    alice.post("/me/confirmation")
    assert "Your address is confirmed already." in alice.read("/me")


def test_it_is_said_whether_a_link_is_on_its_way(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    for _ in range(2):
        stranger.post("/sign-up", data={**SIGN_UP, "email": ALICE.email, "password": PASSWORD})
        postbox.next()
    for _ in range(3):
        alice.post("/me/confirmation")
        assert f"on its way to {ALICE.email}" in alice.read("/me")
        postbox.next()

    alice.post("/me/confirmation")
    page = alice.read("/me")
    assert "No more links go to that address today." in page
    assert "on its way" not in page


def test_a_link_for_another_address_confirms_nothing(
    app: Wellmet, alice: Actor, postbox: Postbox, stored: Stored
) -> None:
    alice.post("/me/confirmation")
    path = postbox.next_path()
    with app.app_context():
        db.session.get_one(Person, alice.id).email = "other@example.org"
        db.session.commit()

    assert alice.get(path).status_code == 410
    assert alice.post(path).status_code == 410
    assert stored(Person)[0].confirmed_at is None


@pytest.mark.parametrize("token", ["made-up", "W10.x.y", "%00", "a" * 3000])
def test_a_made_up_link_has_ended(stranger: SameOriginClient, token: str) -> None:
    assert stranger.get(f"/confirmation/{token}").status_code == 410
    assert stranger.post(f"/confirmation/{token}").status_code == 410


def test_nobody_is_flooded(alice: Actor, postbox: Postbox) -> None:
    answers = [alice.post("/me/confirmation").status_code for _ in range(6)]

    assert answers == [303] * 5 + [429]
    for _ in range(5):
        postbox.next()


def test_strangers_who_sign_up_with_an_address_cannot_flood_it(
    app: Wellmet, postbox: Postbox
) -> None:
    for number in range(7):
        form = {**SIGN_UP, "password": f"{PASSWORD} {number}"}
        app.test_client().post("/sign-up", data=form)

    for _ in range(3):
        postbox.next()


def test_without_a_mail_server_nothing_is_asked(alice: Actor) -> None:
    assert "Is this your address?" not in alice.read("/me")
    assert alice.post("/me/confirmation").status_code == 303
    page = alice.read("/me")
    assert "has no mail server" in page
    assert "on its way" not in page
