"""Me, and what I give away of it."""

from dataclasses import replace
from typing import Any

import pytest

from blueprints.accounts.models import Person
from blueprints.shared.card import Card
from blueprints.shared.ids import new_id
from tests.cast import ALICE
from tests.conftest import Actor, SameOriginClient, Stored

CARD: dict[str, Any] = {
    "name": "Alice 🎈 Lindqvist",
    "headline": "Makes rotas",
    "organisation": "Nightshift",
    "email": "Alice@Work.example",
    "phone": "07911 123456",
    "links": "example.org/alice\nhttps://t.me/alice",
    "looking_for": "Somebody who has\r\nsold to hospitals",
    "can_help": "שלום e\u0301",
    "prefers": "telegram",
    "shared": ["headline", "email", "links", "can_help"],
}
PAGES = ["/me", "/me/card", "/me/settings", "/me/delete", "/me/photo.jpg"]
POSTS = [
    *("card", "photo", "photo/removal", "settings", "address", "password"),
    *("delete", "confirmation"),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_signs_in_first(stranger: SameOriginClient, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={path}")


@pytest.mark.parametrize("path", POSTS)
def test_a_stranger_changes_nothing(stranger: SameOriginClient, path: str) -> None:
    assert stranger.post(f"/me/{path}").location == "/sign-in"


@pytest.mark.parametrize("path", POSTS)
def test_another_site_changes_nothing(alice: Actor, stored: Stored, path: str) -> None:
    forged = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert alice.post(f"/me/{path}", CARD, headers=forged).status_code == 403
    assert stored(Person)[0].whole_card == ALICE


def test_my_card_is_what_i_say_and_others_get_what_i_share(alice: Actor, stored: Stored) -> None:
    answer = alice.post("/me/card", {**CARD, "id": new_id()})

    (person,) = stored(Person)
    assert answer.location == "/me"
    assert person.whole_card == Card(
        name="Alice 🎈 Lindqvist",
        headline="Makes rotas",
        organisation="Nightshift",
        email="Alice@work.example",
        phone="+447911123456",
        links=("https://example.org/alice", "https://t.me/alice"),
        looking_for="Somebody who has\nsold to hospitals",
        can_help="שלום e\u0301",
        prefers="telegram",
    )
    assert person.shared_card == replace(
        person.whole_card, organisation="", phone="", looking_for=""
    )


def test_the_page_shows_the_card_as_others_see_it(alice: Actor) -> None:
    alice.post("/me/card", CARD)

    page = alice.read("/me")

    assert "Alice@work.example" in page
    assert "t.me/alice" in page
    assert "Nightshift" not in page
    assert "7911" not in page


def test_the_form_shows_what_is_kept_and_what_is_shared(alice: Actor) -> None:
    alice.post("/me/card", CARD)

    page = alice.read("/me/card")

    assert "+447911123456" in page
    assert 'name="shared" value="email" checked' in page
    assert 'name="shared" value="phone">' in page
    assert '<option value="telegram" selected>' in page


def test_a_new_card_has_a_new_revision(alice: Actor, stored: Stored) -> None:
    before = stored(Person)[0].rev
    alice.post("/me/card", CARD)
    assert stored(Person)[0].rev > before


def test_nothing_but_the_name_is_needed(alice: Actor, stored: Stored) -> None:
    alice.post("/me/card", {"name": "A"})

    assert stored(Person)[0].shared_card == Card(name="A")
    assert "Only your name, for now." in alice.read("/me")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "A name is what people remember."),
        ("name", " \t ", "A name is what people remember."),
        ("name", "x" * 81, "At most 80 characters; this has 81."),
        ("name", "a\x00b", "a character that cannot be saved"),
        ("headline", "x" * 121, "At most 120 characters"),
        ("organisation", "x" * 121, "At most 120 characters"),
        ("email", "alice", "does not look like an e-mail address"),
        ("phone", "0800 FLOWERS", "letters in it"),
        ("phone", "+44 79", "too short"),
        ("links", "javascript:alert(1)", "does not look like a web address"),
        ("links", "https://alice:secret@example.org", "a name or a password"),
        ("links", "a.example b.example c.example d.example e.example f.example", "At most 5"),
        ("looking_for", "x" * 281, "At most 280 characters"),
        ("can_help", "x" * 281, "At most 280 characters"),
        ("prefers", "pigeon", "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    alice: Actor, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = alice.post("/me/card", {**CARD, "organisation": "Kept as typed", field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert sentence in page
    assert "Kept as typed" in page or field == "organisation"
    assert 'name="shared" value="phone">' in page
    assert stored(Person)[0].whole_card == ALICE


def test_a_forged_share_is_ignored(alice: Actor, stored: Stored) -> None:
    alice.post("/me/card", {**CARD, "shared": ["password_hash", "email", "email", "<b>"]})
    assert stored(Person)[0].shared == ["photo", "email", "prefers"]


def test_what_is_typed_is_never_markup(alice: Actor) -> None:
    alice.post("/me/card", {**CARD, "name": "<script>alert(1)</script>", "can_help": "<b>"})
    for path in ("/me", "/me/card"):
        page = alice.read(path)
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_each_sees_only_their_own(alice: Actor, bob: Actor) -> None:
    alice.post("/me/card", CARD)
    assert "Lindqvist" not in bob.read("/me") + bob.read("/me/card")
