"""Whom to keep warm: three at most, for a reason, within the week."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blueprints.contacts.cadence import Cadence
from blueprints.contacts.warm import MOST, Kept, keep_warm

TODAY = date(2026, 12, 9)  # a Wednesday


def due(days: int, turn: str = "they") -> Cadence:
    """A cadence that is due so many days ago."""
    day = TODAY - timedelta(days=days)
    return Cadence(turn, 1, day, day, day)


def whom(*people: Kept) -> list[tuple[str, str]]:
    return [(one.id, one.why) for one in keep_warm(people, TODAY)]


def test_promises_then_plans_then_answers_then_the_cadence() -> None:
    people = (
        Kept("d", "Dan", cadence=due(9)),
        Kept("c", "Cy", cadence=due(1, "me")),
        Kept("b", "Ben", next_on=TODAY),
        Kept("a", "Ada", owed_on=TODAY - timedelta(days=1), next_on=TODAY),
    )

    assert whom(*people) == [("a", "promise"), ("b", "step"), ("c", "turn")]


def test_nobody_before_their_time() -> None:
    ahead = TODAY + timedelta(days=1)

    assert whom(Kept("a", "Ada", owed_on=ahead, next_on=ahead, cadence=due(-1))) == []
    assert whom(Kept("a", "Ada")) == []


def test_a_day_ahead_is_no_reason_yet() -> None:
    ahead = TODAY + timedelta(days=1)

    assert whom(Kept("a", "Ada", owed_on=ahead, cadence=due(3))) == [("a", "cadence")]
    assert whom(Kept("a", "Ada", next_on=ahead, cadence=due(3, "me"))) == [("a", "turn")]


def test_a_promise_without_a_day_comes_up_after_a_week() -> None:
    week_ago = TODAY - timedelta(days=7)

    assert whom(Kept("a", "Ada", owed_since=week_ago)) == [("a", "promise")]
    assert whom(Kept("a", "Ada", owed_since=week_ago + timedelta(days=1))) == []


def test_a_promise_without_a_day_comes_after_those_with_one_and_shares_the_three() -> None:
    people = (
        Kept("a", "Ada", owed_since=TODAY - timedelta(days=60), cadence=due(9, "me")),
        Kept("b", "Ben", owed_on=TODAY),
        Kept("c", "Cy", cadence=due(9, "me")),
        Kept("d", "Dan", owed_since=TODAY - timedelta(days=61)),
    )

    assert whom(*people) == [("b", "promise"), ("d", "promise"), ("a", "promise")]
    written = Kept("e", "Eve", written_on=TODAY)
    assert whom(*people, written) == [("b", "promise"), ("d", "promise"), ("a", "promise")]
    busy = [Kept(name, name, written_on=TODAY) for name in ("k", "l", "m")]
    assert whom(*people, *busy) == [("b", "promise")]


def test_whom_i_wrote_to_this_week_gives_way_to_another_promise_without_a_day() -> None:
    since = TODAY - timedelta(days=60)
    seen = [Kept(name, name, owed_since=since, written_on=TODAY) for name in ("a", "b")]

    assert whom(*seen, Kept("c", "c", owed_since=since)) == [("c", "promise")]


def test_one_person_comes_once() -> None:
    assert whom(Kept("a", "Ada", owed_on=TODAY, cadence=due(3, "me"))) == [("a", "promise")]


def test_whom_i_wrote_to_this_week_takes_one_of_the_three() -> None:
    monday, sunday = TODAY - timedelta(days=2), TODAY - timedelta(days=3)
    waiting = [Kept(name, name, cadence=due(5)) for name in ("x", "y", "z")]

    assert len(whom(*waiting, Kept("a", "Ada", written_on=sunday))) == 3
    assert len(whom(*waiting, Kept("a", "Ada", written_on=monday))) == 2
    busy = [Kept(name, name, written_on=TODAY) for name in ("k", "l", "m", "n")]
    assert whom(*waiting, *busy) == []
    assert whom(*waiting, *busy, Kept("o", "Ola", owed_on=TODAY)) == [("o", "promise")]


days = st.none() | st.integers(-9, 9).map(lambda ahead: TODAY + timedelta(days=ahead))
cadences = st.none() | st.builds(due, st.integers(-9, 9), st.sampled_from(("me", "they", "")))
crowd = st.lists(
    st.builds(Kept, st.uuids().map(str), st.text(max_size=3), days, days, days, cadences, days)
)


@given(crowd)
def test_three_at_most_and_nobody_twice(people: list[Kept]) -> None:
    found = keep_warm(people, TODAY)

    assert len(found) <= MOST
    assert len({one.id for one in found}) == len(found)
