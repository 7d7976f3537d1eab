"""A way to help, said in somebody's checklist, is a promise of its own."""

import pytest

from blueprints.contacts.promises import Promise
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Stored


def test_a_way_to_help_becomes_a_promise_once(alice: Actor, seat: str, stored: Stored) -> None:
    help_her = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    for _ in range(2):
        alice.post(f"/follow-ups/{seat}/steps/help", help_her)

    assert [p.text for p in stored(Promise) if p.due_on.day == 8] == ["Read her advert"]


def test_a_way_to_help_that_changes_stays_one_promise(
    alice: Actor, seat: str, stored: Stored
) -> None:
    before = {promise.id for promise in stored(Promise)}
    will = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    changed = {**will, "text": "Rewrite her advert", "due_on": "2026-12-09"}

    for form in (will, {"state": ""}, changed):
        alice.post(f"/follow-ups/{seat}/steps/help", form)

    (promise,) = [promise for promise in stored(Promise) if promise.id not in before]
    assert (promise.text, str(promise.due_on)) == ("Rewrite her advert", "2026-12-09")


@pytest.mark.parametrize("ending", ["keeping", "release"])
def test_a_way_to_help_after_one_that_has_ended_is_a_promise_of_its_own(
    alice: Actor, seat: str, stored: Stored, ending: str
) -> None:
    ways = ["Way 1", "Way 2", "Way 3"]
    for way in ways:
        will = {"state": "scheduled", "text": way, "due_on": f"2026-12-2{way[-1]}"}
        alice.post(f"/follow-ups/{seat}/steps/help", will)
        assert way in alice.read("/promises")
        (promise,) = [one for one in stored(Promise) if one.text in ways and one.open]
        assert (promise.text, str(promise.due_on)) == (way, f"2026-12-2{way[-1]}")
        alice.post(f"/promises/{promise.id}/{ending}")
        alice.post(f"/follow-ups/{seat}/steps/help", {"state": ""})

    assert sorted(one.text for one in stored(Promise) if one.text in ways) == ways


def test_a_way_to_help_that_is_sent_twice_is_one_though_it_was_kept_in_between(
    alice: Actor, seat: str, stored: Stored
) -> None:
    will = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    twice = will | {"id": new_id()}
    alice.post(f"/follow-ups/{seat}/steps/help", twice)
    (promise,) = [one.id for one in stored(Promise) if one.text == "Read her advert"]
    alice.post(f"/promises/{promise}/keeping")

    alice.post(f"/follow-ups/{seat}/steps/help", twice)

    assert [one.open for one in stored(Promise) if one.text == "Read her advert"] == [False]


def test_a_way_to_help_changes_the_latest_promise_though_an_earlier_one_stands_again(
    alice: Actor, seat: str, stored: Stored
) -> None:
    will = {"state": "scheduled", "due_on": "2026-12-08"}
    alice.post(f"/follow-ups/{seat}/steps/help", will | {"text": "Way 1"})
    (first,) = [one.id for one in stored(Promise) if one.text == "Way 1"]
    alice.post(f"/promises/{first}/keeping")
    alice.post(f"/follow-ups/{seat}/steps/help", will | {"text": "Way 2"})
    alice.post(f"/promises/{first}/reopening")

    alice.post(f"/follow-ups/{seat}/steps/help", will | {"text": "Way 3"})

    ways = [one.text for one in stored(Promise) if one.text.startswith("Way")]
    assert sorted(ways) == ["Way 1", "Way 3"]
