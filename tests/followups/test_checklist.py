"""Each person's checklist of the morning after: steps, promises, and letting go."""

import re
from datetime import timedelta

import pytest

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.shared.ids import new_id
from tests.conftest import Actor, Clock, Stored


def test_a_checklist_is_told_from_the_page_of_its_person(alice: Actor, seat: str) -> None:
    page = alice.read(f"/follow-ups/{seat}")
    (person,) = re.findall(r'<a class="plain" href="(/people/[^"]+)">', page)

    assert "<title>Following up with Ifeoma Okafor · Wellmet</title>" in page
    assert "<title>Ifeoma Okafor · Wellmet</title>" in alice.read(person)


def test_a_step_ends_and_the_next_one_opens(alice: Actor, seat: str, stored: Stored) -> None:
    answer = alice.post(f"/follow-ups/{seat}/steps/recall", {"state": "done", "text": "Violin"})

    assert answer.location == f"/follow-ups/{seat}#message"
    (step,) = stored(Step)
    assert (step.kind, step.state, step.text) == ("recall", "done", "Violin")
    assert "Violin" in alice.read(f"/follow-ups/{seat}")


def test_a_step_set_twice_is_one_step_and_opens_again(
    alice: Actor, seat: str, stored: Stored
) -> None:
    for state in ("done", "done", ""):
        alice.post(f"/follow-ups/{seat}/steps/message", {"state": state})

    assert [step.state for step in stored(Step)] == [""]


def test_the_next_step_stands_on_the_persons_page(alice: Actor, seat: str, stored: Stored) -> None:
    planned = {"state": "scheduled", "text": "Coffee", "due_on": "2026-12-09"}

    alice.post(f"/follow-ups/{seat}/steps/next", planned)

    (contact,) = [c for c in stored(Contact) if c.name.startswith("Ifeoma")]
    assert (contact.next_step, str(contact.next_on)) == ("Coffee", "2026-12-09")


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_a_promise_is_kept_moved_or_released_in_its_step(
    alice: Actor, seat: str, stored: Stored, mine: bool
) -> None:
    step = f"/follow-ups/{seat}#promise"
    (person,) = [m.contact_id for m in stored(Meeting) if m.id == seat]
    owed = {"side": "mine" if mine else "theirs", "promised": "A list", "due_on": "2026-12-04"}
    alice.post(f"/people/{person}/promises", owed | {"id": (promise := new_id())})
    back = {"next": step}

    def row() -> str:
        page = alice.read(f"/follow-ups/{seat}").split('id="promise"')[1].split('id="help"')[0]
        return next((part for part in page.split("<li") if "A list" in part), "")

    assert ("you owe" if mine else "they owe") in row()
    assert row().count(f'name="next" value="{step}"') == 3
    assert "pill--late" in row()

    moved = alice.post(f"/promises/{promise}/moving", back | {"due_on": "2026-12-20"})
    assert moved.location == step
    assert "Sun 20 Dec" in row()
    assert "pill--late" not in row()

    for ending in ("keeping", "release"):
        assert alice.post(f"/promises/{promise}/{ending}", back).location == step
        assert row() == ""
        alice.post(f"/promises/{promise}/reopening")
        assert row()


def test_a_kept_promise_was_one_all_the_same(alice: Actor, seat: str, stored: Stored) -> None:
    (promise,) = [p.id for p in stored(Promise) if p.text.startswith("Introduce her")]
    alice.post(f"/promises/{promise}/keeping")

    page = alice.read(f"/follow-ups/{seat}")

    assert "No promise is open, on either side." in page
    assert "Nothing is promised" not in page


def test_a_day_that_is_none_is_mended_and_leads_back_to_the_step(
    alice: Actor, seat: str, stored: Stored
) -> None:
    step = f"/follow-ups/{seat}#promise"
    (promise,) = [p.id for p in stored(Promise) if p.text.startswith("Introduce her")]

    answer = alice.post(f"/promises/{promise}/moving", {"due_on": "soon", "next": step})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Write a day" in page
    assert f'name="next" value="{step}"' in page
    assert 'value="soon"' in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"state": "perhaps"}, "Choose one of these."),
        ({"state": "scheduled", "due_on": "2026-12-09"}, "What will you do?"),
        ({"state": "scheduled", "text": "Coffee"}, "On which day?"),
        ({"state": "scheduled", "text": "Coffee", "due_on": "x"}, "Write a day"),
        ({"state": "scheduled", "text": "Coffee", "due_on": "2026-12-03"}, "That day is past."),
        ({"state": "scheduled", "text": "x" * 281, "due_on": "2026-12-09"}, "At most 280"),
        ({"state": "done", "text": "x" * 2001}, "At most 2000"),
    ],
)
def test_a_wrong_step_is_kept_to_be_mended(
    alice: Actor, seat: str, stored: Stored, form: dict[str, str], sentence: str
) -> None:
    answer = alice.post(f"/follow-ups/{seat}/steps/next", form)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert form.get("text", "") in answer.get_data(as_text=True)
    assert stored(Step) == []


def test_what_was_planned_may_stay_where_its_day_has_passed(
    alice: Actor, seat: str, stored: Stored, clock: Clock
) -> None:
    step, on = f"/follow-ups/{seat}/steps/next", {"state": "scheduled", "due_on": "2026-12-09"}
    alice.post(step, on | {"text": "Coffee"})
    clock.set(clock.time + timedelta(days=9))

    assert alice.post(step, on | {"text": "Tea"}).status_code == 303

    assert [step.text for step in stored(Step)] == ["Tea"]


def test_what_was_refused_is_kept_where_the_step_has_ended_meanwhile(
    alice: Actor, seat: str
) -> None:
    step, planned = f"/follow-ups/{seat}/steps/next", {"state": "scheduled", "text": "Coffee"}
    alice.post(step, planned | {"due_on": "2026-12-09"})

    answer = alice.post(step, {"state": "scheduled", "text": "Tea", "due_on": "2026-12-01"})

    page = answer.get_data(as_text=True)
    assert "That day is past." in page
    assert 'value="Tea"' in page
    assert 'value="2026-12-01"' in page


def test_there_are_no_other_steps(alice: Actor, seat: str) -> None:
    assert alice.post(f"/follow-ups/{seat}/steps/spam", {"state": "done"}).status_code == 404


def test_letting_go_ends_the_item_keeps_the_seat_and_can_be_undone(
    alice: Actor, seat: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/follow-ups/{seat}/steps/message", {"state": "let_go"})
    clock.set(clock.time + timedelta(minutes=1))

    answer = alice.post(f"/follow-ups/{seat}/letting-go", follow_redirects=True)

    page = answer.get_data(as_text=True)
    assert "Let go. Ifeoma Okafor will not be told." in page
    assert "Priya Raman" not in page

    alice.post(f"/follow-ups/{seat}/return")
    assert {step.kind: step.state for step in stored(Step) if step.state} == {"message": "let_go"}
    assert all(contact.let_go_at is None for contact in stored(Contact))


@pytest.mark.parametrize("verb", ["steps/recall", "letting-go", "return"])
def test_a_checklist_is_its_owners(
    bob: Actor, charlie: Actor, met: str, seat: str, stored: Stored, verb: str
) -> None:
    for other in (bob, charlie):
        assert other.get(f"/follow-ups/{seat}").status_code == 404
        assert other.get(f"/follow-ups/events/{met}").status_code == 404
        assert other.post(f"/follow-ups/{seat}/{verb}", {"state": "done"}).status_code == 404
    assert stored(Step) == []
