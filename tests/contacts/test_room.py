"""Whom one could let go: the order by a table, what must hold for all, and the page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.accounts.models import Person
from blueprints.contacts.depth import Fact
from blueprints.contacts.models import Contact
from blueprints.contacts.room import CANDIDATES, RESTS, Kept, candidates, is_active, reasons
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.forms import hidden

NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
TODAY = NOW.date()
ASK = 'href="/people/room"'
LATER = cast.EVENING_START + timedelta(days=40)


def told(text: str) -> list[Fact]:
    """Facts from "met 400, they 2", each so many days ago."""
    pairs = (one.split() for one in text.split(", "))
    return [Fact(kind, TODAY - timedelta(days=int(days))) for kind, days in pairs]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Kept("z", told("met 500, both 400")), Kept("a", told("met 500, me 300"))),
        (Kept("z", told("met 500, both 95")), Kept("a", told("met 500, me 80"))),
        (Kept("z", told("met 99, me 95")), Kept("a", told("met 99, they 95"))),
        (Kept("z", told("met 99, me 95")), Kept("a", told("met 99, me 95"), they_owe=True)),
        (Kept("z", told("met 99, me 95"), {"no"}), Kept("a", told("met 99, me 95"), {"maybe"})),
        (
            Kept("z", told("met 200, me 150, me 120, me 95")),
            Kept("a", told("met 200, me 160")),
        ),
        (Kept("z", told("met 99, me 96")), Kept("a", told("met 99, me 95"))),
        (Kept("a", told("met 99, me 95")), Kept("b", told("met 99, me 95"))),
    ],
)
def test_who_is_thought_of_first(first: Kept, second: Kept) -> None:
    assert candidates([second, first], NOW, TODAY) == [first, second]


@pytest.mark.parametrize(
    "kept",
    [
        Kept("a", told("met 400")),
        Kept("a", told("met 400, gave 300")),
        Kept("a", told("met 400, they 300"), i_owe=True),
        Kept("a", told("met 400, they 300"), kept_at=NOW - RESTS + timedelta(microseconds=1)),
    ],
)
def test_who_is_not_thought_of(kept: Kept) -> None:
    assert candidates([kept], NOW, TODAY) == []


def test_who_was_kept_long_ago_is_thought_of_again() -> None:
    kept = Kept("a", told("met 400, they 300"), kept_at=NOW - RESTS)

    assert candidates([kept], NOW, TODAY) == [kept]


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        (Kept("a", told("met 9, me 8")), ["last", "met", "goal_open"]),
        (Kept("a", told("met 9, me 8, me 7, me 6"), {"no"}), ["last", "unanswered", "goal"]),
        (Kept("a", told("met 9, they 8"), {"yes"}), ["last", "nothing"]),
        (Kept("a", told("met 9, they 8"), {"", "maybe"}, they_owe=True), ["last", "owes"]),
        (Kept("a", told("met 9, me 8, me 7, me 6, they 6"), {"yes"}), ["last", "nothing"]),
    ],
)
def test_the_reasons(kept: Kept, why: list[str]) -> None:
    assert reasons(kept) == why


days = st.integers(0, 800).map(lambda ago: TODAY - timedelta(days=ago))
kinds = st.sampled_from(("met", "me", "they", "both", "gave", "got"))
everybody = st.lists(
    st.builds(
        Kept,
        id=st.uuids().map(str),
        facts=st.lists(st.builds(Fact, kinds, days), max_size=6),
        moves=st.sets(st.sampled_from(("", "yes", "maybe", "no"))),
        i_owe=st.booleans(),
        they_owe=st.booleans(),
        kept_at=st.none()
        | st.datetimes(datetime(2026, 1, 1), NOW.replace(tzinfo=None)).map(
            lambda at: at.replace(tzinfo=UTC)
        ),
    ),
    max_size=12,
)


@given(everybody)
def test_at_most_three_and_nobody_to_whom_something_was_promised(kept: list[Kept]) -> None:
    asked = candidates(kept, NOW, TODAY)

    assert len(asked) <= CANDIDATES
    assert not any(one.i_owe for one in asked)
    assert all(is_active(one.facts) for one in asked)
    assert candidates(reversed(kept), NOW, TODAY) == asked
    assert all(1 <= len(reasons(one)) <= 3 for one in asked)


@pytest.fixture
def crowd(app: Wellmet, alice: Actor, clock: Clock) -> dict[str, str]:
    """The ids of six people Alice is in touch with, by name; she has room for five."""
    with app.app_context():
        db.session.get_one(Person, alice.id).capacity = 5
        db.session.commit()
    people = {name: new_id() for name in ("Ada", "Ben", "Cem", "Dana", "Eva", "Finn")}
    for name, contact_id in people.items():
        alice.post("/people", {"name": name, "id": contact_id})
        alice.post(f"/people/{contact_id}/touches", {"who": "they"})
        clock.set(clock.time + timedelta(days=1))
    clock.set(LATER)
    return people


def test_over_capacity_it_asks_with_three_and_why(alice: Actor, crowd: dict[str, str]) -> None:
    assert ASK in alice.read("/people")

    page = alice.read("/people/room")

    assert [name for name in crowd if f">{name}<" in page] == ["Ada", "Ben", "Cem"]
    assert "Last in touch on Thu 3 Dec." in page
    assert "Nothing noted says that they move your goal." in page


def test_letting_go_makes_room(alice: Actor, crowd: dict[str, str]) -> None:
    answer = alice.post(f"/people/{crowd['Ada']}/letting-go", {"next": "/people/room"})

    assert answer.location == "/people/room"
    page = alice.read("/people/room")
    assert "There is room." in page
    assert ASK not in alice.read("/people")

    undo = page.partition("Ada will not be told.")[2].partition("Undo")[0]
    assert f'action="/people/{crowd["Ada"]}/return"' in undo
    assert alice.post(f"/people/{crowd['Ada']}/return", hidden(undo)).location == "/people/room"


def test_who_is_kept_is_not_asked_about_for_ninety_days(
    alice: Actor, crowd: dict[str, str], clock: Clock
) -> None:
    answer = alice.post(f"/people/{crowd['Ada']}/keeping", follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert "Kept. Wellmet will not ask about Ada for 90 days." in page
    assert f'action="/people/{crowd["Ada"]}/keeping/removal"' in page
    assert [name for name in crowd if f">{name}<" in page] == ["Ben", "Cem", "Dana"]

    alice.post(f"/people/{crowd['Ada']}/keeping/removal")
    assert ">Ada<" in alice.read("/people/room")
    alice.post(f"/people/{crowd['Ada']}/keeping")
    clock.set(clock.time + RESTS)
    assert ">Ada<" in alice.read("/people/room")


def test_nobody_to_whom_i_owe_something(alice: Actor, crowd: dict[str, str]) -> None:
    for contact_id in crowd.values():
        alice.post(f"/people/{contact_id}/promises", {"side": "mine", "promised": "A map"})

    assert "Nobody to suggest for now" in alice.read("/people/room")
    assert ASK not in alice.read("/people")


def test_a_new_contact_is_never_refused_and_their_page_asks(
    alice: Actor, crowd: dict[str, str], stored: Stored
) -> None:
    alice.post("/people", {"name": "Gil", "id": (gil := new_id())})

    assert len(stored(Contact)) == 7
    assert ASK in alice.read(f"/people/{gil}")
    assert ASK not in alice.read(f"/people/{crowd['Ada']}")
    alice.post(f"/people/{gil}/letting-go")
    assert ASK not in alice.read(f"/people/{gil}")


def test_nothing_is_asked_during_an_event(
    app: Wellmet, alice: Actor, crowd: dict[str, str], clock: Clock
) -> None:
    with app.app_context():
        cast.evening(db.session.get_one(Person, alice.id), LATER)
        db.session.commit()

    assert ASK not in alice.read("/people")
    assert "Not during an event." in alice.read("/people/room")
    clock.set(LATER + timedelta(days=1))
    assert ASK in alice.read("/people")


def test_who_was_only_met_takes_no_room(alice: Actor, crowd: dict[str, str]) -> None:
    alice.post(f"/people/{crowd['Ada']}/letting-go")
    for number in range(9):
        alice.post("/people", {"name": f"Guest {number}", "id": new_id()})

    assert ASK not in alice.read("/people")


@pytest.mark.parametrize("verb", ["keeping", "keeping/removal"])
def test_keeping_is_the_owners(
    bob: Actor, charlie: Actor, crowd: dict[str, str], stored: Stored, verb: str
) -> None:
    for other in (bob, charlie):
        assert other.post(f"/people/{crowd['Ada']}/{verb}").status_code == 404
        assert "There is room." in other.read("/people/room")
    assert not any(contact.room_kept_at for contact in stored(Contact))


def test_days_of_the_calendar_are_all_that_counts() -> None:
    assert is_active([Fact("met", date(2026, 1, 1)), Fact("met", date(2026, 1, 2))])
    assert not is_active([Fact("met", date(2026, 1, 1))] * 2)
