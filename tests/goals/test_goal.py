"""The one goal, and the three people to look for."""

import re
from datetime import timedelta

import pytest

from blueprints.goals.attendances import Attendance
from blueprints.goals.targets import Target
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored

GOAL = "Find one person who has sold software to hospitals."


def attendance_of(person: Actor, stored: Stored) -> Attendance:
    (found,) = [a for a in stored(Attendance) if a.owner_id == person.id]
    assert isinstance(found, Attendance)
    return found


def test_a_goal_is_set_and_shown(alice: Actor, evening: str, stored: Stored) -> None:
    answer = alice.post(f"/events/{evening}/goal", {"goal": GOAL, "id": new_id()})

    assert answer.location == f"/events/{evening}"
    assert attendance_of(alice, stored).goal == GOAL
    assert attendance_of(alice, stored).plan == "go"
    assert GOAL in alice.read("/today")


def test_a_second_goal_takes_the_place_of_the_first(
    alice: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/events/{evening}/goal", {"goal": GOAL})
    alice.post(f"/events/{evening}/goal", {"goal": ["Another one.", "And a third."]})

    assert attendance_of(alice, stored).goal == "Another one."
    assert GOAL not in alice.read(f"/events/{evening}")


def test_everybody_has_a_goal_of_their_own(
    alice: Actor, bob: Actor, evening: str, stored: Stored
) -> None:
    alice.post(f"/events/{evening}/goal", {"goal": GOAL})

    assert attendance_of(bob, stored).goal == ""
    assert GOAL not in bob.read(f"/events/{evening}")


@pytest.mark.parametrize(
    ("goal", "status"),
    [("x" * 140, 303), ("x" * 141, 422), ("🎯" * 140, 303), ("שלום — مرحبا", 303), ("", 303)],
)
def test_a_goal_is_one_sentence_of_140_characters(
    alice: Actor, evening: str, stored: Stored, goal: str, status: int
) -> None:
    answer = alice.post(f"/events/{evening}/goal", {"goal": goal})

    assert answer.status_code == status
    if status == 422:
        assert goal in answer.get_data(as_text=True)
        assert "At most 140 characters; this has 141." in answer.get_data(as_text=True)
    assert attendance_of(alice, stored).goal == (goal if status == 303 else "")


def test_markup_in_a_goal_is_text(alice: Actor, evening: str) -> None:
    alice.post(f"/events/{evening}/goal", {"goal": "<script>alert(1)</script>"})

    page = alice.read("/today")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_three_targets_and_not_a_fourth(alice: Actor, evening: str, stored: Stored) -> None:
    for who in ("A buyer", "A nurse", "Bob"):
        answer = alice.post(f"/events/{evening}/targets", {"who": who, "id": new_id()})
        assert answer.status_code == 303

    refused = alice.post(f"/events/{evening}/targets", {"who": "Eve", "why": "She was fourth"})

    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Three is the most." in page
    assert "She was fourth" in page
    assert sorted(target.who for target in stored(Target)) == ["A buyer", "A nurse", "Bob"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("who", "", "Write down whom to look for."),
        ("who", "x" * 121, "At most 120 characters"),
        ("opening", "x" * 281, "At most 280 characters"),
    ],
)
def test_a_target_that_is_wrong_is_kept_to_be_mended(
    alice: Actor, evening: str, stored: Stored, field: str, value: str, sentence: str
) -> None:
    form = {"who": "A buyer", "why": "They buy", field: value}

    answer = alice.post(f"/events/{evening}/targets", form)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert "They buy" in answer.get_data(as_text=True)
    assert stored(Target) == []


@pytest.mark.parametrize("goal", ["", "Find a buyer"])
@pytest.mark.parametrize("refused", ["", "x" * 141])
def test_the_page_of_an_event_takes_one_thing_at_a_time(
    alice: Actor, evening: str, goal: str, refused: str
) -> None:
    alice.post(f"/events/{evening}/targets", {"who": "A buyer"})
    alice.post(f"/events/{evening}/goal", {"goal": goal})
    page = alice.read(f"/events/{evening}")
    if refused:
        answer = alice.post(f"/events/{evening}/goal", {"goal": refused})
        page = answer.get_data(as_text=True)

    typed_into = [
        form for form in page.split("<form")[1:] if re.search(r"<textarea|<input id", form)
    ]

    # What is typed into one form is gone when another is sent.
    assert len(typed_into) == 1
    assert f'href="/events/{evening}/targets/new"' in page


def test_somebody_is_named_on_a_page_of_their_own(
    alice: Actor, charlie: Actor, evening: str
) -> None:
    path = f"/events/{evening}/targets/new"

    page = alice.read(path)

    assert f'action="/events/{evening}/targets"' in page
    assert "I found them" not in page
    assert charlie.get(path).status_code == 404


@pytest.fixture
def target(alice: Actor, evening: str, stored: Stored) -> str:
    """The id of somebody Alice looks for."""
    alice.post(f"/events/{evening}/targets", {"who": "A buyer", "opening": "What did you buy?"})
    (found,) = stored(Target)
    return str(found.id)


def test_a_target_is_edited(alice: Actor, target: str, stored: Stored) -> None:
    assert "What did you buy?" in alice.read(f"/targets/{target}")

    alice.post(f"/targets/{target}", {"who": "Two buyers"})

    assert [t.who for t in stored(Target)] == ["Two buyers"]
    refused = alice.post(f"/targets/{target}", {"who": ""})
    assert refused.status_code == 422
    assert "<title>Whom to look for · Wellmet</title>" in refused.get_data(as_text=True)


def test_a_target_is_found_and_missed_again(alice: Actor, target: str, stored: Stored) -> None:
    alice.post(f"/targets/{target}/meeting")
    first = stored(Target)[0].met_at
    alice.post(f"/targets/{target}/meeting")

    assert first is not None
    assert stored(Target)[0].met_at == first

    alice.post(f"/targets/{target}/missing")
    assert stored(Target)[0].met_at is None


def test_a_removed_target_makes_room_and_comes_back(
    alice: Actor, evening: str, target: str, stored: Stored
) -> None:
    alice.post(f"/targets/{target}/removal")
    assert "A buyer" not in alice.read(f"/events/{evening}")

    alice.post(f"/targets/{target}/restoration")
    assert "A buyer" in alice.read(f"/events/{evening}")


def test_a_removed_target_stays_away_when_its_place_is_taken(
    alice: Actor, evening: str, target: str, stored: Stored
) -> None:
    alice.post(f"/targets/{target}/removal")
    for who in ("One", "Two", "Three"):
        alice.post(f"/events/{evening}/targets", {"who": who, "id": new_id()})

    answer = alice.post(f"/targets/{target}/restoration", follow_redirects=True)

    assert "Three is the most." in answer.get_data(as_text=True)
    assert sum(t.removed_at is None for t in stored(Target)) == 3


@pytest.mark.parametrize("verb", ["", "/meeting", "/missing", "/removal", "/restoration"])
def test_nobody_else_touches_a_target(
    bob: Actor, charlie: Actor, target: str, stored: Stored, verb: str
) -> None:
    for other in (bob, charlie):
        assert other.get(f"/targets/{target}").status_code == 404
        assert other.post(f"/targets/{target}{verb}", {"who": "Mine"}).status_code == 404
    assert stored(Target)[0].who == "A buyer"


def test_a_reflection_closes_the_event(alice: Actor, evening: str, stored: Stored) -> None:
    said = {"reached": "partly", "learned": "Ask the night shift.", "again": "yes"}

    answer = alice.post(f"/events/{evening}/reflection", said)

    attendance = attendance_of(alice, stored)
    assert answer.location == "/today"
    assert attendance.closed_at is not None
    assert (attendance.reached, attendance.learned, attendance.again) == tuple(said.values())
    assert "Ask the night shift." in alice.read(f"/events/{evening}/reflection")


@pytest.mark.parametrize("missing", ["reached", "again"])
def test_a_reflection_needs_its_answers_and_keeps_the_others(
    alice: Actor, evening: str, stored: Stored, missing: str
) -> None:
    said = {"reached": "no", "learned": "Go earlier.", "again": "no"}

    answer = alice.post(f"/events/{evening}/reflection", {**said, missing: "perhaps"})

    assert answer.status_code == 422
    assert "Choose one of these." in answer.get_data(as_text=True)
    assert "Go earlier." in answer.get_data(as_text=True)
    assert attendance_of(alice, stored).closed_at is None


def test_a_reflection_is_ones_own(charlie: Actor, evening: str) -> None:
    assert charlie.get(f"/events/{evening}/reflection").status_code == 404
    assert charlie.post(f"/events/{evening}/reflection", {"reached": "yes"}).status_code == 404


def test_what_has_not_begun_cannot_be_closed(
    alice: Actor, evening: str, stored: Stored, clock: Clock
) -> None:
    clock.set(clock.time - timedelta(days=7))
    said = {"reached": "yes", "again": "yes"}

    answer = alice.post(f"/events/{evening}/reflection", said, follow_redirects=True)

    assert "It has not begun yet." in answer.get_data(as_text=True)
    assert alice.get(f"/events/{evening}/reflection").location == f"/events/{evening}"
    assert attendance_of(alice, stored).closed_at is None


def test_no_sentence_is_no_goal_and_says_so(alice: Actor, evening: str, stored: Stored) -> None:
    at = f"/events/{evening}"
    for goal, said in (("", True), (GOAL, False), ("", True)):
        alice.post(f"{at}/goal", {"goal": goal})
        assert ("No goal is set. One sentence is enough." in alice.read(at)) == said
    assert attendance_of(alice, stored).goal == ""
