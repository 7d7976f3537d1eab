"""After an event: a few for depth, and for the others one courteous line, or they are let go."""

import re

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock, Stored
from tests.forms import hidden

from . import morning


@pytest.fixture
def met(app: Wellmet, alice: Actor, clock: Clock) -> str:
    """The page of choices of an event where Alice met six people; it is the morning after."""
    return f"/follow-ups/events/{morning.wake(app, alice, clock)}/focus"


@pytest.fixture
def of(met: str, stored: Stored) -> dict[str, str]:
    """The ids of Alice's meetings, by first name."""
    return morning.meetings(stored)


def groups(person: Actor, path: str) -> dict[str, list[str]]:
    """The first names on the page, by where they stand."""
    parts = re.split(r'<h2 id="focus-(\w+)">', person.read(path))[1:]
    return {
        group: re.findall(r'row__name"[^>]*><bdi>(\S+)', rows)
        for group, rows in zip(parts[::2], parts[1::2], strict=True)
    }


def test_the_queues_order_suggests_whom(alice: Actor, met: str) -> None:
    assert groups(alice, met) == {
        "deep": ["Ifeoma", "Wei", "Tomás", "Jonas", "Nadia"],
        "others": ["Priya"],
    }
    assert f'href="{met}"' in alice.read("/follow-ups")


def test_whoever_is_chosen_has_a_seat(alice: Actor, met: str, of: dict[str, str]) -> None:
    answer = alice.post(f"/follow-ups/{of['Priya']}/focus/deep", follow_redirects=True)

    assert "Going deeper with Priya Raman." in answer.get_data(as_text=True)
    assert "Priya" in groups(alice, met)["deep"]
    assert groups(alice, met)["others"] == ["Nadia"]
    assert "Priya Raman" in alice.read("/follow-ups")


def test_one_line_gives_up_the_seat_and_ends_once_it_is_written(
    alice: Actor, met: str, of: dict[str, str], stored: Stored
) -> None:
    alice.post(f"/follow-ups/{of['Jonas']}/focus/line")

    assert groups(alice, met)["line"] == ["Jonas"]
    assert "Priya" in groups(alice, met)["deep"]
    queue = alice.read("/follow-ups")
    assert queue.index("One line each") < queue.index("Jonas Berg")
    (jonas,) = [c.id for c in stored(Contact) if c.name == "Jonas Berg"]
    assert f'href="/follow-ups/{of["Jonas"]}/line"' in queue
    assert "written" not in queue

    alice.post(f"/people/{jonas}/touches", {"who": "me"})
    assert "written" in alice.read("/follow-ups")
    alice.post(f"/touches/{stored(Touch)[0].id}/removal")
    assert "written" not in alice.read("/follow-ups")


def test_a_line_to_everybody_is_no_empty_queue(
    alice: Actor, met: str, of: dict[str, str], stored: Stored
) -> None:
    for meeting in of.values():
        alice.post(f"/follow-ups/{meeting}/focus/line")

    page = alice.read("/follow-ups")
    assert "Wellmet knows of nobody you met here" not in page
    assert "That is everybody" not in page
    assert "A line, and that is it" in alice.read("/today")

    for contact in stored(Contact):
        alice.post(f"/people/{contact.id}/touches", {"who": "me"})
    assert "That is everybody" in alice.read("/follow-ups")
    assert "That is everybody" in alice.read("/today")


def test_each_tap_can_be_undone_to_what_was(
    alice: Actor, met: str, of: dict[str, str], stored: Stored
) -> None:
    path = f"/follow-ups/{of['Wei']}/focus"
    alice.post(f"{path}/deep", follow_redirects=True)

    page = alice.post(f"{path}/line", follow_redirects=True).get_data(as_text=True)

    assert f'action="{path}/deep"' in page.split("data-said")[1].split("</form>")[0]
    alice.post(f"{path}/deep")
    alice.post(f"{path}/deep")
    assert [m.focus for m in stored(Meeting) if m.focus] == ["deep"]
    assert "Not decided yet: " in alice.post(f"{path}/open", follow_redirects=True).get_data(
        as_text=True
    )
    assert not any(m.focus for m in stored(Meeting))


def test_there_are_no_more_seats_than_were_set(
    app: Wellmet, alice: Actor, met: str, of: dict[str, str], stored: Stored
) -> None:
    with app.app_context():
        db.session.get_one(Person, alice.id).followup_cap = 2
        db.session.commit()
    alice.post(f"/follow-ups/{of['Priya']}/focus/deep")
    alice.post(f"/follow-ups/{of['Nadia']}/steps/recall", {"state": "done"})
    assert groups(alice, met)["deep"] == ["Nadia", "Priya"]

    answer = alice.post(f"/follow-ups/{of['Wei']}/focus/deep")

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    error = page.index("Every seat is taken. Give somebody above one line first.")
    assert page.index("Wei Zhang") < error
    assert [m.id for m in stored(Meeting) if m.focus] == [of["Priya"]]
    assert alice.post(f"/follow-ups/{of['Priya']}/focus/deep").status_code == 303

    alice.post(f"/follow-ups/{of['Nadia']}/focus/line")
    assert alice.post(f"/follow-ups/{of['Wei']}/focus/deep").status_code == 303


def test_letting_go_leads_back_and_taking_back_too(
    alice: Actor, met: str, of: dict[str, str]
) -> None:
    answer = alice.post(f"/follow-ups/{of['Wei']}/letting-go", {"next": met})
    assert answer.location == met
    undo = alice.read(met).partition("will not be told.")[2].partition("Undo")[0]
    assert groups(alice, met)["let_go"] == ["Wei"]

    assert f'action="/follow-ups/{of["Wei"]}/return"' in undo
    assert alice.post(f"/follow-ups/{of['Wei']}/return", hidden(undo)).location == met
    assert "let_go" not in groups(alice, met)


def test_a_meeting_between_events_has_nothing_to_choose(
    alice: Actor, charlie: Actor, stored: Stored
) -> None:
    alice.post("/people", {"name": "Zoë", "id": new_id()})
    (meeting,) = stored(Meeting)

    assert alice.post(f"/follow-ups/{meeting.id}/focus/deep").status_code == 404


def test_an_event_where_nobody_was_met_says_so(alice: Actor, evening: str) -> None:
    page = alice.read(f"/follow-ups/events/{evening}/focus")

    assert "Wellmet knows of nobody you met here" in page


@pytest.mark.parametrize("choice", ["deep", "line", "open"])
def test_the_choice_is_its_owners(
    bob: Actor, charlie: Actor, met: str, of: dict[str, str], stored: Stored, choice: str
) -> None:
    for other in (bob, charlie):
        assert other.get(met).status_code == 404
        assert other.post(f"/follow-ups/{of['Wei']}/focus/{choice}").status_code == 404
    assert not any(m.focus for m in stored(Meeting))


def test_there_are_no_other_choices(alice: Actor, of: dict[str, str]) -> None:
    assert alice.post(f"/follow-ups/{of['Wei']}/focus/deepest").status_code == 404
    assert alice.post(f"/follow-ups/{new_id()}/focus/deep").status_code == 404


def test_each_tap_leads_to_who_comes_next_there(alice: Actor, met: str, of: dict[str, str]) -> None:
    def onward(name: str) -> set[str]:
        acts = re.findall(rf'action="/follow-ups/{of[name]}/.*?name="next" value="(.*?)"', page)
        return set(acts)

    page = alice.read(met)
    assert onward("Wei") == {f"{met}#met-{of['Tomás']}"}
    assert onward("Nadia") == {f"{met}#met-{of['Jonas']}"}
    assert onward("Priya") == {met}

    (way,) = onward("Wei")
    answer = alice.post(f"/follow-ups/{of['Wei']}/focus/line", {"next": way})
    assert answer.location == way
    assert f'id="met-{of["Tomás"]}"' in alice.read(met)
    alice.post(f"/follow-ups/{of['Wei']}/letting-go", {"next": way}, follow_redirects=True)
    page = alice.read(met)
    assert onward("Wei") == {met}
