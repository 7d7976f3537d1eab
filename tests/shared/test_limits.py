"""Limits, where a hall of guests shares one address."""

import pytest

from blueprints.goals.models import Event
from blueprints.shared.limits import network
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient, Stored


def test_one_who_looks_at_a_link_too_often_keeps_nobody_else_out(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    path = f"/e/{stored(Event)[0].join_code}"

    assert [bob.get(path).status_code for _ in range(601)] == [303] * 600 + [429]
    assert alice.get(path).status_code == 303


def test_one_who_joins_too_often_keeps_nobody_else_out(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    path = f"/e/{stored(Event)[0].join_code}"

    assert [bob.post(path).status_code for _ in range(61)] == [303] * 60 + [429]
    assert alice.post(path).status_code == 303


def test_one_who_sends_forms_that_cannot_be_right_shuts_nobody_out(
    alice: Actor, stranger: SameOriginClient
) -> None:
    for _ in range(150):
        assert stranger.post("/sign-in", data={}).status_code in (422, 429)
        assert stranger.post("/sign-up", data={}).status_code in (422, 429)

    form = {"email": cast.ALICE.email, "password": cast.PASSWORD}
    assert stranger.post("/sign-in", data=form).status_code == 303


def test_passwords_are_looked_at_so_often_for_one_network(
    alice: Actor, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blueprints.accounts.models.Person.with_password", lambda *_: None)

    def guess(number: int, host: str) -> int:
        form = {"email": f"{number}@example.org", "password": "a guess"}
        return stranger.post(
            "/sign-in", data=form, environ_overrides={"REMOTE_ADDR": host}
        ).status_code

    assert [guess(number, f"2001:db8::{number}") for number in range(121)] == [422] * 120 + [429]
    assert guess(0, "2001:db8:0:1::") == 422


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
def test_a_household_is_one_network(app: Wellmet, one: str, other: str, same: bool) -> None:
    def seen(host: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": host}):
            return network()

    assert (seen(one) == seen(other)) is same
