"""Would you go again? What was said of the last event of a kind, and the year's few events."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blueprints.goals.series import Described, same_kind
from blueprints.goals.year import END, START, months, place
from blueprints.shared.ids import new_id
from tests import cast
from tests.conftest import Actor, Clock

TODAY = date(2026, 12, 3)
NEXT = {
    "title": "Founders Evening January 2027",
    "starts": "2027-01-14T19:00",
    "ends": "2027-01-14T21:30",
    "zone": "Europe/London",
    "place": "Elsewhere",
    "link": "",
}


def described(title: str = "", link: str = "", place: str = "") -> Described:
    return Described(title, link, place)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (described("Founders Evening #12"), described("founders evening 13"), True),
        (described("Élodie's Salon, Dec 2026"), described("élodie's salon — 3rd Jan"), True),
        (described("Founders Evening, winter"), described("Founders Evening in Summer"), False),
        (described("Founders Evening, winter"), described("Summer Founders Evening"), True),
        (described("Founders Evening"), described("Founders Morning"), False),
        # Nothing but a date is no title, and nothing at all is no page and no place.
        (described("3 Dec 2026"), described("2027"), False),
        (described(), described(), False),
        (
            described("A", "https://www.Example.org/salon/?utm=1#x"),
            described("B", "http://example.org/salon"),
            True,
        ),
        (described("A", "https://example.org/a"), described("B", "https://example.org/b"), False),
        (
            described("A", place="The Old  Fire Station"),
            described("B", place="the old fire station"),
            True,
        ),
        (described("A", place="Hall 1"), described("B", place="Hall 2"), False),
    ],
)
def test_which_events_are_of_one_kind(one: Described, other: Described, alike: bool) -> None:
    assert same_kind(one, other) is same_kind(other, one) is alike


@pytest.fixture
def told(alice: Actor, evening: str, clock: Clock) -> str:
    """An evening of which Alice has said how it was."""
    clock.set(cast.EVENING_END + timedelta(hours=12))
    alice.post(f"/events/{evening}/reflection", {"reached": "partly", "again": "no"})
    return evening


def test_planning_the_same_again_says_how_it_was(alice: Actor, told: str) -> None:
    event = new_id()
    alice.post("/events", NEXT | {"id": event})

    page = alice.read(f"/events/{event}")

    assert "Last time: goal partly reached. You would not go again." in page
    assert f'href="/events/{told}"' in page
    assert page.index("Last time") < page.index("Will the people you need be there?")


def test_the_form_says_it_as_soon_as_the_server_has_read_it(alice: Actor, told: str) -> None:
    answer = alice.post("/events", NEXT | {"ends": ""})

    assert answer.status_code == 422
    assert "Last time: goal partly reached." in answer.get_data(as_text=True)
    assert "Last time" not in alice.read("/events/new")


def test_an_invitation_says_it_to_whom_it_concerns(alice: Actor, bob: Actor, told: str) -> None:
    event = new_id()
    bob.post("/events", NEXT | {"id": event})
    link = bob.read(f"/events/{event}").split('data-share="http://localhost')[1].split('"')[0]

    assert "Last time: goal partly reached." in alice.read(link)
    assert "Last time" not in bob.read(f"/events/{event}")


@pytest.mark.parametrize(
    "other",
    [
        {"title": "A walk"},
        {"starts": "2026-12-02T19:00", "ends": "2026-12-02T21:00"},
    ],
    ids=["another kind", "before it"],
)
def test_otherwise_nothing_is_said(alice: Actor, told: str, other: dict[str, str]) -> None:
    event = new_id()
    alice.post("/events", NEXT | other | {"id": event})

    assert "Last time" not in alice.read(f"/events/{event}")


def test_a_place_on_the_line() -> None:
    assert place(TODAY, TODAY) == place(TODAY - timedelta(days=3), TODAY) == START
    assert place(TODAY + timedelta(days=365), TODAY) == END
    assert len(months(TODAY)) == 12
    assert months(TODAY) == sorted(months(TODAY))
    assert months(date(2027, 1, 31))[0] == place(date(2027, 2, 1), date(2027, 1, 31))


def test_the_year_is_one_line_of_those_i_go_to(alice: Actor, evening: str, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 1, 12, 0, tzinfo=UTC))
    assert "The year ahead" not in alice.read("/events")

    alice.post(f"/events/{evening}/plan", {"plan": "go"})
    for title, starts, plan in (
        ("Salon", "2027-03-01T19:00", "go"),
        ("Fair", "2027-04-01T19:00", "slide"),
        ("Far", "2028-01-01T19:00", "go"),
    ):
        event, ends = new_id(), starts.replace("T19", "T21")
        alice.post("/events", NEXT | {"title": title, "starts": starts, "ends": ends, "id": event})
        alice.post(f"/events/{event}/plan", {"plan": plan})

    page = alice.read("/events")
    assert 'aria-label="The year ahead: Founders Evening, Thu 3 Dec; Salon, Mon 1 Mar"' in page
    assert page.count("year__mark") == 2
