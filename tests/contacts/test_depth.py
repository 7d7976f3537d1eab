"""How deep a contact goes: a table of cases, and what must hold for all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.contacts import strata
from blueprints.contacts.depth import LASTING, STAGES, Fact, depth, last_on

JANUARY = date(2026, 1, 1)

# What happened, and on which days of a year that begins on the first of January.
CASES = {
    "nothing known": ("", "met", ""),
    "met": ("met 1", "met", "You met on 01 Jan."),
    "met twice on one evening": ("met 1, met 1", "met", "You met on 01 Jan."),
    "I wrote, many times": (
        "met 1, me 2, me 9, me 60",
        "met",
        "You met, and you wrote on 01 Mar. Once they answer, you have talked.",
    ),
    "I kept a promise, unanswered": (
        "met 1, me 2, gave 3",
        "met",
        "You kept a promise on 03 Jan. It counts once you hear from them.",
    ),
    "they wrote": ("met 1, me 2, they 4", "talked", "You have talked: they wrote on 04 Jan."),
    "we talked": ("met 1, both 1", "talked", "You have talked, last on 01 Jan."),
    "met again": ("met 1, met 40", "talked", "You met again on 09 Feb."),
    "they kept a promise": (
        "met 1, got 5",
        "helped",
        "They have helped you: they kept a promise on 05 Jan.",
    ),
    "I kept one, and they answered": (
        "met 1, gave 3, they 4",
        "helped",
        "You have helped them: you kept a promise on 03 Jan.",
    ),
    "both kept one, in one good week": (
        "met 1, gave 3, got 6",
        "helped",
        "You have helped each other, last on 06 Jan.",
    ),
    "both kept one, and the last word came after a day less than a season": (
        "met 1, gave 3, got 6, they 90",
        "helped",
        "You have helped each other, last on 06 Jan.",
    ),
    "both kept one, and it lasted": (
        "met 1, gave 3, got 6, they 91",
        "counts",
        "Promises kept both ways, and in touch since 01 Jan.",
    ),
    "both kept one, and only I kept writing": (
        "met 1, gave 3, got 6, me 91, me 200",
        "helped",
        "You have helped each other, last on 06 Jan.",
    ),
    "long in touch, but nothing kept": (
        "met 1, both 200, both 300",
        "talked",
        "You have talked, last on 27 Oct.",
    ),
    "long in touch, and I alone gave": (
        "met 1, both 200, gave 3, gave 200",
        "helped",
        "You have helped them: you kept a promise on 19 Jul.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_table(case: str) -> None:
    told, stage, why = CASES[case]

    found = depth(read(told))

    assert (found.stage, found.said(lambda on: f"{on:%d %b}")) == (stage, why)


def read(told: str) -> list[Fact]:
    """Facts from "met 1, they 2"."""
    pairs = (one.split() for one in told.split(", ") if one)
    return [Fact(kind, JANUARY + timedelta(days=int(day) - 1)) for kind, day in pairs]


days = st.integers(0, 3 * LASTING).map(lambda day: JANUARY + timedelta(days=day))
facts = st.builds(Fact, st.sampled_from(("met", "me", "they", "both", "gave", "got")), days)
histories = st.lists(facts, max_size=12)


def stage(of: list[Fact]) -> int:
    return STAGES.index(depth(of).stage)


@given(histories, facts)
def test_a_fact_never_makes_it_shallower(told: list[Fact], fact: Fact) -> None:
    assert stage([*told, fact]) >= stage(told)


@given(histories, st.lists(days, min_size=1, max_size=9))
def test_letters_of_mine_alone_never_make_it_deeper(told: list[Fact], on: list[date]) -> None:
    assert stage([*told, *(Fact("me", day) for day in on)]) == stage(told)


@given(st.lists(st.builds(Fact, st.sampled_from(("me", "gave")), days)), days)
def test_whatever_i_do_alone_we_have_met_and_no_more(mine: list[Fact], on: date) -> None:
    assert depth([Fact("met", on), *mine]).stage == "met"


@given(histories, st.data())
def test_the_same_facts_twice_or_in_another_order_are_the_same(
    told: list[Fact], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(told))

    assert depth(again) == depth(told) == depth([*told, *again])
    assert last_on(again) == last_on(told)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("met 1", 1),
        ("met 1, me 5", 5),
        ("met 1, they 5", 5),
        ("met 1, both 5", 5),
        ("met 1, gave 5, got 6", 1),
    ],
)
def test_a_word_of_either_is_a_contact_and_a_kept_promise_is_none(told: str, day: int) -> None:
    assert last_on(read(told)) == JANUARY + timedelta(days=day - 1)


def test_a_bar_grows_with_the_square_root_of_how_many_there_are() -> None:
    bars = strata.strata({"met": 100, "talked": 25, "helped": 1})

    assert [bar.width for bar in bars] == [strata.WIDE, 172, 54, strata.NARROWEST]


counts = st.dictionaries(st.sampled_from(STAGES), st.integers(0, 5000))


@given(counts)
def test_the_picture_stays_in_its_frame_and_wider_is_more(people: dict[str, int]) -> None:
    bars = strata.strata(people)

    assert [bar.stage for bar in bars] == list(STAGES)
    for bar in bars:
        assert bar.x >= 0
        assert bar.x * 2 + bar.width == strata.WIDE
        assert 0 <= bar.name_y < bar.y
        assert bar.width >= strata.NARROWEST
        assert bar.empty == (not people.get(bar.stage))
    edges = [edge for bar in bars for edge in (bar.name_y, bar.y + bar.height)]
    assert edges == sorted(edges)
    assert edges[-1] <= strata.HIGH
    by_count = sorted(bars, key=lambda bar: (people.get(bar.stage, 0), bar.width))
    assert [bar.width for bar in by_count] == sorted(bar.width for bar in bars)


def test_the_picture_in_words_has_no_numbers() -> None:
    told = strata.described({"met": 40, "talked": 7, "counts": 7})

    assert told == "From the widest to the narrowest: met, talked, count on. Nobody yet: helped."
