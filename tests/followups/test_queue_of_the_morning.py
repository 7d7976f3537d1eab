"""The queue of the morning after: who is in it, in which order, and how it ends."""

import re
from datetime import timedelta

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.followups.models import Step
from blueprints.followups.queue import KINDS
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored

from .morning import MORNING


def end_all(person: Actor, meeting: str) -> None:
    for kind in KINDS:
        state = {"state": "scheduled", "text": "Coffee", "due_on": "2026-12-09"}
        person.post(
            f"/follow-ups/{meeting}/steps/{kind}", state if kind == "next" else {"state": "done"}
        )


def test_before_nine_the_queue_says_when(alice: Actor, met: str, clock: Clock) -> None:
    clock.set(MORNING - timedelta(hours=2))

    assert "ready on Fri 4 Dec at 09:00" in alice.read("/follow-ups")


def test_how_far_somebody_is_can_be_heard(alice: Actor, met: str, seat: str) -> None:
    for kind, state in (("message", "done"), ("help", "let_go")):
        alice.post(f"/follow-ups/{seat}/steps/{kind}", {"state": state})

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


def test_below_what_is_due_nothing_else_is_there(charlie: Actor) -> None:
    person = new_id()
    charlie.post("/people", {"id": person, "name": "Ada"})
    owed = {"side": "mine", "promised": "A word", "due_on": "2026-11-30"}
    charlie.post(f"/people/{person}/promises", owed)

    page = charlie.read("/follow-ups")

    assert "Due first" in page
    assert "Nothing else to follow up." in page


def test_an_item_worked_to_its_end_says_how_it_ended(alice: Actor, seat: str) -> None:
    end_all(alice, seat)

    assert "scheduled" in alice.read("/follow-ups")
    assert "Where you left off" in alice.read("/today")


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
    assert "Nothing else to follow up." in page
    assert f'href="/follow-ups/events/{met}"' in page
    assert "Closed" not in page


def test_what_was_left_open_leads_for_two_weeks(alice: Actor, met: str, clock: Clock) -> None:
    ready = MORNING.replace(hour=9)
    clock.set(ready + timedelta(days=14, seconds=-1))
    assert "Who is worth it?" in alice.read("/follow-ups")

    clock.set(ready + timedelta(days=14))
    page = alice.read("/follow-ups")
    assert "Nothing else to follow up." in page
    assert f'href="/follow-ups/events/{met}"' in page
    assert "Who is worth it?" in alice.read(f"/follow-ups/events/{met}")


def test_a_smaller_cap_is_a_shorter_queue(app: Wellmet, alice: Actor, met: str) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).followup_cap = 2
        db.session.commit()

    page = alice.read("/follow-ups")
    assert "Wei Zhang" in page
    assert "Tomás" not in page


def test_whoever_is_taken_back_anywhere_is_back_in_the_queue(
    alice: Actor, seat: str, stored: Stored
) -> None:
    alice.post(f"/follow-ups/{seat}/steps/recall", {"state": "done"})
    alice.post(f"/follow-ups/{seat}/letting-go")
    contact = next(c.id for c in stored(Contact) if c.name.startswith("Ifeoma"))

    alice.post(f"/people/{contact}/return")

    assert {step.kind: step.state for step in stored(Step)} == {"recall": "done"}
    page = alice.read("/today")
    assert "Where you left off" in page
    assert "Go on with <bdi>Ifeoma Okafor</bdi>" in page


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
