"""The order of the queue, by a table and by what must hold of every evening."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.followups.queue import KINDS, Met, full, outcome, queue

EVENING = datetime(2026, 12, 3, 19, 0, tzinfo=UTC)
TOMORROW = date(2026, 12, 4)


def met(name: str, **facts: object) -> Met:
    return Met(name, EVENING, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"owed_on": TOMORROW}, {"moves_goal": "yes", "talked": 2}),
        ({"owed_on": TOMORROW}, {"owed_on": TOMORROW + timedelta(days=1)}),
        ({"owed_on": TOMORROW}, {"owed_on": date.max}),
        ({"owed_on": date.max}, {"moves_goal": "yes"}),
        ({"moves_goal": "yes"}, {"moves_goal": "maybe", "talked": 2}),
        ({"moves_goal": "maybe"}, {"talked": 2}),
        ({}, {"moves_goal": "no", "talked": 2}),
        ({"talked": 2}, {"talked": 1}),
    ],
)
def test_promises_come_before_the_goal_and_the_goal_before_talk(
    first: dict[str, object], second: dict[str, object]
) -> None:
    ordered = queue([met("z", **second), met("a", **first)], 5)

    assert [m.id for m in ordered] == ["a", "z"]


def test_five_and_not_a_sixth() -> None:
    assert len(queue([met(str(n)) for n in range(9)], 5)) == 5


def test_who_is_let_go_during_the_event_has_no_seat() -> None:
    people = [met("a", let_go=True), met("b"), met("c")]

    assert [m.id for m in queue(people, 2)] == ["b", "c"]


def test_who_is_let_go_afterwards_keeps_the_seat_they_had() -> None:
    people = [met(name) for name in "bcd"]

    assert [m.id for m in queue([gone("a"), *people], 2)] == ["a", "b"]
    assert [m.id for m in queue([*people, gone("z")], 2)] == ["b", "c"]


def gone(name: str) -> Met:
    return met(name, let_go=True, let_go_late=True)


def test_who_was_begun_with_keeps_the_seat() -> None:
    begun = met("z", moves_goal="no", states={"recall": "done"})
    better = [met(name, owed_on=TOMORROW) for name in "abcde"]

    assert [m.id for m in queue([*better, begun], 5)] == ["a", "b", "c", "d", "z"]


def test_who_was_chosen_sits_before_who_was_begun_with() -> None:
    chosen = met("z", moves_goal="no", focus="deep")
    begun = [met(name, states={"recall": "done"}) for name in "ab"]

    assert [m.id for m in queue([*begun, chosen, met("c")], 2)] == ["a", "z"]


def test_who_gets_one_line_has_no_seat_even_if_begun_with() -> None:
    thanked = [met("a", focus="line"), met("b", focus="line", states={"recall": "done"})]

    assert [m.id for m in queue([*thanked, met("c")], 5)] == ["c"]


def test_who_was_chosen_and_let_go_takes_nobodys_seat() -> None:
    left = met("a", focus="deep", let_go=True, let_go_late=True)
    chosen = [met(name, focus="deep") for name in "yz"]

    assert [m.id for m in queue([left, *chosen], 2)] == ["y", "z"]
    assert not full([left, chosen[0]], 2)
    assert full([left, *chosen], 2)


@pytest.mark.parametrize(
    ("states", "let_go", "ended"),
    [
        ({}, False, ""),
        ({"recall": "done", "next": "scheduled"}, False, ""),
        (dict.fromkeys(KINDS, "done"), False, "done"),
        (dict.fromkeys(KINDS, "let_go"), False, "done"),
        ({**dict.fromkeys(KINDS, "done"), "next": "scheduled"}, False, "scheduled"),
        ({"recall": "done"}, True, "let_go"),
    ],
)
def test_how_an_item_ends(states: dict[str, str], let_go: bool, ended: str) -> None:
    assert outcome(met("a", states=states, let_go=let_go)) == ended


@pytest.mark.parametrize(
    ("states", "let_go", "ended"),
    [
        ({}, False, ""),
        ({"message": "done"}, False, "done"),
        ({"message": "let_go"}, False, ""),
        ({"message": "done"}, True, "let_go"),
    ],
)
def test_one_line_ends_once_it_is_sent(states: dict[str, str], let_go: bool, ended: str) -> None:
    assert outcome(met("a", states=states, let_go=let_go, focus="line")) == ended


people = st.lists(
    st.builds(
        Met,
        id=st.uuids().map(str),
        met_at=st.datetimes(timezones=st.just(UTC)),
        owed_on=st.none() | st.dates() | st.just(date.max),
        moves_goal=st.sampled_from(["", "yes", "maybe", "no"]),
        talked=st.integers(0, 2),
        states=st.dictionaries(st.sampled_from(KINDS), st.sampled_from(["done", "let_go"])),
        let_go=st.booleans(),
        let_go_late=st.booleans(),
        focus=st.sampled_from(["", "deep", "line"]),
    ),
    max_size=20,
)


@given(people, st.integers(1, 12))
def test_a_queue_is_short_complete_and_in_order(of: list[Met], cap: int) -> None:
    chosen = queue(of, cap)

    assert len(chosen) <= cap
    assert len({m.id for m in chosen}) == len(chosen)
    seatable = [m for m in of if m.states or m.let_go_late or not m.let_go]
    eligible = [m for m in seatable if m.focus != "line"]
    assert len(chosen) == min(cap, len(eligible))
    assert queue(chosen, cap) == chosen
    assert queue(reversed(of), cap) == chosen
    picked = [m for m in of if m.focus == "deep" and not m.let_go]
    assert len([m for m in chosen if m in picked]) == min(len(picked), cap)
