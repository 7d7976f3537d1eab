"""What a proposal makes of the checklist's step, and of the next step with somebody."""

from datetime import date
from typing import Any

import pytest

from blueprints.contacts.models import Contact
from blueprints.followups.models import Step
from blueprints.shared.ids import derived
from tests.conftest import Actor, Stored
from tests.followups.conftest import COFFEE, MONDAY

Fields = dict[str, str]
MAP = ("Send the map", date(2026, 12, 9))
BY_THE_PAGE = ("/people/{person}/next", {"next_step": MAP[0], "next_on": str(MAP[1])})
BY_THE_STEP = (
    "/follow-ups/{meeting}/steps/next",
    {"state": "scheduled", "text": MAP[0], "due_on": str(MAP[1])},
)
CHANGES = [
    [("", COFFEE | {"place": "Another café"})],
    [("/cancellation", {}), ("/return", {})],
    [("/happening", {}), ("/return", {})],
]


def ask(actor: Actor, meeting: str) -> Any:
    step = {"state": "done", "text": "A coffee"}
    return actor.post(f"/follow-ups/{meeting}/steps/next", step)


def test_to_look_at_the_times_ends_no_step(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    meeting = derived(ifeoma, "meeting")
    assert stored(Step) == []
    page = alice.read(f"/people/{ifeoma}/proposal")
    assert f'action="/follow-ups/{meeting}/steps/next"' in page
    assert "I asked them" in page

    ask(alice, meeting)

    assert "I asked them" not in alice.read(f"/people/{ifeoma}/proposal")


def test_called_off_the_step_is_open_again(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    meeting = derived(ifeoma, "meeting")
    ask(alice, meeting)

    alice.post(f"/proposals/{proposed}/cancellation")
    assert stored(Step)[0].state == ""

    ask(alice, meeting)
    alice.post(f"/proposals/{proposed}/cancellation")
    assert stored(Step)[0].state == "done"


def test_what_was_agreed_on_and_called_off_is_open_again(
    alice: Actor, agreed: str, stored: Stored
) -> None:
    alice.post(f"/proposals/{agreed}/cancellation")
    assert (stored(Step)[0].state, stored(Step)[0].due_on) == ("", None)

    alice.post(f"/proposals/{agreed}/return")
    assert stored(Step)[0].state == "scheduled"


@pytest.mark.parametrize("state", ["done", "let_go"])
def test_a_step_that_something_else_ended_stays(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored, state: str
) -> None:
    path = f"/follow-ups/{derived(ifeoma, 'meeting')}/steps/next"
    alice.post(path, {"state": state, "text": "Send the map"})

    alice.post(f"/proposals/{agreed}/cancellation")
    assert stored(Step)[0].state == state

    alice.post(f"/proposals/{agreed}/happening")
    assert (stored(Step)[0].state, stored(Step)[0].text) == (state, "Send the map")


def test_what_has_happened_is_done(alice: Actor, agreed: str, stored: Stored) -> None:
    for _ in range(2):
        alice.post(f"/proposals/{agreed}/happening")

    assert (stored(Step)[0].state, stored(Step)[0].text) == ("done", "A coffee")


def test_another_kind_is_another_next_step(alice: Actor, agreed: str, stored: Stored) -> None:
    alice.post(f"/proposals/{agreed}", COFFEE | {"kind": "call"})

    assert stored(Contact)[0].next_step == "A call"


def test_a_next_step_in_my_own_words_stays(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored
) -> None:
    alice.post(f"/people/{ifeoma}/next", {"next_step": "Send the map", "next_on": ""})
    alice.post(f"/proposals/{agreed}/cancellation")

    assert stored(Contact)[0].next_step == "Send the map"


@pytest.mark.parametrize("acts", CHANGES)
@pytest.mark.parametrize(
    ("planned", "step"),
    [
        (BY_THE_PAGE, ("scheduled", "A coffee", date(2026, 12, 7))),
        (BY_THE_STEP, ("scheduled", *MAP)),
    ],
)
def test_what_i_planned_meanwhile_outlives_a_change_and_an_undo(
    alice: Actor,
    ifeoma: str,
    agreed: str,
    stored: Stored,
    planned: tuple[str, Fields],
    step: tuple[str, str, date],
    acts: list[tuple[str, Fields]],
) -> None:
    path, fields = planned
    alice.post(path.format(person=ifeoma, meeting=derived(ifeoma, "meeting")), fields)

    for verb, more in acts:
        alice.post(f"/proposals/{agreed}{verb}", more)

    assert plan_of(stored(Contact)[0]) == MAP
    assert step_of(stored) == step


@pytest.mark.parametrize("acts", CHANGES)
def test_a_step_let_go_meanwhile_stays_so(
    alice: Actor, ifeoma: str, agreed: str, stored: Stored, acts: list[tuple[str, Fields]]
) -> None:
    alice.post(f"/follow-ups/{derived(ifeoma, 'meeting')}/steps/next", {"state": "let_go"})

    for verb, more in acts:
        alice.post(f"/proposals/{agreed}{verb}", more)

    assert stored(Step)[0].state == "let_go"


@pytest.mark.parametrize("acts", CHANGES)
def test_where_i_planned_nothing_else_it_comes_next_again(
    alice: Actor, agreed: str, stored: Stored, acts: list[tuple[str, Fields]]
) -> None:
    for verb, more in acts:
        alice.post(f"/proposals/{agreed}{verb}", more)

    assert plan_of(stored(Contact)[0]) == ("A coffee", date(2026, 12, 7))
    assert step_of(stored) == ("scheduled", "A coffee", date(2026, 12, 7))


def test_what_they_choose_comes_next_whatever_was_planned(
    alice: Actor, ifeoma: str, proposed: str, stored: Stored
) -> None:
    path, fields = BY_THE_STEP
    alice.post(path.format(meeting=derived(ifeoma, "meeting")), fields)

    alice.post(f"/proposals/{proposed}/choice", {"moment": MONDAY})

    assert plan_of(stored(Contact)[0]) == ("A coffee", date(2026, 12, 7))
    assert step_of(stored) == ("scheduled", "A coffee", date(2026, 12, 7))


def plan_of(contact: Contact) -> tuple[str, date | None]:
    """What comes next with somebody, and when."""
    return contact.next_step, contact.next_on


def step_of(stored: Stored) -> tuple[str, str, date | None]:
    """How the one step ended that has."""
    (step,) = stored(Step)
    return step.state, step.text, step.due_on
