"""What was heard, promised, noted and planned."""

from datetime import timedelta

import pytest

from blueprints.contacts.balance import balance
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
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
        ("due_on", "0001-01-01", "That year is far off."),
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


@pytest.mark.parametrize(("verb", "ended"), [("keeping", "kept"), ("release", "released")])
def test_a_promise_that_has_ended_says_how(
    alice: Actor, ifeoma: str, promise: str, verb: str, ended: str
) -> None:
    alice.post(f"/promises/{promise}/{verb}")

    page = alice.read(f"/people/{ifeoma}")

    assert f'<span class="row__note">{ended}</span>' in page
    assert f'action="/promises/{promise}/keeping"' not in page


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

    assert "Keep warm this week" in page
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


def test_a_day_that_is_past_is_no_plan(
    alice: Actor, ifeoma: str, stored: Stored, clock: Clock
) -> None:
    path = f"/people/{ifeoma}/next"
    refused = alice.post(path, {"next_step": "Coffee", "next_on": "2026-12-02"})

    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "That day is past." in page
    assert 'value="2026-12-02"' in page

    assert alice.post(path, {"next_step": "Tea", "next_on": "2026-12-03"}).status_code == 303
    clock.set(clock.time + timedelta(days=2))
    # It is overdue; in other words it stays so.
    assert alice.post(path, {"next_step": "Lunch", "next_on": "2026-12-03"}).status_code == 303
    assert stored(Contact)[0].next_step == "Lunch"


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


def test_a_promise_moves_to_another_day(
    alice: Actor, ifeoma: str, promise: str, stored: Stored
) -> None:
    alice.post(f"/promises/{promise}/moving", {"due_on": "2026-12-24"})
    assert "Thu 24 Dec" in alice.read(f"/people/{ifeoma}")

    refused = alice.post(f"/promises/{promise}/moving", {"due_on": "soon"})
    assert refused.status_code == 422
    assert "Write a day, like 2026-12-04." in refused.get_data(as_text=True)

    answer = alice.post(f"/promises/{promise}/moving", {"next": "/promises"})
    assert (answer.location, stored(Promise)[0].due_on) == ("/promises", None)


def test_a_stranger_moves_nothing(charlie: Actor, promise: str, stored: Stored) -> None:
    assert charlie.post(f"/promises/{promise}/moving", {}).status_code == 404
    assert str(stored(Promise)[0].due_on) == "2026-12-05"


def test_the_ledger_shows_both_sides_with_what_is_due_first(
    alice: Actor, charlie: Actor, ifeoma: str, promise: str
) -> None:
    for side, text, due in (
        ("mine", "Some day", ""),
        ("mine", "Before", "2026-12-01"),
        ("theirs", "Show me the ward", ""),
    ):
        told = {"side": side, "promised": text, "due_on": due}
        alice.post(f"/people/{ifeoma}/promises", told)

    page = alice.read("/promises")

    order = ("You owe", "Before", "Send the paper", "Some day", "They owe", "Show me the ward")
    assert [page.index(text) for text in order] == sorted(page.index(text) for text in order)
    assert "Ifeoma Okafor" in page
    assert "Nothing is promised" in charlie.read("/promises")


def test_who_was_let_go_owes_and_is_owed_nothing(alice: Actor, ifeoma: str, promise: str) -> None:
    alice.post(f"/people/{ifeoma}/letting-go")

    assert "Send the paper" not in alice.read("/promises")


def test_the_balance_is_said_and_not_counted(alice: Actor, ifeoma: str, stored: Stored) -> None:
    def kept(side: str) -> None:
        promise_id = new_id()
        told = {"side": side, "promised": "Help", "id": promise_id}
        alice.post(f"/people/{ifeoma}/promises", told)
        alice.post(f"/promises/{promise_id}/keeping")

    kept("mine")
    assert "Favours" not in alice.read(f"/people/{ifeoma}")
    kept("mine")
    assert "You have given more than you asked for." in alice.read(f"/people/{ifeoma}")
    assert "You have given more than you asked for." in alice.read("/promises")
    kept("theirs")
    assert "Favours have gone both ways." in alice.read(f"/people/{ifeoma}")


@pytest.mark.parametrize(
    ("given", "got", "stands"),
    [(0, 0, ""), (1, 0, ""), (0, 1, ""), (1, 1, "even"), (2, 0, "given"), (1, 3, "got")],
)
def test_the_rule_of_balance(given: int, got: int, stands: str) -> None:
    assert balance(given, got) == stands


@pytest.mark.parametrize("way", ["keeping", "release"])
def test_to_undo_leads_back_to_the_page_it_was_done_on(
    alice: Actor, ifeoma: str, stored: Stored, way: str
) -> None:
    owed = {"side": "mine", "promised": "The map", "due_on": ""}
    alice.post(f"/people/{ifeoma}/promises", owed)
    promise = f"/promises/{stored(Promise)[0].id}"
    alice.post(f"{promise}/{way}", {"next": "/promises"})

    page = alice.read("/promises")
    assert '<input type="hidden" name="next" value="/promises">' in page
    assert alice.post(f"{promise}/reopening", {"next": "/promises"}).location == "/promises"
