"""Signing in and out, the session in between, and where it leads."""

import pytest

from blueprints.accounts.sign_ins import SignIn
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored

from .newcomer import NEW


@pytest.mark.parametrize(
    ("signed_up", "signs_in"),
    [
        ("Ifeoma@xn--bcher-kva.example", "ifeoma@b\u00fccher.example"),
        ("ifeoma@B\u00fccher.example", "ifeoma@xn--bcher-kva.example"),
        ("ifeoma@\uff45xample.org", "ifeoma@example.org"),
        ("ren\u00e9@example.org", "rene\u0301@example.org"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(
    stranger: SameOriginClient, signed_up: str, signs_in: str
) -> None:
    stranger.post("/sign-up", data={**NEW, "email": signed_up})
    stranger.post("/sign-out")

    form = {"email": signs_in, "password": NEW["password"]}
    assert stranger.post("/sign-in", data=form).location == "/today"


def test_text_that_is_no_address_is_only_wrong(stranger: SameOriginClient) -> None:
    answer = stranger.post("/sign-in", data={"email": "Ifeoma@", "password": "a guess"})

    assert answer.status_code == 422
    assert "do not match" in answer.get_data(as_text=True)


def test_a_session_from_before_the_sign_in_ends_with_it(
    alice: Actor, stranger: SameOriginClient
) -> None:
    with stranger.session_transaction() as session:
        session["planted"] = "by somebody else"
    stranger.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})

    with stranger.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"]


def test_one_stays_signed_in_for_ninety_days_on_a_guarded_cookie(
    alice: Actor, stranger: SameOriginClient
) -> None:
    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    cookie = stranger.post("/sign-in", data=form).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires=" in cookie


def test_signing_out_ends_this_device_only(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    stranger.post("/sign-in", data={"email": cast.ALICE.email, "password": cast.PASSWORD})
    answer = stranger.post("/sign-out")

    assert answer.location == "/"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert stranger.get("/today").location.startswith("/sign-in")
    assert alice.get("/today").status_code == 200
    assert len(stored(SignIn)) == 1


def test_a_made_up_cookie_is_nobodys(stranger: SameOriginClient, alice: Actor) -> None:
    for forged in ("nobody", alice.id, "0" * 36):
        with stranger.session_transaction() as session:
            session["_user_id"] = forged
        assert stranger.get("/today").location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("onward", "lands"),
    [
        ("/people?q=wei", "/people?q=wei"),
        ("https://evil.example/", "/today"),
        ("//evil.example/", "/today"),
        ("///evil.example/", "/today"),
        ("/\\evil.example", "/today"),
        ("/\tpeople", "/today"),
        ("javascript:alert(1)", "/today"),
        ("", "/today"),
    ],
)
def test_next_leads_only_to_this_host(
    alice: Actor, stranger: SameOriginClient, onward: str, lands: str
) -> None:
    form = {"email": cast.ALICE.email, "password": cast.PASSWORD, "next": onward}

    assert stranger.post("/sign-in", data=form).location == lands
    assert stranger.get("/sign-in", query_string={"next": onward}).location == lands


def test_the_landing_page_is_for_strangers(alice: Actor, stranger: SameOriginClient) -> None:
    assert "Meet few." in stranger.get("/").get_data(as_text=True)
    assert alice.get("/").location == "/today"
