"""One person, two phones: two who are introduced, or not, on the one and on the other."""

from datetime import timedelta

import pytest

from blueprints.contacts.introductions import Introduction
from blueprints.contacts.touches import Touch
from blueprints.shared.ids import derived, new_id
from tests import cast
from tests.conftest import Actor, Clock, Stored

from .conftest import Phone, pull, statuses, with_id

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"


@pytest.fixture(autouse=True)
def known(alice: Actor, evening: str, phone: Phone, other: Phone, clock: Clock) -> None:
    """Both phones know of somebody; it is two days later."""
    alice.post("/people", {"id": X, "name": "Ifeoma"})
    clock.set(cast.EVENING_END + timedelta(days=2))
    phone.since = other.since = pull(alice)["rev"]


def test_an_introduction_that_was_begun_twice_is_one(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    begun, again, pair = new_id(), new_id(), _two(alice)
    phone.send(with_id(phone.act("/introductions", pair, ago=60), begun))

    answers = other.send(
        with_id(other.act("/introductions", pair, ago=50), again),
        other.act(f"/introductions/{again}/asking/first", ago=40),
        other.act(f"/touches/{derived(again, 'first-asked')}/removal", ago=30),
    )["answers"]

    assert statuses({"answers": answers}) == [303, 303, 303]
    (introduction,) = stored(Introduction)
    assert (introduction.id, introduction.first_asked_at is not None) == (begun, True)
    assert [one.id for one in stored(Touch)] == [derived(begun, "first-asked")]
    assert answers[0]["renamed"][again] == begun


@pytest.mark.parametrize("proposed", ["", "x"])
def test_an_introduction_that_was_begun_twice_is_one_also_without_an_id(
    alice: Actor, phone: Phone, other: Phone, stored: Stored, proposed: str
) -> None:
    begun, pair = new_id(), _two(alice)
    phone.send(with_id(phone.act("/introductions", pair, ago=60), begun))

    told = other.send(with_id(other.act("/introductions", pair, ago=50), proposed))

    assert statuses(told) == [303]
    assert [one.id for one in stored(Introduction)] == [begun]


def test_that_the_first_was_told_of_one_that_was_begun_twice_is_taken_off_by_its_id(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    begun, again, pair = new_id(), new_id(), _two(alice)
    phone.send(with_id(phone.act("/introductions", pair, ago=60), begun))
    it = f"/introductions/{again}"

    told = other.send(
        with_id(other.act("/introductions", pair, ago=50), again),
        other.act(f"{it}/asking/first", {"how": ""}, ago=45),
        other.act(f"{it}/answer/first", {"answer": "yes"}, ago=40),
        other.act(f"{it}/asking/second", {"how": ""}, ago=35),
        other.act(f"{it}/answer/second", {"answer": "no"}, ago=30),
        other.act(f"{it}/telling", {"how": ""}, ago=25),
        other.act(f"/touches/{derived(again, 'first-told')}/removal", ago=20),
    )

    assert statuses(told) == [303] * 7
    (touch,) = [one for one in stored(Touch) if one.id == derived(begun, "first-told")]
    assert touch.removed_at is not None


def test_nobody_else_is_begun_with_while_one_of_them_is_asked(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    pair, third = _two(alice), new_id()
    alice.post("/people", {"id": third, "name": "Sam"})
    phone.send(phone.act("/introductions", pair, ago=60))

    told = other.send(other.act("/introductions", pair | {"second": third}, ago=30))

    assert statuses(told) == [422]
    assert len(stored(Introduction)) == 1


def test_what_was_stopped_is_not_taken_up_again_while_one_of_them_is_asked_elsewhere(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    pair, third, begun = _two(alice), new_id(), new_id()
    alice.post("/people", {"id": third, "name": "Sam"})
    phone.send(with_id(phone.act("/introductions", pair, ago=90), begun))
    phone.send(phone.act(f"/introductions/{begun}/withdrawal", ago=80))
    other.send(other.act("/introductions", pair | {"second": third}, ago=30))

    told = phone.send(phone.act(f"/introductions/{begun}/return", ago=60))

    assert statuses(told) == [422]
    assert told["answers"][0]["sentence"].startswith("One of them is being asked already.")
    assert [one.id for one in stored(Introduction) if one.withdrawn_at] == [begun]


def test_two_who_were_dismissed_twice_are_reconsidered_at_once(
    alice: Actor, phone: Phone, other: Phone, stored: Stored
) -> None:
    again, pair = new_id(), _two(alice)
    phone.send(phone.act("/introductions/dismissals", pair, ago=60))
    other.send(with_id(other.act("/introductions/dismissals", pair, ago=50), again))

    alice.post(f"/introductions/{again}/reconsidering", {"id": new_id()})

    assert [one.dismissed_at for one in stored(Introduction)] == [None, None]


def _two(alice: Actor) -> dict[str, str]:
    """Two who may be introduced, as the forms name them."""
    other = new_id()
    alice.post("/people", {"id": other, "name": "Wei"})
    return {"first": X, "second": other}
