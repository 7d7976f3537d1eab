"""When to be in touch again: a table of cases, and what must hold for all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.contacts.cadence import (
    LEAST,
    MOST,
    UNITS,
    Contacted,
    Rhythm,
    cadence,
    gap,
    months_after,
)

# Who was in touch, and on which days of a year that begins on the first of January.
CASES = {
    "I wrote once": ("me 1", Rhythm(), "they", "04 Jan"),
    "twice in vain": ("me 1, me 4", Rhythm(), "they", "10 Jan"),
    "three times in vain": ("me 1, me 4, me 10", Rhythm(), "they", "22 Jan"),
    "two letters on one day are one try": ("me 1, me 1", Rhythm(), "they", "04 Jan"),
    "they wrote": ("me 1, they 2", Rhythm(), "me", "05 Jan"),
    "they wrote before I did": ("they 2, me 2", Rhythm(), "they", "05 Jan"),
    "I answered": ("me 1, me 4, they 9, me 10", Rhythm(), "they", "13 Jan"),
    "twice in vain since they answered": ("they 1, me 2, me 5", Rhythm(), "they", "11 Jan"),
    "we talked": ("me 1, both 2", Rhythm(), "", "01 Feb"),
    "we talked, after much in vain": ("me 1, me 4, me 10, both 11", Rhythm(), "", "10 Feb"),
    "every two weeks": ("both 2", Rhythm(2, "weeks"), "", "16 Jan"),
    "every month": ("both 31", Rhythm(1, "months"), "", "28 Feb"),
    "every month, from the 30th": ("both 30", Rhythm(1, "months"), "", "28 Feb"),
    "every month, from the 28th": ("both 28", Rhythm(1, "months"), "", "28 Feb"),
    "a rhythm does not hurry who waits": (
        "me 1, me 4, me 10, me 22",
        Rhythm(1, "weeks"),
        "they",
        "15 Feb",
    ),
    "a rhythm longer than patience": ("me 1", Rhythm(3, "months"), "they", "01 Apr"),
    "on a day": ("both 2", Rhythm(on=date(2026, 3, 5)), "", "05 Mar"),
    "on a day before patience ends": ("me 1", Rhythm(on=date(2026, 1, 2)), "they", "04 Jan"),
    "a day that is spent": ("both 2, both 70", Rhythm(on=date(2026, 3, 5)), "", "10 Apr"),
    "a contact on that very day": ("both 64", Rhythm(on=date(2026, 3, 5)), "", "04 Apr"),
    "a spent day leaves the rhythm": (
        "both 70",
        Rhythm(1, "weeks", date(2026, 3, 5)),
        "",
        "18 Mar",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_table(case: str) -> None:
    told, rhythm, turn, due = CASES[case]

    found = cadence(read(told), rhythm)

    assert found
    assert (found.turn, f"{found.due_on:%d %b}") == (turn, due)


def read(told: str) -> list[Contacted]:
    """Contacts from "me 1, they 2"."""
    pairs = (one.split() for one in told.split(", "))
    return [Contacted(date(2026, 1, 1) + timedelta(days=int(day) - 1), who) for who, day in pairs]


def test_who_was_never_written_to_has_no_cadence() -> None:
    assert cadence([]) is None


def test_patience_doubles_to_its_end() -> None:
    assert [gap(times) for times in range(8)] == [3, 3, 6, 12, 24, 48, 90, 90]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 29), 2, date(2027, 2, 28)),
        (date(2026, 3, 30), 11, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


days = st.dates(date(2020, 1, 1), date(2060, 1, 1))
people = st.sampled_from(("me", "they", "both"))
histories = st.lists(st.builds(Contacted, days, people), min_size=1, max_size=12).map(
    lambda told: sorted(told, key=lambda one: one.on)
)
rhythms = st.one_of(
    st.just(Rhythm()),
    st.builds(Rhythm, st.integers(1, 52), st.sampled_from(UNITS), st.none() | days),
    st.builds(Rhythm, on=days),
)


@given(histories, rhythms)
def test_nothing_is_due_within_the_least_gap(told: list[Contacted], rhythm: Rhythm) -> None:
    found = cadence(told, rhythm)

    assert found
    assert found.due_on >= found.earliest >= told[-1].on + timedelta(days=LEAST)


@given(histories, st.lists(st.integers(1, 400), min_size=1, max_size=9))
def test_the_gap_never_shrinks_while_nobody_answers(
    told: list[Contacted], waits: list[int]
) -> None:
    gaps = []
    for wait in waits:
        told = [*told, Contacted(told[-1].on + timedelta(days=wait), "me")]
        found = cadence(told)
        assert found
        gaps.append((found.earliest - found.last_on).days)

    assert gaps == sorted(gaps)
    assert gaps[-1] <= MOST


@given(histories, rhythms, st.sampled_from(("they", "both")), st.integers(0, 400))
def test_being_heard_begins_anew(
    told: list[Contacted], rhythm: Rhythm, who: str, wait: int
) -> None:
    heard = Contacted(told[-1].on + timedelta(days=wait), who)

    assert cadence([*told, heard], rhythm) == cadence([heard], rhythm)
