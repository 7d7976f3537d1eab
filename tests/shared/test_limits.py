"""Limits, where a hall of guests shares one address."""

from blueprints.goals.models import Event
from tests.conftest import Actor, Stored


def test_one_who_looks_at_a_link_too_often_keeps_nobody_else_out(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    path = f"/e/{stored(Event)[0].join_code}"

    assert [bob.get(path).status_code for _ in range(121)] == [303] * 120 + [429]
    assert alice.get(path).status_code == 303


def test_one_who_joins_too_often_keeps_nobody_else_out(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    path = f"/e/{stored(Event)[0].join_code}"

    assert [bob.post(path).status_code for _ in range(61)] == [303] * 60 + [429]
    assert alice.post(path).status_code == 303
