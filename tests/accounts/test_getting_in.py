"""Signing up, in and out, and what no answer may tell."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import SAME_ADDRESS, Person, SignIn
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.records import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, Stored

NEW = {
    "name": "Ifeoma Okafor",
    "email": "Ifeoma@Example.org",
    "password": "three nurses and a kite",
    "zone": "Africa/Lagos",
}


def test_signing_up_lets_in(stranger: SameOriginClient, stored: Stored) -> None:
    answer = stranger.post(
        "/sign-up", data=NEW, headers={"Origin": "http://localhost", "Accept-Language": "de-AT,de"}
    )

    (person,) = stored(Person)
    assert answer.location == "/today"
    assert (person.email, person.zone, person.locale) == (
        "ifeoma@example.org",
        "Africa/Lagos",
        "de_AT",
    )
    assert person.confirmed_at is None
    assert NEW["password"] not in person.password_hash
    assert "Good to have you" in stranger.get("/today").get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Tell people your name."),
        ("name", "x" * 81, "At most 80 characters"),
        ("email", "", "Your e-mail address goes here."),
        ("email", "ifeoma@", "does not look like an e-mail address"),
        ("password", "", "at least 8 characters"),
        ("password", "short", "at least 8 characters"),
        ("password", "x" * 201, "at most 200 characters"),
        ("password", "password123", "A stranger would try that one early."),
        ("password", "aaaaaaaaaaaa", "A stranger would try that one early."),
        ("password", "IFEOMA OKAFOR", "A stranger would try that one early."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    stranger: SameOriginClient, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = stranger.post("/sign-up", data={**NEW, field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert field == "name" or "Ifeoma Okafor" in page
    assert NEW["password"] not in page
    assert stored(Person) == []


def test_an_unknown_zone_does_not_keep_anybody_out(
    stranger: SameOriginClient, stored: Stored
) -> None:
    stranger.post("/sign-up", data={**NEW, "zone": "Mars/Olympus"})

    assert [person.zone for person in stored(Person)] == ["UTC"]


def test_a_post_twice_is_one_account(stranger: SameOriginClient, stored: Stored) -> None:
    form = {**NEW, "id": new_id()}

    assert stranger.post("/sign-up", data=form).location == "/today"
    assert stranger.post("/sign-up", data=form).location == "/today"
    assert len(stored(Person)) == 1


def test_signing_up_with_anothers_address_tells_nothing_and_takes_nothing(
    alice: Actor, stranger: SameOriginClient, stored: Stored
) -> None:
    known = stranger.post("/sign-up", data={**NEW, "email": cast.ALICE.email})

    assert known.location == "/today"
    assert len(stored(Person)) == 2
    assert "Alice" not in stranger.get("/today").get_data(as_text=True)


def test_two_accounts_of_one_address_are_told_apart_by_their_passwords(
    alice: Actor, stranger: SameOriginClient
) -> None:
    stranger.post("/sign-up", data={**NEW, "email": cast.ALICE.email})
    stranger.post("/sign-out")
    stranger.post("/sign-in", data={"email": cast.ALICE.email, "password": NEW["password"]})

    assert "Ifeoma" in stranger.get("/today").get_data(as_text=True)


def test_a_wrong_password_and_a_wrong_address_read_the_same(
    alice: Actor, stranger: SameOriginClient
) -> None:
    def answer(email: str) -> str:
        form = {"email": email, "password": "not the one"}
        page = stranger.post("/sign-in", data=form)
        assert page.status_code == 422
        return page.get_data(as_text=True).replace(email, "")

    assert answer(cast.ALICE.email) == answer("nobody@example.org")
    assert "do not belong together" in answer(cast.ALICE.email)


def test_guessing_is_slowed_down(alice: Actor, stranger: SameOriginClient) -> None:
    form = {"email": cast.ALICE.email, "password": "a guess"}
    answers = [stranger.post("/sign-in", data=form) for _ in range(12)]

    assert answers[-1].status_code == 429
    assert "Wait a minute" in answers[-1].get_data(as_text=True)


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


def test_a_confirmed_address_is_crowded_out_by_nobody(
    app: Wellmet, stranger: SameOriginClient, clock: Clock
) -> None:
    with app.app_context():
        for _ in range(SAME_ADDRESS):
            Person.add(new_id(), cast.ALICE, "somebody else altogether", cast.ZONE, "en_GB")
        clock.set(clock.time + timedelta(days=1))
        cast.person(cast.ALICE).confirmed_at = clock.time
        db.session.commit()

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).location == "/today"
