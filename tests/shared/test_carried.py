"""What was typed when the session had ended is kept through the sign-in."""

import pytest

from blueprints.accounts import forms
from blueprints.contacts.models import Contact
from blueprints.shared.carried import SECRET, Carried
from blueprints.shared.forms import PostedForm, SecretField
from blueprints.shared.ids import new_id
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored
from tests.exchange.codes import word_of
from tests.forms import hidden

SIGN_IN = {"email": cast.ALICE.email, "password": cast.PASSWORD}


def test_a_form_waits_behind_the_sign_in(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    form = {"name": "Ifeoma <b>", "headline": "Two\nlines", "id": new_id()}

    asked = stranger.post("/people", data=form)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 401
    assert "What you did is kept" in page

    wrong = stranger.post("/sign-in", data={**hidden(page), **SIGN_IN, "password": "not that"})
    kept = hidden(wrong.get_data(as_text=True))
    back = stranger.post("/sign-in", data={**kept, **SIGN_IN}).get_data(as_text=True)
    assert "You were about to send this:" in back
    assert "Ifeoma &lt;b&gt;" in back

    answer = stranger.post("/people", data=hidden(back.split("</header>")[1]))
    assert answer.status_code == 303
    assert [(c.name, c.id) for c in stored(Contact)] == [("Ifeoma <b>", form["id"])]


def test_a_swap_waits_too(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    path = f"/c/{word_of(bob)}/swap"

    asked = stranger.post(path, data={"mode": "swap", "id": new_id()})
    kept = hidden(asked.get_data(as_text=True))
    back = stranger.post("/sign-in", data={**kept, **SIGN_IN}).get_data(as_text=True)
    assert "You were in the middle of something." in back
    assert f'action="{path}"' in back

    stranger.post(path, data=hidden(back.split("</header>")[1]))
    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}


def test_a_post_with_nothing_typed_only_asks_to_sign_in(stranger: SameOriginClient) -> None:
    answer = stranger.post(f"/people/{new_id()}/letting-go", data={"id": new_id()})

    assert answer.location == "/sign-in"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/me/address", {"email": "alice@new.example", "present": cast.PASSWORD}),
        ("/me/password", {"present": cast.PASSWORD, "password": "another lamp, another table"}),
        ("/me/delete", {"password": cast.PASSWORD}),
    ],
)
def test_a_password_is_never_carried(
    stranger: SameOriginClient, path: str, form: dict[str, str]
) -> None:
    answer = stranger.post(path, data={**form, "id": new_id()})

    assert answer.status_code == 401
    assert cast.PASSWORD not in answer.get_data(as_text=True)


def test_every_field_for_a_password_is_known_as_a_secret() -> None:
    kinds = [
        kind
        for kind in vars(forms).values()
        if isinstance(kind, type) and issubclass(kind, PostedForm)
    ]
    secrets = {field.name for kind in kinds for field in kind() if isinstance(field, SecretField)}

    assert secrets == SECRET


def test_only_what_was_typed_is_shown() -> None:
    fields = [
        ("id", new_id()),
        ("zone", "Europe/London"),
        ("name", "Ifeoma"),
        ("card_in_code", "y"),
    ]
    carried = Carried.of("/people", fields)

    assert carried is not None
    assert carried.typed == ["Ifeoma"]
    assert list(carried.fields) == fields


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "nonsense",
        "[]",
        "[1, []]",
        '["/people"]',
        '["https://evil.example", [["name", "x"]]]',
        '["//evil.example", [["name", "x"]]]',
        '["/people", [["name"]]]',
        '["/people", 7]',
        '["/people", [["name", "\\ud83d"]]]',
        "[" * 50_000,
    ],
)
def test_what_we_did_not_write_is_not_carried(
    alice: Actor, stranger: SameOriginClient, forged: str
) -> None:
    assert Carried.read(forged) is None
    assert stranger.post("/sign-in", data={**SIGN_IN, "carried": forged}).location == "/today"
