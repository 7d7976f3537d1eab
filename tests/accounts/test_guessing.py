"""Guesses are slowed down, and no answer tells whether an account is there."""

import time

import pytest
from sqlalchemy import event

from blueprints.accounts import passwords
from blueprints.accounts.models import SAME_ADDRESS
from blueprints.shared.counts import Counts
from blueprints.shared.database import db
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient
from tests.postbox import Postbox

from .newcomer import NEW


def test_a_wrong_password_and_a_wrong_address_read_the_same(
    alice: Actor, stranger: SameOriginClient
) -> None:
    def answer(email: str) -> str:
        form = {"email": email, "password": "not the one"}
        page = stranger.post("/sign-in", data=form)
        assert page.status_code == 422
        return page.get_data(as_text=True).replace(email, "")

    assert answer(cast.ALICE.email) == answer("nobody@example.org")
    assert "do not match" in answer(cast.ALICE.email)


def test_guessing_is_slowed_down(alice: Actor, stranger: SameOriginClient) -> None:
    form = {"email": cast.ALICE.email, "password": "a guess"}
    answers = [stranger.post("/sign-in", data=form) for _ in range(12)]

    assert answers[-1].status_code == 429
    assert "Wait a minute" in answers[-1].get_data(as_text=True)


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up"])
@pytest.mark.parametrize("unseen", ["\u2066", "\u202e", "\u3000"])
def test_what_nobody_sees_in_an_address_makes_no_other_of_it(
    alice: Actor, stranger: SameOriginClient, path: str, unseen: str
) -> None:
    def guess(number: int) -> int:
        email = unseen * number + cast.ALICE.email.upper() + unseen
        return stranger.post(path, data={**NEW, "email": email, "password": "nope"}).status_code

    assert [guess(number) for number in range(12)] == [422] * 10 + [429] * 2


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


def test_forms_that_cannot_be_right_are_no_failures(
    alice: Actor, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, form = time.time(), {"email": cast.ALICE.email, "password": ""}
    for number in range(101):
        now = began + number * 7
        monkeypatch.setattr(time, "time", lambda now=now: now)
        path = ("/sign-in", "/sign-up")[number % 2]
        assert stranger.post(path, data={**NEW, **form}).status_code == 422

    assert stranger.post("/sign-in", data={**form, "password": cast.PASSWORD}).status_code == 303


@pytest.mark.once
def test_no_address_can_be_read_where_it_is_counted(
    alice: Actor, stranger: SameOriginClient, postbox: Postbox
) -> None:
    typed = {**NEW, "email": "x" * 100_000}
    for form in (typed, NEW, {**NEW, "email": cast.ALICE.email}):
        for path in ("/sign-in", "/sign-up", "/password-reset"):
            stranger.post(path, data=form)

    names = _counted()
    assert max(map(len, names)) < 120
    assert not [name for name in names if "@" in name or "x" * 20 in name]
    while not postbox.is_empty():
        postbox.next()


@pytest.mark.once
def test_addresses_that_are_made_up_are_not_kept_for_resets(
    stranger: SameOriginClient, postbox: Postbox
) -> None:
    def kept_after(email: str) -> int:
        stranger.post("/password-reset", data={"email": email})
        return len(_counted())

    assert kept_after("one@example.org") == kept_after("another@example.org")


def _counted() -> list[str]:
    """The names that something is counted under."""
    assert isinstance(limiter.storage, Counts)
    return list(limiter.storage.events)


@pytest.mark.parametrize("accounts", range(SAME_ADDRESS + 2))
def test_a_sign_in_costs_the_same_however_many_accounts_there_are(
    app: Wellmet, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch, accounts: int
) -> None:
    with app.app_context():
        for _ in range(accounts):
            cast.person(cast.ALICE)
        db.session.commit()
    checked: list[str] = []
    monkeypatch.setattr(passwords, "check_password_hash", lambda kept, _: checked.append(kept))

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

    def hashed(*_: str) -> str:
        done.append("hash")
        return "kept"

    def cost(email: str) -> list[str]:
        done.clear()
        assert app.test_client().post("/sign-up", data={**NEW, "email": email}).status_code == 303
        return list(done)

    event.listen(engine, "before_cursor_execute", note)
    monkeypatch.setattr(passwords, "check_password_hash", lambda *_: done.append("check"))
    monkeypatch.setattr(passwords, "generate_password_hash", hashed)
    cost("first@example.org")  # nobody's password is hashed once

    assert cost(cast.ALICE.email) == cost("nobody@example.org")
    assert [one for one in done if one in ("check", "hash")] == ["check"] * SAME_ADDRESS + ["hash"]
    event.remove(engine, "before_cursor_execute", note)
