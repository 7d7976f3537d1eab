"""What was heard, promised, noted and planned."""

from datetime import timedelta

import pytest

from blueprints.contacts.models import Contact, Meeting, Note, Promise
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored

HEARD = {"heard": "Stuck on hiring\na nurse lead", "moves_goal": "yes"}


def test_the_three_questions(alice: Actor, ifeoma: str, stored: Stored, clock: Clock) -> None:
    promised = {"promised": "Introduce her to Sam", "due_on": "2026-12-04"}

    alice.post(f"/people/{ifeoma}/listening", {**HEARD, **promised, "id": new_id()})

    (meeting,), (promise,) = stored(Meeting), stored(Promise)
    assert (meeting.heard, meeting.moves_goal) == ("Stuck on hiring\na nurse lead", "yes")
    assert meeting.listened_at == clock.time
    assert (promise.text, promise.mine, str(promise.due_on)) == (
        "Introduce her to Sam",
        True,
        "2026-12-04",
    )
    page = alice.read(f"/people/{ifeoma}")
    assert "a nurse lead" in page
    assert "tomorrow" in page
    assert "Moves your goal" in page


def test_each_question_may_stay_open(alice: Actor, ifeoma: str, stored: Stored) -> None:
    assert alice.post(f"/people/{ifeoma}/listening", {}).status_code == 303
    assert stored(Promise) == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("heard", "x" * 2001, "At most 2000 characters"),
        ("promised", "x" * 281, "At most 280 characters"),
        ("due_on", "tomorrow", "Write a day, like 2026-12-04."),
        ("due_on", "0001-01-01", "That year is far from here."),
        ("due_on", "2026-12-04", "What did you promise for that day?"),
        ("moves_goal", "surely", "Choose one of these."),
    ],
)
def test_a_wrong_answer_keeps_the_others(
    alice: Actor, ifeoma: str, stored: Stored, field: str, value: str, sentence: str
) -> None:
    answer = alice.post(f"/people/{ifeoma}/listening", {**HEARD, field: value})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert field == "heard" or "a nurse lead" in page
    assert stored(Meeting)[0].heard == ""


@pytest.fixture
def promise(alice: Actor, ifeoma: str, stored: Stored) -> str:
    """The id of a promise that Alice made."""
    form = {"side": "mine", "promised": "Send the paper", "due_on": "2026-12-05", "id": new_id()}
    alice.post(f"/people/{ifeoma}/promises", form)
    return str(stored(Promise)[0].id)


def test_promises_stand_in_both_directions(alice: Actor, ifeoma: str, promise: str) -> None:
    alice.post(f"/people/{ifeoma}/promises", {"side": "theirs", "promised": "Show me the ward"})

    page = alice.read(f"/people/{ifeoma}")

    assert "Send the paper" in page
    assert "you owe" in page
    assert "they owe" in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("side", "nobody", "Choose one of these."),
        ("promised", "", "What was promised?"),
        ("due_on", "soon", "Write a day"),
    ],
)
def test_a_wrong_promise_is_kept_to_be_mended(
    alice: Actor, ifeoma: str, stored: Stored, field: str, value: str, sentence: str
) -> None:
    form = {"side": "mine", "promised": "Send the paper", field: value}

    answer = alice.post(f"/people/{ifeoma}/promises", form)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert field == "promised" or "Send the paper" in answer.get_data(as_text=True)
    assert stored(Promise) == []


def test_a_promise_is_kept_once_and_reopened(
    alice: Actor, promise: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/promises/{promise}/keeping")
    clock.set(clock.time + timedelta(hours=1))
    alice.post(f"/promises/{promise}/keeping")
    assert stored(Promise)[0].kept_at == clock.time - timedelta(hours=1)

    alice.post(f"/promises/{promise}/reopening")
    assert stored(Promise)[0].open

    alice.post(f"/promises/{promise}/release")
    assert stored(Promise)[0].released_at == clock.time


@pytest.mark.parametrize("verb", ["keeping", "release", "reopening"])
def test_a_promise_is_its_owners(
    bob: Actor, charlie: Actor, promise: str, stored: Stored, verb: str
) -> None:
    for other in (bob, charlie):
        assert other.post(f"/promises/{promise}/{verb}").status_code == 404
    assert stored(Promise)[0].open


def test_what_is_due_leads_the_day(alice: Actor, promise: str, clock: Clock) -> None:
    clock.set(clock.time + timedelta(days=40))

    page = alice.read("/today")

    assert "Due today" in page
    assert "Ifeoma Okafor" in page


def test_notes_are_kept_the_latest_first(
    alice: Actor, ifeoma: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/people/{ifeoma}/notes", {"text": "Sings\nin a choir", "id": new_id()})
    clock.set(clock.time + timedelta(minutes=5))
    alice.post(f"/people/{ifeoma}/notes", {"text": "Alto", "id": new_id()})

    page = alice.read(f"/people/{ifeoma}")
    assert page.index("Alto") < page.index("Sings")
    assert len(stored(Note)) == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x00b"])
def test_a_note_that_is_none(alice: Actor, ifeoma: str, stored: Stored, text: str) -> None:
    assert alice.post(f"/people/{ifeoma}/notes", {"text": text}).status_code == 422
    assert stored(Note) == []


def test_the_next_step(alice: Actor, ifeoma: str, stored: Stored) -> None:
    alice.post(f"/people/{ifeoma}/next", {"next_step": "Coffee", "next_on": "2026-12-09"})

    page = alice.read(f"/people/{ifeoma}")
    assert "Coffee" in page
    assert "Wed 9 Dec" in page

    refused = alice.post(f"/people/{ifeoma}/next", {"next_on": "2026-12-10"})
    assert refused.status_code == 422
    assert "What happens on that day?" in refused.get_data(as_text=True)

    alice.post(f"/people/{ifeoma}/next", {})
    assert (stored(Contact)[0].next_step, stored(Contact)[0].next_on) == ("", None)


def test_what_has_been_due_longest_comes_first(alice: Actor, stored: Stored, clock: Clock) -> None:
    for name, owed in (("Ada", "2026-12-20"), ("Ben", "2026-12-19"), ("Cy", "2026-12-18")):
        alice.post("/people", {"name": name})
        contact = next(c.id for c in stored(Contact) if c.name == name)
        promise = {"side": "mine", "promised": "Write", "due_on": owed}
        alice.post(f"/people/{contact}/promises", promise)
    alice.post("/people", {"name": "Zed"})
    zed = next(c.id for c in stored(Contact) if c.name == "Zed")
    alice.post(f"/people/{zed}/next", {"next_step": "Call", "next_on": "2026-12-05"})
    clock.set(clock.time + timedelta(days=60))

    page = alice.read("/today")

    assert page.index("Zed") < page.index("Cy") < page.index("Ben")
    assert "Ada" not in page


def test_an_old_tab_erases_nothing(alice: Actor, ifeoma: str, stored: Stored) -> None:
    alice.post(f"/people/{ifeoma}/listening", HEARD)
    alice.post(f"/people/{ifeoma}/listening", {"heard": "", "moves_goal": ""})

    (meeting,) = stored(Meeting)
    assert (meeting.heard, meeting.moves_goal) == ("Stuck on hiring\na nurse lead", "yes")
