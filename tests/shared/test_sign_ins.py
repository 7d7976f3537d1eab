"""How long a device stays signed in."""

from datetime import timedelta

from tests.conftest import Actor, Clock


def test_the_cookie_is_sent_anew_once_a_day(alice: Actor, clock: Clock) -> None:
    first = alice.get("/today").headers["Set-Cookie"]
    again = alice.get("/today").headers
    clock.set(clock() + timedelta(days=1))
    next_day = alice.get("/today").headers["Set-Cookie"]

    assert "Expires=" in first
    assert "Expires=" in next_day
    assert "Set-Cookie" not in again


def test_a_phone_whose_address_changes_stays_signed_in(alice: Actor) -> None:
    alice.get("/today")

    answer = alice.get("/today", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
