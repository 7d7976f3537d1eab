"""Today shows the right thing for the hour."""

from datetime import timedelta

import pytest

from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests import evening as believable
from tests.conftest import Actor, Clock


@pytest.fixture
def evening_of_alice(app: Wellmet, alice: Actor) -> str:
    """The id of Alice's evening, with a goal, targets and six people met."""
    with app.app_context():
        event = believable.fill(db.session.get_one(Person, alice.id))
        db.session.commit()
        return event.id


@pytest.mark.parametrize(
    ("hours", "shows", "hides"),
    [
        (-48, ["Whom to look for", "Prepare"], ["Scan theirs", "Whom you met"]),
        (-0.5, ["Soon", "from 19:00", "Scan theirs"], ["The morning after"]),
        (1, ["Now", "until 21:30", "My code", "Whom you met", "Still to find"], ["Prepare"]),
        (3, ["Just over", "Scan theirs"], ["Sleep on it"]),
        (5, ["Sleep on it", "Fri 4 Dec at 09:00"], ["Scan theirs"]),
        (15, ["The morning after", "Who is worth it?"], ["Scan theirs"]),
        (24 * 20, ["Keep warm this week", "Plan an event"], ["The morning after"]),
    ],
)
def test_by_the_hour(
    alice: Actor,
    evening_of_alice: str,
    clock: Clock,
    hours: float,
    shows: list[str],
    hides: list[str],
) -> None:
    clock.set(cast.EVENING_START + timedelta(hours=hours))

    page = alice.read("/today")

    assert [text for text in shows if text not in page] == []
    assert [text for text in hides if text in page] == []


@pytest.mark.parametrize("hours", [-48, 1, 5, 15, 24 * 20])
def test_it_says_by_which_clocks_it_goes(
    alice: Actor, evening_of_alice: str, clock: Clock, hours: float
) -> None:
    clock.set(cast.EVENING_START + timedelta(hours=hours))

    page = alice.read("/today")

    assert 'data-clocks="Europe/London" aria-label="Time zone" hidden' in page
    assert "Keep London time" in page


def test_whom_to_find_stands_before_whom_i_met(
    alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    clock.set(cast.EVENING_START + timedelta(hours=1))

    page = alice.read("/today")

    assert "2 of 3 still to find" in page
    assert page.index("Still to find") < page.index("Whom you met")


def test_without_a_goal_it_asks_for_one(alice: Actor, evening: str, clock: Clock) -> None:
    assert "What would make it worth being here?" in alice.read("/today")

    clock.set(clock.time - timedelta(days=3))
    assert "What would make it worth going?" in alice.read("/today")


def test_what_was_let_slide_is_not_shown(alice: Actor, evening: str) -> None:
    alice.post(f"/events/{evening}/plan", {"plan": "slide"})

    assert "Founders Evening" not in alice.read("/today")


def test_somebody_new_is_welcomed(charlie: Actor) -> None:
    assert "Good to have you, <bdi>Charlie</bdi>" in charlie.read("/today")


def test_whom_one_has_not_listened_to_yet_asks_for_it(
    alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    clock.set(cast.EVENING_START + timedelta(hours=2))

    assert "What did you hear?" in alice.read("/today")


def test_what_is_due_is_not_hidden_by_an_event_ahead(
    alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    clock.set(cast.EVENING_START + timedelta(days=30))
    ahead = {"title": "Spring Fair", "starts": "2027-05-01T10:00", "ends": "2027-05-01T18:00"}
    alice.post("/events", {**ahead, "zone": "Europe/London"})

    page = alice.read("/today")

    assert "Spring Fair" in page
    assert "Due today" in page
    assert "Ifeoma Okafor" in page


@pytest.mark.parametrize(("days", "is_shown"), [(90, True), (0, False)])
def test_an_event_that_is_far_ahead_hides_nobody_to_keep_warm(
    alice: Actor, clock: Clock, days: int, is_shown: bool
) -> None:
    wei = alice.post("/people", {"name": "Wei Zhang"}).location.removesuffix("/listening")
    alice.post(f"{wei}/touches", {"who": "they", "text": "Lunch?"})
    due = alice.post("/people", {"name": "Ifeoma"}).location.removesuffix("/listening")
    alice.post(f"{due}/next", {"next_step": "Coffee", "next_on": "2026-12-08"})
    clock.set(cast.EVENING_START + timedelta(days=5))
    ahead = clock.time + timedelta(days=days, hours=6)
    times = {"starts": f"{ahead:%Y-%m-%dT%H:%M}", "ends": f"{ahead:%Y-%m-%dT23:59}"}
    alice.post("/events", {"title": "A fair", "zone": "Europe/London", **times})

    page = alice.read("/today")

    assert ("Keep warm this week" in page) is is_shown
    assert ("It is your turn." in page) is is_shown
    assert page.count('<bdi class="row__name">Ifeoma</bdi>') == 1


def test_two_who_should_meet_are_among_the_three(
    alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    for name, card in (
        ("Amara Osei", {"looking_for": "A translator from Swedish"}),
        ("Lena Ek", {"can_help": "Swedish translator, evenings"}),
    ):
        alice.post("/people", {"name": name, **card})
    clock.set(cast.EVENING_START + timedelta(days=19))

    page = alice.read("/today")

    assert "Amara Osei and Lena Ek" in page
    assert page.count('class="row"') == 3


def test_an_evening_with_nobody_hides_none_who_wait_from_the_one_before(
    app: Wellmet, alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    with app.app_context():
        later = cast.evening(
            db.session.get_one(Person, alice.id), cast.EVENING_START + timedelta(days=1)
        )
        later.title = "A quiet supper"
        db.session.commit()
    clock.set(cast.EVENING_START + timedelta(days=1, hours=15))

    for path in ("/today", "/follow-ups"):
        page = alice.read(path)
        assert "Who is worth it?" in page
        assert "Ifeoma Okafor" in page
    alice.post(f"/events/{evening_of_alice}/reflection", {"reached": "no", "again": "no"})
    for path in ("/today", "/follow-ups"):
        page = alice.read(path)
        assert "Nobody to follow up" in page
        assert "A quiet supper" in page


def test_an_evening_that_is_through_asks_how_it_turned_out_before_an_earlier_one_leads(
    app: Wellmet, alice: Actor, evening_of_alice: str, clock: Clock
) -> None:
    clock.set(cast.EVENING_START + timedelta(days=1, hours=15))
    with app.app_context():
        person = db.session.get_one(Person, alice.id)
        supper = cast.evening(person, cast.EVENING_START + timedelta(days=1))
        supper.title = "A quiet supper"
        Contact.add(person.id, new_id(), cast.BOB, "typed", supper.id).let_go()
        db.session.commit()
        closing = f"/events/{supper.id}/reflection"

    assert "That is everybody" in alice.read("/today")
    assert closing in alice.read("/follow-ups")
    alice.post(closing, {"reached": "no", "again": "no"})
    assert "Who is worth it?" in alice.read("/today")
