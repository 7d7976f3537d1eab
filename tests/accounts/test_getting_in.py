"""Signing up, in and out, and what no answer may tell."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import event
from werkzeug.security import generate_password_hash

from blueprints.accounts import guessing, models
from blueprints.accounts.models import SAME_ADDRESS, Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
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
        ("password", "Trustno1", "A stranger would try that one early."),
        ("password", "baseball2026!", "A stranger would try that one early."),
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


def test_a_few_words_are_a_password(stranger: SameOriginClient) -> None:
    for number, password in enumerate(("lamp table kite", "baseball in the rain", "q7#Lw0z!tRfx")):
        form = NEW | {"email": f"n{number}@example.org", "password": password}
        assert stranger.post("/sign-up", data=form).status_code == 303, password
        stranger.post("/sign-out")


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


def test_no_transaction_is_open_while_a_password_is_hashed(
    stranger: SameOriginClient, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_while_hashing = []

    def hashed(password: str, method: str) -> str:
        open_while_hashing.append(db.session().in_transaction())
        return generate_password_hash(password, method)

    monkeypatch.setattr(models, "generate_password_hash", hashed)
    stranger.post("/sign-up", data={**NEW, "id": new_id()})

    assert len(stored(Person)) == 1
    assert not any(open_while_hashing)
    assert open_while_hashing


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
    assert "do not belong together" in answer.get_data(as_text=True)


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


def test_signing_up_is_no_way_to_guess(alice: Actor, stranger: SameOriginClient) -> None:
    guesses = [{**NEW, "email": cast.ALICE.email, "password": f"a guess {n}"} for n in range(6)]
    for guess in guesses:
        stranger.post("/sign-up", data=guess)
        stranger.post("/sign-in", data=guess)

    assert stranger.post("/sign-up", data=guesses[0]).status_code == 429


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(
    alice: Actor, stranger: SameOriginClient
) -> None:
    form = {"email": cast.ALICE.email, "password": "a guess"}
    for number in range(110):
        elsewhere = {"REMOTE_ADDR": f"203.0.113.{number // 10}"}
        stranger.post("/sign-in", data=form, environ_overrides=elsewhere)

    right = {**form, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=right).status_code == 303


def test_failures_add_up_over_an_hour_and_sign_ins_do_not(
    alice: Actor, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, form = time.time(), {"email": cast.ALICE.email, "password": cast.PASSWORD}

    def after_many(form: dict[str, str], hour: int) -> int:
        for number in range(101):
            now = began + hour * 3600 + number * 7
            monkeypatch.setattr(time, "time", lambda now=now: now)
            answer = stranger.post("/sign-in", data=form)
        return answer.status_code

    assert after_many(form, 0) == 303
    assert after_many({**form, "password": "a guess"}, 2) == 429


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.1", "203.0.113.2", False),
        ("::ffff:203.0.113.1", "::ffff:203.0.113.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_a_network_guesses_as_one(app: Wellmet, one: str, other: str, same: bool) -> None:
    def guesser(host: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": host}):
            return guessing.guesser()

    assert (guesser(one) == guesser(other)) is same


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


def claim_alices_address(app: Wellmet, clock: Clock) -> None:
    """Junk accounts of Alice's address, that many as are tried; then it is the next day."""
    with app.app_context():
        for _ in range(SAME_ADDRESS):
            Person.add(new_id(), cast.ALICE, "somebody else altogether", cast.ZONE, "en_GB")
        db.session.commit()
    clock.set(clock.time + timedelta(days=1))


def test_a_confirmed_address_is_crowded_out_by_nobody(
    app: Wellmet, stranger: SameOriginClient, clock: Clock
) -> None:
    claim_alices_address(app, clock)
    with app.app_context():
        cast.person(cast.ALICE).confirmed_at = clock.time
        db.session.commit()

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).location == "/today"


def test_whoever_uses_an_account_is_let_in_before_those_who_only_claimed_the_address(
    app: Wellmet, stranger: SameOriginClient, clock: Clock
) -> None:
    claim_alices_address(app, clock)
    form = {**NEW, "email": cast.ALICE.email}
    stranger.post("/sign-up", data=form)
    stranger.post("/people", data={"name": "Somebody met", "id": new_id()})
    stranger.post("/sign-out")

    assert stranger.post("/sign-in", data=form).location == "/today"


def test_later_accounts_crowd_out_nobody(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, clock: Clock
) -> None:
    clock.set(clock.time + timedelta(days=1))
    claim_alices_address(app, clock)

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).location == "/today"


def test_an_address_begins_three_times_a_day(
    app: Wellmet, stranger: SameOriginClient, stored: Stored
) -> None:
    forms = [{**NEW, "password": f"{NEW['password']} {number}"} for number in range(4)]
    answers = [app.test_client().post("/sign-up", data=form) for form in forms]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 422]
    page = answers[-1].get_data(as_text=True)
    assert "Try again tomorrow." in page
    assert forms[-1]["password"] not in page
    assert len(stored(Person)) == 3
    assert stranger.post("/sign-up", data=forms[2]).location == "/today"


@pytest.mark.parametrize("accounts", range(SAME_ADDRESS + 2))
def test_a_sign_in_costs_the_same_however_many_accounts_there_are(
    app: Wellmet, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch, accounts: int
) -> None:
    with app.app_context():
        for _ in range(accounts):
            cast.person(cast.ALICE)
        db.session.commit()
    checked: list[str] = []
    monkeypatch.setattr(models, "check_password_hash", lambda kept, _: checked.append(kept))

    stranger.post("/sign-in", data={"email": cast.ALICE.email, "password": "a guess"})

    assert len(checked) == SAME_ADDRESS


@pytest.mark.parametrize("accounts", range(1, SAME_ADDRESS + 2))
def test_a_sign_up_costs_the_same_however_many_accounts_there_are(
    app: Wellmet, monkeypatch: pytest.MonkeyPatch, accounts: int
) -> None:
    with app.app_context():
        engine = db.engine
        for _ in range(accounts):
            cast.person(cast.ALICE)
        db.session.commit()
    done: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        done.append(statement)

    def hashed(_password: str, **_: str) -> str:
        done.append("hash")
        return "kept"

    def cost(email: str) -> list[str]:
        done.clear()
        assert app.test_client().post("/sign-up", data={**NEW, "email": email}).status_code == 303
        return list(done)

    event.listen(engine, "before_cursor_execute", note)
    monkeypatch.setattr(models, "check_password_hash", lambda *_: done.append("check"))
    monkeypatch.setattr(models, "generate_password_hash", hashed)
    cost("first@example.org")  # nobody's password is hashed once

    assert cost(cast.ALICE.email) == cost("nobody@example.org")
    assert [one for one in done if one in ("check", "hash")] == ["check"] * SAME_ADDRESS + ["hash"]
    event.remove(engine, "before_cursor_execute", note)
