"""A swap that waited on a phone: where the two were, what came before it, and whose code it was."""

from datetime import timedelta

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.shared.ids import derived, new_id
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.exchange.codes import word_of

from .acts import X, swap
from .conftest import Phone, statuses


def test_a_swap_without_a_network_is_a_swap(
    phone: Phone, alice: Actor, bob: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    word = word_of(bob)
    clock.set(cast.EVENING_START + timedelta(days=5))

    told = phone.send(swap(phone, word, ago=5 * 24 * 60 - 90))

    assert told["answers"][0]["location"] == f"/people/{X}/listening"
    assert {contact.owner_id for contact in stored(Contact)} == {alice.id, bob.id}
    for meeting in stored(Meeting):
        assert meeting.met_at == cast.EVENING_START + timedelta(minutes=90)
        assert meeting.event_id == evening


def test_a_swap_was_where_the_scanner_was_at_that_hour(
    phone: Phone, alice: Actor, charlie: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    word = word_of(charlie)
    clock.set(cast.EVENING_START + timedelta(days=5))
    at_the_evening, next_day = 5 * 24 * 60 - 90, 4 * 24 * 60

    phone.send(swap(phone, word, ago=at_the_evening), swap(phone, word, new_id(), ago=next_day))

    mine = [one for one in stored(Meeting) if one.owner_id == alice.id]
    assert {(one.met_at, one.event_id) for one in mine} == {
        (cast.EVENING_START + timedelta(minutes=90), evening),
        (cast.EVENING_START + timedelta(days=1), None),
    }


def test_nobody_scanned_a_code_long_before_it_was_made(
    phone: Phone, alice: Actor, charlie: Actor, evening: str, clock: Clock, stored: Stored
) -> None:
    clock.set(later := cast.EVENING_START + timedelta(days=5))
    word = word_of(charlie)

    phone.send(swap(phone, word, ago=5 * 24 * 60 - 90))

    assert {(one.met_at, one.event_id) for one in stored(Meeting)} == {(later, None)}


def test_a_phone_whose_clock_is_a_little_wrong_keeps_its_hour(
    phone: Phone, bob: Actor, clock: Clock, stored: Stored
) -> None:
    word = word_of(bob)

    phone.send(swap(phone, word, ago=50))

    assert {one.met_at for one in stored(Meeting)} == {clock.time - timedelta(minutes=50)}


def test_who_was_met_before_stands_under_the_older_id(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (known,) = [contact.id for contact in stored(Contact) if contact.owner_id == alice.id]
    (meeting,) = [one.id for one in stored(Meeting) if one.owner_id == alice.id]
    batch = [
        swap(phone, word_of(bob)),
        phone.act(f"/people/{X}/listening", {"heard": "Buys software"}),
        phone.act(f"/follow-ups/{derived(X, 'meeting')}/steps/recall", {"state": "done"}),
    ]

    told = phone.send(*batch)

    assert statuses(told) == [303, 303, 303]
    names = told["answers"][0]["renamed"]
    assert (names[X], names[derived(X, "meeting")]) == (known, meeting)
    assert told["answers"][1]["location"] == f"/people/{known}"
    assert {m.heard for m in stored(Meeting) if m.owner_id == alice.id} == {"Buys software"}
    assert phone.send(*batch) == told
    assert phone.send(batch[0])["answers"] == told["answers"][:1]


def test_what_hangs_on_a_meeting_is_found_under_the_older_ids(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (meeting,) = [one.id for one in stored(Meeting) if one.owner_id == alice.id]
    mine = derived(X, "meeting")
    helping = {"state": "scheduled", "text": "A map", "due_on": "2026-12-09"}
    promised = derived(derived(mine, "help"), "promise")
    batch = [
        swap(phone, word_of(bob)),
        phone.act(f"/follow-ups/{mine}/steps/help", helping),
        phone.act(f"/promises/{promised}/keeping"),
    ]

    told = phone.send(*batch)
    assert statuses(told) == [303, 303, 303]
    assert phone.send(*batch)["answers"] == told["answers"]

    (step,), (promise,) = stored(Step), stored(Promise)
    assert (step.id, step.meeting_id) == (derived(meeting, "help"), meeting)
    assert promise.id == derived(step.id, "promise")
    assert promise.kept_at is not None
    names = told["answers"][0]["renamed"]
    assert (names[derived(mine, "help")], names[promised]) == (step.id, promise.id)


@pytest.mark.parametrize(("known", "ended"), [(False, False), (True, False), (True, True)])
def test_each_promise_of_a_step_is_found_under_the_older_ids(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored, known: bool, ended: bool
) -> None:
    bob.post(f"/c/{word_of(alice)}/swap", {"id": new_id(), "mode": "swap"})
    (meeting,) = [one.id for one in stored(Meeting) if one.owner_id == alice.id]
    mine = derived(X, "meeting")
    first = derived(derived(meeting, "help"), "promise")
    if known:
        alice.post(f"/follow-ups/{meeting}/steps/help", _will("Known"))
    if ended:
        alice.post(f"/promises/{first}/keeping")
    batch = [swap(phone, word_of(bob))]
    promise = derived(mine, "help")
    for number in range(1, 4):
        promise = derived(promise, "promise")
        batch.append(phone.act(f"/follow-ups/{mine}/steps/help", _will(f"Way {number}")))
        batch.append(phone.act(f"/promises/{promise}/keeping"))

    told = phone.send(*batch)

    assert statuses(told) == [303] * 7
    assert all(one.kept_at for one in stored(Promise))
    ways = ["Way 1", "Way 2", "Way 3"]
    assert sorted(one.text for one in stored(Promise)) == ["Known"] * ended + ways


def _will(text: str) -> dict[str, str]:
    return {"state": "scheduled", "text": text, "due_on": "2026-12-09"}


def test_two_who_scan_each_other_without_a_network_meet_once(
    phone: Phone, alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    hers, his, bobs = word_of(alice), word_of(bob), Phone(bob)

    phone.send(swap(phone, his, ago=30))
    told = bobs.send(swap(bobs, hers, proposed := new_id(), ago=29))

    assert told["answers"][0]["renamed"].keys() >= {proposed, derived(proposed, "meeting")}
    assert len(stored(Contact)) == len(stored(Meeting)) == 2


def test_a_code_that_lived_when_it_was_scanned_is_answered_late(
    phone: Phone, bob: Actor, clock: Clock
) -> None:
    word = word_of(bob)
    clock.set(cast.EVENING_START + timedelta(days=20))

    late = phone.act(f"/c/{word}/swap", {"mode": "swap"})
    assert statuses(phone.send(swap(phone, word, ago=19 * 24 * 60), late)) == [303, 410]


def test_a_renewed_code_leads_nowhere(phone: Phone, bob: Actor, stored: Stored) -> None:
    word = word_of(bob)
    bob.post("/swap/code", {"id": new_id()})

    assert statuses(phone.send(swap(phone, word, ago=5))) == [404]
    assert stored(Contact) == []
