"""An account on an address whose owner did not open it: they say so, and the address is free."""

import contextvars
import html
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner

from blueprints.accounts import mailed_links, routes_confirmation
from blueprints.accounts.mailed_links import asked_about
from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.shared.posting import Wellmet
from tests.accounts.conftest import Postbox
from tests.cast import ALICE, PASSWORD
from tests.conftest import ORIGIN, Actor, SameOriginClient, Stored

PHONE = {
    "Origin": ORIGIN,
    "User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
}
OPENED = {
    "name": "Visit evil.example",
    "email": "Dora@Example.org",
    "password": PASSWORD,
    "zone": "Europe/London",
}
DORA = {"email": "dora@example.org", "password": PASSWORD}
FREE = "does not use it any more"


@pytest.fixture
def opener(app: Wellmet) -> SameOriginClient:
    """Whoever opens an account on Dora's address, on a phone."""
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    return client


@pytest.fixture
def link(opener: SameOriginClient, postbox: Postbox) -> str:
    """Where the mail leads that Dora gets of it."""
    opener.post("/sign-up", data=OPENED, headers=PHONE)
    return postbox.next_path()


def read(client: SameOriginClient, path: str) -> str:
    return html.unescape(client.get(path).get_data(as_text=True))


def test_the_page_tells_what_the_account_is_known_by_and_nothing_a_stranger_typed(
    stranger: SameOriginClient, link: str
) -> None:
    page = read(stranger, link)

    assert "dora@example.org" in page
    assert "opened on Thu 3 Dec, 19:00, London time" in page
    assert "signed in with Firefox on Android." in page
    assert "evil" not in page
    assert f'action="{link}"' in page
    assert f'action="{link}/refusal"' in page


def test_the_address_is_taken_from_the_account_once_or_twice(
    stranger: SameOriginClient, opener: SameOriginClient, link: str, stored: Stored
) -> None:
    answers = [stranger.post(f"{link}/refusal") for _ in range(2)]

    assert [(one.status_code, one.location) for one in answers] == [(303, link)] * 2
    assert FREE in read(stranger, link)
    (person,) = stored(Person)
    assert (person.email, person.card["email"], person.confirmed_at) == ("", "", None)
    assert stranger.post(link).status_code == 410
    assert stranger.post("/sign-in", data=DORA).status_code == 422


def test_a_letter_to_an_address_from_before_takes_the_account_nowhere(
    app: Wellmet, opener: SameOriginClient, link: str, postbox: Postbox, stored: Stored
) -> None:
    """Whoever has it would set a password next, and read what is in there."""
    opener.post("/me/address", data={"present": PASSWORD, "email": "dorothy@example.org"})
    later, (first, second) = postbox.next_path(), (app.test_client(), app.test_client())
    second.post(f"{later}/refusal")

    assert "Give it the address back" not in first.get(link).get_data(as_text=True)
    first.post(f"{link}/refusal")
    first.post(f"{link}/return")
    assert stored(Person)[0].email == ""
    second.post(f"{later}/return")
    assert stored(Person)[0].email == "dorothy@example.org"


def test_whoever_opened_it_after_all_gives_the_address_back(
    stranger: SameOriginClient, link: str, stored: Stored
) -> None:
    stranger.post(f"{link}/refusal")
    assert "On its card it has to be written again." in read(stranger, link)

    assert [stranger.post(f"{link}/return").location for _ in range(2)] == [link] * 2
    assert (stored(Person)[0].confirmed_at, stored(Person)[0].card["email"]) == (None, "")
    assert "Did you open this account?" in read(stranger, link)
    assert stranger.post(link).status_code == 303
    assert stored(Person)[0].confirmed_at
    assert stranger.post("/sign-in", data=DORA).status_code == 303


def test_whoever_mistyped_it_keeps_what_they_wrote_and_gives_another(
    stranger: SameOriginClient,
    opener: SameOriginClient,
    link: str,
    postbox: Postbox,
    stored: Stored,
) -> None:
    opener.post("/people", data={"name": "Zoë"})
    stranger.post(f"{link}/refusal")

    assert "Zoë" in read(opener, "/people")
    assert "Your account has no address" in read(opener, "/me")
    assert "Your card does not show that one any more, either." in read(opener, "/me")
    assert "You have no address to sign in with." in read(opener, "/me/settings")
    assert "Once you have an address" in read(opener, "/me/nudges")
    opener.post("/me/confirmation")
    assert "Write yours in the settings." in read(opener, "/me")
    opener.post("/me/address", data={"present": PASSWORD, "email": "dorothy@example.org"})
    assert opener.post(postbox.next_path()).status_code == 303
    assert stored(Person)[0].confirmed_at
    assert "Your account has no address" not in read(opener, "/me")
    stranger.post(f"{link}/return")
    assert stored(Person)[0].email == "dorothy@example.org"


def test_its_owner_opens_one_of_their_own(
    stranger: SameOriginClient, link: str, postbox: Postbox, stored: Stored
) -> None:
    stranger.post(f"{link}/refusal")
    stranger.post("/sign-up", data=OPENED | {"name": "Dora"})

    assert stranger.post(postbox.next_path()).location == "/me"
    assert {(one.name, one.email) for one in stored(Person)} == {
        ("Dora", "dora@example.org"),
        (OPENED["name"], ""),
    }


def test_a_link_to_a_new_password_that_was_mailed_before_ends(
    stranger: SameOriginClient, link: str, postbox: Postbox
) -> None:
    stranger.post("/password-reset", data=DORA)
    reset = postbox.next_path()
    stranger.post(f"{link}/refusal")

    assert stranger.get(reset).status_code == 410
    stranger.post("/password-reset", data=DORA)
    assert postbox.is_empty()


def test_an_old_letter_takes_nothing_from_an_address_that_is_confirmed(
    stranger: SameOriginClient, link: str, stored: Stored
) -> None:
    stranger.post(link)

    assert stranger.post(f"{link}/refusal").location == link
    page = read(stranger, link)
    assert "Your address is confirmed" in page
    assert 'href="/password-reset"' in page
    assert "/refusal" not in page
    (person,) = stored(Person)
    assert person.email == "dora@example.org"
    assert len(stored(SignIn)) == 1


@pytest.mark.usefixtures("two_may_write")
def test_whoever_confirms_at_the_same_moment_keeps_it(
    app: Wellmet,
    stranger: SameOriginClient,
    link: str,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_meanwhile(token: str) -> tuple[Person | None, str]:
        found = asked_about(token)
        monkeypatch.undo()
        assert contextvars.Context().run(app.test_client().post, link).status_code == 303
        return found

    monkeypatch.setattr(routes_confirmation, "asked_about", read_meanwhile)

    assert stranger.post(f"{link}/refusal").location == link
    assert stored(Person)[0].email == "dora@example.org"


def test_a_link_that_has_ended_says_what_to_do(
    stranger: SameOriginClient,
    opener: SameOriginClient,
    postbox: Postbox,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    week = timedelta(seconds=mailed_links.CONFIRMATION_LASTS).total_seconds()
    now = TimestampSigner("x").get_timestamp()
    with monkeypatch.context() as then:
        then.setattr(TimestampSigner, "get_timestamp", lambda _: now - int(week) - 1)
        opener.post("/sign-up", data=OPENED)
        ended = postbox.next_path()

    for answer in (stranger.get(ended), stranger.post(f"{ended}/refusal")):
        assert answer.status_code == 410
        assert "you need do nothing" in answer.get_data(as_text=True)
    assert stored(Person)[0].email == "dora@example.org"


def test_an_account_that_is_gone_or_has_moved_is_left_as_it_is(
    stranger: SameOriginClient, alice: Actor, postbox: Postbox, stored: Stored
) -> None:
    alice.post("/me/confirmation")
    link = postbox.next_path()
    alice.post("/me/address", {"present": PASSWORD, "email": "alice@new.example"})
    postbox.next()

    for way in ("refusal", "return"):
        assert stranger.post(f"{link}/{way}").location == link
    assert stored(Person)[0].email == "alice@new.example"
    assert stored(Person)[0].card["email"] == ALICE.email
    alice.post("/me/delete", {"password": PASSWORD})
    stranger.post(f"{link}/refusal")
    assert stranger.get(link).status_code == 410


@pytest.mark.parametrize("token", ["made-up", "W10.x.y", "%00", "a" * 1000])
@pytest.mark.parametrize("way", ["refusal", "return"])
def test_a_made_up_link_refuses_nothing(stranger: SameOriginClient, token: str, way: str) -> None:
    assert stranger.post(f"/confirmation/{token}/{way}", follow_redirects=True).status_code == 410
