"""Where two people met: at the event of the code, else at the one that each of them is at."""

from datetime import timedelta

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.goals.attendances import Attendance
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, SameOriginClient, Stored
from tests.exchange.codes import word_of


def test_a_code_drawn_hours_before_counts_for_the_event_it_is_scanned_at(
    alice: Actor, bob: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    clock.set(clock.time - timedelta(hours=5))
    word = word_of(alice)
    clock.set(clock.time + timedelta(hours=6))

    bob.post(f"/c/{word}/swap", {"mode": "swap"})

    assert {meeting.event_id for meeting in stored(Meeting)} == {evening}


def test_a_guest_who_sends_a_card_back_there_was_met_there(
    alice: Actor, stranger: SameOriginClient, evening: str, stored: Stored, clock: Clock
) -> None:
    begin = clock.time
    clock.set(begin - timedelta(hours=5))
    word = word_of(alice)
    clock.set(begin + timedelta(hours=1))

    guest = {"name": "Zoë Guest", "reach": "zoe@example.org", "line": "", "id": new_id()}
    stranger.post(f"/c/{word}/return", data=guest)

    assert [meeting.event_id for meeting in stored(Meeting)] == [evening]
    clock.set(begin + timedelta(hours=14))
    assert "Zoë Guest" in alice.read("/follow-ups")


@pytest.mark.parametrize("mode", ["take", "swap"])
def test_a_code_of_no_event_does_not_tell_where_its_owner_is(
    alice: Actor, charlie: Actor, evening: str, stored: Stored, clock: Clock, mode: str
) -> None:
    word = plain_word_of(alice, clock)

    charlie.post(f"/c/{word}/swap", {"mode": mode})

    met = {meeting.owner_id: meeting.event_id for meeting in stored(Meeting)}
    assert met == {charlie.id: None} | ({alice.id: evening} if mode == "swap" else {})
    assert charlie.id not in {attendance.owner_id for attendance in stored(Attendance)}
    assert "Founders Evening" not in charlie.read("/people") + charlie.read("/today")


def test_nobody_is_drawn_to_an_event_of_whoever_scans_their_code_of_no_event(
    alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/c/{word_of(charlie)}/swap", {"mode": "swap"})

    met = {meeting.owner_id: meeting.event_id for meeting in stored(Meeting)}
    assert met == {alice.id: evening, charlie.id: None}
    assert charlie.id not in {attendance.owner_id for attendance in stored(Attendance)}


def test_whoever_scans_the_code_of_an_event_has_come_to_it(
    alice: Actor, charlie: Actor, evening: str, stored: Stored
) -> None:
    charlie.post(f"/c/{word_of(alice)}/swap", {"mode": "swap"})

    assert {meeting.event_id for meeting in stored(Meeting)} == {evening}
    assert charlie.id in {attendance.owner_id for attendance in stored(Attendance)}
    assert "Alice Lindqvist" in charlie.read("/today")


def test_whoever_meets_again_where_only_one_of_them_is_at_an_event_has_met_once(
    alice: Actor, charlie: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    words = plain_word_of(alice, clock), word_of(charlie)
    for _ in range(2):
        charlie.post(f"/c/{words[0]}/swap", {"mode": "swap"})
        alice.post(f"/c/{words[1]}/swap", {"mode": "swap"})

    assert len(stored(Meeting)) == 2


@pytest.mark.parametrize("mode", ["take", "swap"])
def test_whoever_meets_by_a_code_of_no_event_and_joins_has_met_there_once(
    alice: Actor, charlie: Actor, evening: str, stored: Stored, clock: Clock, mode: str
) -> None:
    begin, plain, person = clock.time, plain_word_of(alice, clock), new_id()
    charlie.post(f"/c/{plain}/swap", {"mode": mode, "id": person})
    charlie.post(f"/people/{person}/listening", {"heard": "Stuck with tenders"})
    clock.set(begin + timedelta(minutes=20))
    (before,) = [one for one in stored(Meeting) if one.owner_id == charlie.id]

    charlie.post(f"/c/{word_of(alice)}/swap", {"mode": mode})
    charlie.post(f"/c/{plain}/swap", {"mode": mode})

    (met,) = [one for one in stored(Meeting) if one.owner_id == charlie.id]
    assert (met.event_id, met.met_at, met.heard) == (evening, begin, "Stuck with tenders")
    assert met.rev > before.rev


def test_whom_one_met_before_the_doors_and_meets_there_again_one_met_twice(
    alice: Actor, charlie: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    begin, plain = clock.time, plain_word_of(alice, clock)
    clock.set(begin - timedelta(hours=2))
    charlie.post(f"/c/{plain}/swap", {"mode": "take"})
    clock.set(begin)

    charlie.post(f"/c/{word_of(alice)}/swap", {"mode": "take"})

    met = {(one.event_id, one.met_at) for one in stored(Meeting)}
    assert met == {(None, begin - timedelta(hours=2)), (evening, begin)}


def test_a_guest_whose_card_came_before_its_owner_joined_was_met_there_once(
    alice: Actor, charlie: Actor, stranger: SameOriginClient, evening: str, stored: Stored
) -> None:
    guest = {"name": "Zoë Guest", "reach": "zoe@example.org", "line": ""}
    stranger.post(f"/c/{word_of(charlie)}/return", data=guest)
    charlie.post(f"/c/{word_of(alice)}/swap", {"mode": "take"})

    stranger.post(f"/c/{word_of(charlie)}/return", data=guest)

    assert [one.event_id for one in stored(Meeting)] == [evening, evening]


def test_whoever_let_it_slide_and_swaps_there_has_come_after_all(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    bob.post(f"/events/{evening}/plan", {"plan": "slide"})

    bob.post(f"/c/{word_of(alice)}/swap", {"mode": "swap"})

    (his,) = [a for a in stored(Attendance) if a.owner_id == bob.id]
    assert his.plan == "go"
    assert "Alice Lindqvist" in bob.read("/today")


def test_an_id_that_a_second_meeting_stands_under_is_no_other_persons(
    alice: Actor, bob: Actor, stranger: SameOriginClient, stored: Stored, clock: Clock
) -> None:
    word, again = word_of(alice), new_id()
    bob.post(f"/c/{word}/swap", {"mode": "swap", "id": new_id()})
    clock.set(clock.time + timedelta(hours=13))
    bob.post(f"/c/{word}/swap", {"mode": "swap", "id": again})

    written = bob.post("/people", {"name": "Ifeoma", "id": again})
    guest = {"name": "Zoë Guest", "reach": "zoe@example.org", "line": "", "id": again}
    returned = stranger.post(f"/c/{word}/return", data=guest)

    assert (written.status_code, returned.status_code) == (303, 303)
    names = sorted(contact.name for contact in stored(Contact))
    assert names == ["Alice Lindqvist", "Bob Okonkwo", "Ifeoma", "Zoë Guest"]


def plain_word_of(actor: Actor, clock: Clock) -> str:
    """The code of no event that somebody showed some hours ago, as on a lock screen."""
    now = clock.time
    clock.set(now - timedelta(hours=5))
    word = word_of(actor)
    clock.set(now)
    return word
