"""The queue of the morning after, and each person's checklist to its end."""

import re
from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.followups.queue import KINDS
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.conftest import Actor, Clock, Stored

MORNING = cast.EVENING_START + timedelta(hours=15)


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The id of an event where Alice met six people; it is the morning after."""
    with app.app_context():
        event = believable.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
        clock.set(MORNING)
        return event.id


@pytest.fixture
def ifeoma(met: str, stored: Stored) -> str:
    """The id of Alice's meeting with Ifeoma, to whom she owes something today."""
    (contact,) = [c for c in stored(Contact) if c.name.startswith("Ifeoma")]
    (meeting,) = [m for m in stored(Meeting) if m.contact_id == contact.id]
    return str(meeting.id)


def end_all(person: Actor, meeting: str) -> None:
    for kind in KINDS:
        state = {"state": "scheduled", "text": "Coffee", "due_on": "2026-12-09"}
        person.post(
            f"/follow-ups/{meeting}/steps/{kind}", state if kind == "next" else {"state": "done"}
        )


def test_before_nine_the_queue_says_when(alice: Actor, met: str, clock: Clock) -> None:
    clock.set(MORNING - timedelta(hours=2))

    assert "ready on Fri 4 Dec at 09:00" in alice.read("/follow-ups")


def test_how_far_somebody_is_can_be_heard(alice: Actor, met: str, ifeoma: str) -> None:
    for kind, state in (("message", "done"), ("help", "let_go")):
        alice.post(f"/follow-ups/{ifeoma}/steps/{kind}", {"state": state})

    heard = re.findall(r'hidden-visually">(. of . steps done)<', alice.read("/follow-ups"))
    assert heard == ["2 of 5 steps done", *["0 of 5 steps done"] * 4]


def test_five_of_six_in_their_order(alice: Actor, met: str) -> None:
    page = alice.read("/follow-ups")

    names = ["Ifeoma Okafor", "Wei Zhang", "Tomás Lindqvist", "Jonas Berg", "Nadia El-Amin"]
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Priya Raman" not in page
    assert "Begin with <bdi>Ifeoma Okafor</bdi>" in alice.read("/today")


def test_without_an_event_there_is_an_honest_page(charlie: Actor) -> None:
    assert "Nothing to follow up." in charlie.read("/follow-ups")

    charlie.post("/me/settings", {"zone": "UTC", "locale": "en_GB", "followup_cap": "12"})
    assert "wait here: 12 at most." in charlie.read("/follow-ups")


def test_a_step_ends_and_the_next_one_opens(alice: Actor, ifeoma: str, stored: Stored) -> None:
    answer = alice.post(f"/follow-ups/{ifeoma}/steps/recall", {"state": "done", "text": "Violin"})

    assert answer.location == f"/follow-ups/{ifeoma}#message"
    (step,) = stored(Step)
    assert (step.kind, step.state, step.text) == ("recall", "done", "Violin")
    assert "Violin" in alice.read(f"/follow-ups/{ifeoma}")


def test_a_step_set_twice_is_one_step_and_opens_again(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    for state in ("done", "done", ""):
        alice.post(f"/follow-ups/{ifeoma}/steps/message", {"state": state})

    assert [step.state for step in stored(Step)] == [""]


def test_a_way_to_help_becomes_a_promise_once(alice: Actor, ifeoma: str, stored: Stored) -> None:
    help_her = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    for _ in range(2):
        alice.post(f"/follow-ups/{ifeoma}/steps/help", help_her)

    assert [p.text for p in stored(Promise) if p.due_on.day == 8] == ["Read her advert"]


def test_the_next_step_stands_on_the_persons_page(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    planned = {"state": "scheduled", "text": "Coffee", "due_on": "2026-12-09"}

    alice.post(f"/follow-ups/{ifeoma}/steps/next", planned)

    (contact,) = [c for c in stored(Contact) if c.name.startswith("Ifeoma")]
    assert (contact.next_step, str(contact.next_on)) == ("Coffee", "2026-12-09")


def test_a_way_to_help_that_changes_stays_one_promise(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    before = {promise.id for promise in stored(Promise)}
    will = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    changed = {**will, "text": "Rewrite her advert", "due_on": "2026-12-09"}

    for form in (will, {"state": ""}, changed):
        alice.post(f"/follow-ups/{ifeoma}/steps/help", form)

    (promise,) = [promise for promise in stored(Promise) if promise.id not in before]
    assert (promise.text, str(promise.due_on)) == ("Rewrite her advert", "2026-12-09")


@pytest.mark.parametrize("ending", ["keeping", "release"])
def test_a_way_to_help_after_one_that_has_ended_is_a_promise_of_its_own(
    alice: Actor, ifeoma: str, stored: Stored, ending: str
) -> None:
    ways = ["Way 1", "Way 2", "Way 3"]
    for way in ways:
        will = {"state": "scheduled", "text": way, "due_on": f"2026-12-2{way[-1]}"}
        alice.post(f"/follow-ups/{ifeoma}/steps/help", will)
        assert way in alice.read("/promises")
        (promise,) = [one for one in stored(Promise) if one.text in ways and one.open]
        assert (promise.text, str(promise.due_on)) == (way, f"2026-12-2{way[-1]}")
        alice.post(f"/promises/{promise.id}/{ending}")
        alice.post(f"/follow-ups/{ifeoma}/steps/help", {"state": ""})

    assert sorted(one.text for one in stored(Promise) if one.text in ways) == ways


def test_a_way_to_help_that_is_sent_twice_is_one_though_it_was_kept_in_between(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    will = {"state": "scheduled", "text": "Read her advert", "due_on": "2026-12-08"}
    twice = will | {"id": new_id()}
    alice.post(f"/follow-ups/{ifeoma}/steps/help", twice)
    (promise,) = [one.id for one in stored(Promise) if one.text == "Read her advert"]
    alice.post(f"/promises/{promise}/keeping")

    alice.post(f"/follow-ups/{ifeoma}/steps/help", twice)

    assert [one.open for one in stored(Promise) if one.text == "Read her advert"] == [False]


def test_a_way_to_help_changes_the_latest_promise_though_an_earlier_one_stands_again(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    will = {"state": "scheduled", "due_on": "2026-12-08"}
    alice.post(f"/follow-ups/{ifeoma}/steps/help", will | {"text": "Way 1"})
    (first,) = [one.id for one in stored(Promise) if one.text == "Way 1"]
    alice.post(f"/promises/{first}/keeping")
    alice.post(f"/follow-ups/{ifeoma}/steps/help", will | {"text": "Way 2"})
    alice.post(f"/promises/{first}/reopening")

    alice.post(f"/follow-ups/{ifeoma}/steps/help", will | {"text": "Way 3"})

    ways = [one.text for one in stored(Promise) if one.text.startswith("Way")]
    assert sorted(ways) == ["Way 1", "Way 3"]


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_a_promise_is_kept_moved_or_released_in_its_step(
    alice: Actor, ifeoma: str, stored: Stored, mine: bool
) -> None:
    step = f"/follow-ups/{ifeoma}#promise"
    (person,) = [m.contact_id for m in stored(Meeting) if m.id == ifeoma]
    owed = {"side": "mine" if mine else "theirs", "promised": "A list", "due_on": "2026-12-04"}
    alice.post(f"/people/{person}/promises", owed | {"id": (promise := new_id())})
    back = {"next": step}

    def row() -> str:
        page = alice.read(f"/follow-ups/{ifeoma}").split('id="promise"')[1].split('id="help"')[0]
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


def test_a_kept_promise_was_one_all_the_same(alice: Actor, ifeoma: str, stored: Stored) -> None:
    (promise,) = [p.id for p in stored(Promise) if p.text.startswith("Introduce her")]
    alice.post(f"/promises/{promise}/keeping")

    page = alice.read(f"/follow-ups/{ifeoma}")

    assert "No promise is open, on either side." in page
    assert "Nothing is promised" not in page


def test_a_day_that_is_none_is_mended_and_leads_back_to_the_step(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    step = f"/follow-ups/{ifeoma}#promise"
    (promise,) = [p.id for p in stored(Promise) if p.text.startswith("Introduce her")]

    answer = alice.post(f"/promises/{promise}/moving", {"due_on": "soon", "next": step})

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Write a day" in page
    assert f'name="next" value="{step}"' in page
    assert 'value="soon"' in page


def test_what_is_overdue_leads_the_queue(alice: Actor, met: str, stored: Stored) -> None:
    names = {contact.name.split()[0]: contact.id for contact in stored(Contact)}
    for name, day in (("Priya", "2026-11-30"), ("Nadia", "2026-12-01")):
        owed = {"side": "mine", "promised": "A word", "due_on": day}
        alice.post(f"/people/{names[name]}/promises", owed)

    page = alice.read("/follow-ups")

    order = [page.index(name) for name in ("Priya Raman", "Nadia El-Amin", "Ifeoma Okafor")]
    assert order == sorted(order)
    assert "Begin with <bdi>Priya Raman</bdi>" in alice.read("/today")

    (late,) = [p.id for p in stored(Promise) if str(p.due_on) == "2026-11-30"]
    alice.post(f"/promises/{late}/moving", {"due_on": "2026-12-30"})
    assert "Begin with <bdi>Nadia El-Amin</bdi>" in alice.read("/today")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"state": "perhaps"}, "Choose one of these."),
        ({"state": "scheduled", "due_on": "2026-12-09"}, "What will you do?"),
        ({"state": "scheduled", "text": "Coffee"}, "On which day?"),
        ({"state": "scheduled", "text": "Coffee", "due_on": "x"}, "Write a day"),
        ({"state": "scheduled", "text": "x" * 281, "due_on": "2026-12-09"}, "At most 280"),
        ({"state": "done", "text": "x" * 2001}, "At most 2000"),
    ],
)
def test_a_wrong_step_is_kept_to_be_mended(
    alice: Actor, ifeoma: str, stored: Stored, form: dict[str, str], sentence: str
) -> None:
    answer = alice.post(f"/follow-ups/{ifeoma}/steps/next", form)

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert form.get("text", "") in answer.get_data(as_text=True)
    assert stored(Step) == []


def test_there_are_no_other_steps(alice: Actor, ifeoma: str) -> None:
    assert alice.post(f"/follow-ups/{ifeoma}/steps/spam", {"state": "done"}).status_code == 404


def test_an_item_worked_to_its_end_says_how_it_ended(alice: Actor, ifeoma: str) -> None:
    end_all(alice, ifeoma)

    assert "scheduled" in alice.read("/follow-ups")
    assert "Where you left off" in alice.read("/today")


def test_letting_go_ends_the_item_keeps_the_seat_and_can_be_undone(
    alice: Actor, ifeoma: str, stored: Stored, clock: Clock
) -> None:
    alice.post(f"/follow-ups/{ifeoma}/steps/message", {"state": "let_go"})
    clock.set(clock.time + timedelta(minutes=1))

    answer = alice.post(f"/follow-ups/{ifeoma}/letting-go", follow_redirects=True)

    page = answer.get_data(as_text=True)
    assert "Let go. Ifeoma Okafor will not be told." in page
    assert "Priya Raman" not in page

    alice.post(f"/follow-ups/{ifeoma}/return")
    assert {step.kind: step.state for step in stored(Step) if step.state} == {"message": "let_go"}
    assert all(contact.let_go_at is None for contact in stored(Contact))


def test_whoever_is_taken_back_anywhere_is_back_in_the_queue(
    alice: Actor, ifeoma: str, stored: Stored
) -> None:
    alice.post(f"/follow-ups/{ifeoma}/steps/recall", {"state": "done"})
    alice.post(f"/follow-ups/{ifeoma}/letting-go")
    contact = next(c.id for c in stored(Contact) if c.name.startswith("Ifeoma"))

    alice.post(f"/people/{contact}/return")

    assert {step.kind: step.state for step in stored(Step)} == {"recall": "done"}
    page = alice.read("/today")
    assert "Where you left off" in page
    assert "Go on with <bdi>Ifeoma Okafor</bdi>" in page


def test_the_queue_worked_to_its_end_leads_to_the_reflection(
    alice: Actor, met: str, stored: Stored
) -> None:
    for meeting in stored(Meeting):
        end_all(alice, meeting.id)

    assert "That is everybody" in alice.read("/today")
    assert f"/events/{met}/reflection" in alice.read("/today")

    alice.post(f"/events/{met}/reflection", {"reached": "yes", "again": "yes"})
    assert "Founders Evening" not in alice.read("/today")
    assert "Closed" in alice.read(f"/follow-ups/events/{met}")
    page = alice.read("/follow-ups")
    assert "Nothing to follow up." in page
    assert f'href="/follow-ups/events/{met}"' in page
    assert "Closed" not in page


def test_what_was_left_open_leads_for_two_weeks(alice: Actor, met: str, clock: Clock) -> None:
    ready = MORNING.replace(hour=9)
    clock.set(ready + timedelta(days=14, seconds=-1))
    assert "Who is worth it?" in alice.read("/follow-ups")

    clock.set(ready + timedelta(days=14))
    page = alice.read("/follow-ups")
    assert "Nothing to follow up." in page
    assert f'href="/follow-ups/events/{met}"' in page
    assert "Who is worth it?" in alice.read(f"/follow-ups/events/{met}")


def test_a_smaller_cap_is_a_shorter_queue(app: Wellmet, alice: Actor, met: str) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).followup_cap = 2
        db.session.commit()

    page = alice.read("/follow-ups")
    assert "Wei Zhang" in page
    assert "Tomás" not in page


@pytest.mark.parametrize("verb", ["steps/recall", "letting-go", "return"])
def test_a_checklist_is_its_owners(
    bob: Actor, charlie: Actor, met: str, ifeoma: str, stored: Stored, verb: str
) -> None:
    for other in (bob, charlie):
        assert other.get(f"/follow-ups/{ifeoma}").status_code == 404
        assert other.get(f"/follow-ups/events/{met}").status_code == 404
        assert other.post(f"/follow-ups/{ifeoma}/{verb}", {"state": "done"}).status_code == 404
    assert stored(Step) == []


def test_what_is_due_to_others_comes_before_the_queue(
    alice: Actor, met: str, stored: Stored
) -> None:
    alice.post("/people", {"name": "Zoë", "id": (zoe := new_id())})
    owed = {"side": "mine", "promised": "Call", "due_on": "2026-12-01"}
    alice.post(f"/people/{zoe}/promises", owed)

    page = alice.read("/follow-ups")

    assert page.index("Due first") < page.index("Zoë") < page.index("Ifeoma")


def test_what_is_due_to_others_is_named_behind_as_many_who_have_seats(
    alice: Actor, met: str, stored: Stored
) -> None:
    owed = {"side": "mine", "promised": "Call", "due_on": "2026-12-01"}
    for contact in stored(Contact):
        alice.post(f"/people/{contact.id}/promises", owed)
    alice.post("/people", {"name": "Zoë", "id": (zoe := new_id())})
    alice.post(f"/people/{zoe}/promises", owed | {"due_on": "2026-12-04"})

    page = alice.read(f"/follow-ups/events/{met}")

    assert page.index("Due first") < page.index("Zoë") < page.index("Ifeoma")
