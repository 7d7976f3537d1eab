"""The ids of what is made beside a record, as a phone works them out too."""

from datetime import timedelta

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.followups.models import Step
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.shared.ids import derived, new_id
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.exchange.codes import word_of

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("meeting", "0a06b602-0a09-59a5-80c0-79e45142b426"),
        ("attendance", "b7c1c0bc-3cee-56f7-86e3-058a9ebcae24"),
    ],
)
def test_a_derived_id_is_a_name_within_the_records(what: str, expected: str) -> None:
    assert derived(X, what) == expected


def test_a_first_meeting_follows_from_whoever_was_written_down(
    alice: Actor, stored: Stored
) -> None:
    alice.post("/people", {"name": "Ifeoma", "id": X})

    assert [meeting.id for meeting in stored(Meeting)] == [derived(X, "meeting")]


def test_the_makers_attendance_follows_from_the_event(alice: Actor, stored: Stored) -> None:
    event = {"title": "Evening", "starts": "2026-12-03T19:00", "ends": "2026-12-03T21:00"}
    alice.post("/events", {**event, "zone": "Europe/London", "id": X})

    assert [event.id for event in stored(Event)] == [X]
    assert [attendance.id for attendance in stored(Attendance)] == [derived(X, "attendance")]


def test_a_step_follows_from_its_meeting(alice: Actor, stored: Stored) -> None:
    alice.post("/people", {"name": "Ifeoma", "id": X})
    meeting = derived(X, "meeting")

    alice.post(f"/follow-ups/{meeting}/steps/recall", {"state": "done", "id": new_id()})

    assert [step.id for step in stored(Step)] == [derived(meeting, "recall")]


@pytest.mark.parametrize("mode", ["swap", "take"])
def test_each_meeting_of_a_swap_follows_from_its_own_act(
    alice: Actor, bob: Actor, clock: Clock, stored: Stored, mode: str
) -> None:
    word, again = word_of(alice), new_id()
    bob.post(f"/c/{word}/swap", {"id": X, "mode": mode})
    clock.set(cast.EVENING_START + timedelta(hours=13))
    bob.post(f"/c/{word}/swap", {"id": again, "mode": mode})

    assert [contact.id for contact in stored(Contact) if contact.owner_id == bob.id] == [X]
    met = {meeting.id for meeting in stored(Meeting) if meeting.owner_id == bob.id}
    assert met == {derived(X, "meeting"), derived(again, "meeting")}
