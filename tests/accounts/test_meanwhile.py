"""What comes while something is proven: a password, or that a mailbox is somebody's.

While a password is hashed nothing is locked, and it takes a third of a second.
"""

import contextvars
from collections.abc import Callable
from typing import Any

import pytest

from blueprints.accounts import models, routes_confirmation
from blueprints.accounts.mailed_links import to_confirm
from blueprints.accounts.models import Person
from blueprints.accounts.photos import Photo
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import Postbox
from tests.accounts.test_my_photo import photo_form, picture
from tests.cast import ALICE, PASSWORD
from tests.conftest import Actor, SameOriginClient, Stored

NEW = "another lamp, another table"
OTHER = "a third one, of somebody else"
Meanwhile = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Does something once, after the next password has been tried (`matching`) or `hashed`."""

    def arrange(step: str, act: Callable[[], object]) -> None:
        slowly: Callable[..., Any] = getattr(models, step)

        def interrupted(*given: object) -> object:
            monkeypatch.setattr(models, step, slowly)
            done = slowly(*given)
            contextvars.Context().run(act)
            return done

        monkeypatch.setattr(models, step, interrupted)

    return arrange


@pytest.fixture
def tablet(alice: Actor, app: Wellmet) -> Actor:
    """Where Alice is signed in as well, or somebody is who has her password."""
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    assert sign_in(client, PASSWORD) == 303
    return Actor(alice.id, client)


def sign_in(client: SameOriginClient, password: str) -> int:
    form = {"email": ALICE.email, "password": password}
    return client.post("/sign-in", data=form).status_code


def renew(who: Actor, password: str) -> None:
    form = {"present": PASSWORD, "password": password}
    assert who.post("/me/password", form).status_code == 303


def test_nobody_signs_in_with_a_password_that_was_changed_meanwhile(
    alice: Actor, stranger: SameOriginClient, meanwhile: Meanwhile
) -> None:
    meanwhile("matching", lambda: renew(alice, NEW))

    assert sign_in(stranger, PASSWORD) == 422
    assert stranger.get("/me").status_code == 303
    assert sign_in(stranger, NEW) == 303


@pytest.mark.parametrize(("step", "status"), [("matching", 422), ("hashed", 401)])
def test_of_two_who_change_a_password_at_once_the_second_is_out(
    alice: Actor,
    tablet: Actor,
    stranger: SameOriginClient,
    meanwhile: Meanwhile,
    step: str,
    status: int,
) -> None:
    meanwhile(step, lambda: renew(alice, NEW))

    late = tablet.post("/me/password", {"present": PASSWORD, "password": OTHER})

    assert late.status_code == status
    assert (alice.get("/me").status_code, tablet.get("/me").status_code) == (200, 303)
    assert [sign_in(stranger, one) for one in (OTHER, NEW)] == [422, 303]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/me/password", {"present": PASSWORD, "password": OTHER}),
        ("/me/address", {"present": PASSWORD, "email": "mallory@example.org"}),
        ("/me/delete", {"password": PASSWORD}),
    ],
)
@pytest.mark.parametrize("ends", ["every other sign-in", "the password"])
def test_what_a_password_confirms_is_not_done_for_who_was_signed_out_meanwhile(
    alice: Actor,
    tablet: Actor,
    stored: Stored,
    meanwhile: Meanwhile,
    path: str,
    form: dict[str, str],
    ends: str,
) -> None:
    def end() -> None:
        if ends == "the password":
            renew(alice, NEW)
        else:
            assert alice.post("/me/devices/removal").status_code == 303

    meanwhile("matching", end)
    answer = tablet.post(path, form)

    assert answer.status_code in (401, 422)
    (person,) = stored(Person)
    assert person.email == ALICE.email
    assert sign_in(tablet.client, NEW if ends == "the password" else PASSWORD) == 303


def test_a_sign_in_that_ended_while_the_new_password_was_hashed_changes_nothing(
    alice: Actor, tablet: Actor, stranger: SameOriginClient, meanwhile: Meanwhile
) -> None:
    meanwhile("hashed", lambda: alice.post("/me/devices/removal"))

    answer = tablet.post("/me/password", {"present": PASSWORD, "password": OTHER})

    assert answer.status_code == 401
    assert [sign_in(stranger, one) for one in (OTHER, PASSWORD)] == [422, 303]


def test_a_mailed_link_works_once_also_when_it_comes_twice_at_once(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, postbox: Postbox, meanwhile: Meanwhile
) -> None:
    stranger.post("/password-reset", data={"email": ALICE.email})
    path, first = postbox.next_path(), app.test_client()
    meanwhile("hashed", lambda: first.post(path, data={"password": NEW}))

    late = stranger.post(path, data={"password": OTHER})

    assert late.status_code == 410
    assert first.get("/me").status_code == 200
    assert stranger.get("/me").status_code == 303
    assert [sign_in(stranger, one) for one in (OTHER, NEW)] == [422, 303]


def test_a_link_mailed_to_an_address_that_was_left_meanwhile_resets_nothing(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox, stored: Stored, meanwhile: Meanwhile
) -> None:
    stranger.post("/password-reset", data={"email": ALICE.email})
    path = postbox.next_path()
    form = {"present": PASSWORD, "email": "alice@new.example"}
    meanwhile("hashed", lambda: alice.post("/me/address", form))

    assert stranger.post(path, data={"password": OTHER}).status_code == 410
    assert stored(Person)[0].confirmed_at is None
    postbox.next()


@pytest.mark.usefixtures("two_may_write")
def test_a_link_to_an_address_that_is_left_meanwhile_confirms_no_other(
    alice: Actor,
    tablet: Actor,
    postbox: Postbox,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alice.post("/me/confirmation")
    path = postbox.next_path()

    def read_meanwhile(token: str) -> Person | None:
        found = to_confirm(token)
        monkeypatch.undo()
        form = {"present": PASSWORD, "email": "somebody@else.example"}
        assert contextvars.Context().run(tablet.post, "/me/address", form).status_code == 303
        return found

    monkeypatch.setattr(routes_confirmation, "to_confirm", read_meanwhile)

    assert alice.post(path).status_code == 410
    assert stored(Person)[0].confirmed_at is None
    postbox.next()


@pytest.mark.usefixtures("two_may_write")
def test_whoever_a_mailed_link_signs_out_takes_the_account_to_no_other_address(
    alice: Actor,
    tablet: Actor,
    stranger: SameOriginClient,
    postbox: Postbox,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stranger.post("/password-reset", data={"email": ALICE.email})
    path, move_to = postbox.next_path(), Person.move_to

    def move_meanwhile(person: Person, email: str) -> None:
        # The old password was right. Its end comes before anything is written.
        monkeypatch.undo()
        new = {"data": {"password": NEW}}
        assert contextvars.Context().run(stranger.post, path, **new).status_code == 303
        move_to(person, email)

    monkeypatch.setattr(Person, "move_to", move_meanwhile)
    answer = tablet.post("/me/address", {"present": PASSWORD, "email": "mallory@example.org"})

    assert answer.status_code == 401
    assert stored(Person)[0].email == ALICE.email


@pytest.mark.parametrize("step", ["matching", "hashed"])
def test_who_has_left_meanwhile_changes_no_password(
    alice: Actor, tablet: Actor, stored: Stored, meanwhile: Meanwhile, step: str
) -> None:
    meanwhile(step, lambda: alice.post("/me/delete", {"password": PASSWORD}))

    late = tablet.post("/me/password", {"present": PASSWORD, "password": OTHER})

    assert late.status_code == 401
    assert stored(Person) == []


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/me/address", {"present": PASSWORD, "email": "alice@new.example"}),
        ("/me/delete", {"password": PASSWORD}),
    ],
)
def test_who_has_left_meanwhile_is_asked_to_sign_in(
    alice: Actor, tablet: Actor, meanwhile: Meanwhile, path: str, form: dict[str, str]
) -> None:
    meanwhile("matching", lambda: alice.post("/me/delete", {"password": PASSWORD}))

    assert tablet.post(path, form).status_code == 401


def test_a_photo_of_who_has_left_meanwhile_is_not_kept(
    alice: Actor, tablet: Actor, stored: Stored, meanwhile: Meanwhile
) -> None:
    meanwhile("recode", lambda: alice.post("/me/delete", {"password": PASSWORD}))
    answer = tablet.post("/me/photo", photo_form(picture()))

    assert answer.location == "/sign-in"
    assert stored(Photo) == []
