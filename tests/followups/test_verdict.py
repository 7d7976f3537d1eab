"""What came of an event: in names, as it was on its day, whenever it is read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.contacts.touches import Touch
from blueprints.followups.verdict import AFTER, NOTHING, Known, listed, verdict, verdicts
from blueprints.goals.attendances import Attendance
from tests import cast
from tests.conftest import Actor, Clock, Stored

EVENING = date(2026, 12, 3)
MONTH = EVENING + timedelta(days=30)


def day(after: int) -> date:
    return EVENING + timedelta(days=after)


def talked(name: str, *after: int) -> Known:
    days = [day(one) for one in after]
    return Known(name, heard=days, wrote=days)


@pytest.mark.parametrize(
    ("met", "lines"),
    [
        ([], [NOTHING]),
        ([Known("Ifeoma")], [NOTHING]),
        ([talked("Ifeoma", 1)], ["Ifeoma is still in touch."]),
        ([talked("Ifeoma", 30), talked("Tomás", 2)], ["Ifeoma and Tomás are still in touch."]),
        # The evening itself is not after it, and what comes later is not yet so.
        ([talked("Ifeoma", 0)], [NOTHING]),
        ([talked("Ifeoma", 31)], [NOTHING]),
        # One of two writes: that is not both ways.
        ([Known("Ifeoma", wrote=[day(3), day(9)])], [NOTHING]),
        ([Known("Ifeoma", heard=[day(3)])], [NOTHING]),
        ([Known("Ifeoma", heard=[day(3)], wrote=[day(29)])], ["Ifeoma is still in touch."]),
        (
            [Known("Wei", kept=[day(4)]), Known("Bo", they_kept=[day(5)]), Known("Al")],
            ["You kept your word to Wei.", "Bo kept their word to you."],
        ),
        ([Known("Wei", introduced=[day(9)])], ["You introduced Wei to somebody."]),
    ],
)
def test_what_had_come_of_it_after_a_month(met: list[Known], lines: list[str]) -> None:
    assert verdict(met, EVENING, MONTH) == lines


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and others"),
        (["A", "B", "C", "D", "E"], "A, B, C and others"),
    ],
)
def test_names_are_listed_and_never_counted(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize(("today", "told"), [(30, 0), (31, 1), (90, 1), (91, 2), (900, 2)])
def test_a_verdict_comes_once_its_day_has_passed(today: int, told: int) -> None:
    found = verdicts([], EVENING, day(today))

    assert [one["when"] for one in found] == [when for _, when in AFTER][:told]


days = st.lists(st.integers(-5, 200).map(day), max_size=4)
known = st.builds(
    Known,
    name=st.sampled_from(("Ifeoma", "Wei", "Tomás")),
    **dict.fromkeys(("heard", "wrote", "kept", "they_kept", "introduced"), days),
)


@given(st.lists(known, max_size=5), st.integers(31, 400), st.integers(31, 400), days)
def test_what_happens_later_changes_no_verdict(
    met: list[Known], once: int, later: int, since: list[date]
) -> None:
    once, later = sorted((once, later))
    after = [one for one in since if one > day(once)]
    grown = [
        replace(
            one,
            heard=[*one.heard, *after],
            wrote=[*one.wrote, *after],
            kept=[*one.kept, *after],
        )
        for one in met
    ]

    then = verdicts(met, EVENING, day(once))
    assert verdicts(grown, EVENING, day(later))[: len(then)] == then


@pytest.fixture
def answered(alice: Actor, ifeoma: str, evening: str, clock: Clock) -> str:
    """The evening, after which Ifeoma answered a letter of Alice's within the month."""
    alice.post(f"/events/{evening}/plan", {"plan": "go"})
    for after, who in ((2, "me"), (9, "they")):
        clock.set(cast.EVENING_START + timedelta(days=after))
        alice.post(f"/people/{ifeoma}/touches", {"who": who})
    return evening


def at(clock: Clock, days: float) -> None:
    clock.set(cast.EVENING_START + timedelta(days=days))


def test_the_page_says_it_by_itself(alice: Actor, answered: str, clock: Clock) -> None:
    at(clock, 30)
    assert "After a month" not in alice.read(f"/events/{answered}")

    at(clock, 31)
    page = alice.read(f"/events/{answered}")
    assert "<h2>After a month</h2>" in page
    assert "Ifeoma is still in touch." in page
    assert "After three months" not in page

    at(clock, 91)
    page = alice.read(f"/events/{answered}")
    assert page.index("After a month") < page.index("After three months")


def test_what_is_noted_later_changes_nothing_but_a_correction_does(
    alice: Actor, ifeoma: str, answered: str, clock: Clock, stored: Stored
) -> None:
    at(clock, 31)
    first = alice.read(f"/events/{answered}")
    alice.post(f"/people/{ifeoma}/touches", {"who": "both"})
    alice.post(f"/people/{ifeoma}/letting-go")
    alice.post("/me/settings", {"zone": "Asia/Tokyo", "locale": "en_GB", "followup_cap": "5"})
    assert "Ifeoma is still in touch." in alice.read(f"/events/{answered}")
    assert "Ifeoma is still in touch." in first

    theirs = next(one for one in stored(Touch) if one.who == "they")
    alice.post(f"/touches/{theirs.id}/removal")
    assert NOTHING in alice.read(f"/events/{answered}")


def test_a_promise_kept_in_time(alice: Actor, ifeoma: str, evening: str, clock: Clock) -> None:
    alice.post(f"/people/{ifeoma}/promises", {"side": "mine", "promised": "The map"})
    promise = alice.read(f"/people/{ifeoma}").split("/promises/")[1][:36]
    at(clock, 5)
    alice.post(f"/promises/{promise}/keeping")

    at(clock, 40)
    assert "You kept your word to Ifeoma." in alice.read(f"/events/{evening}")


def test_what_i_let_slide_has_no_verdict(alice: Actor, evening: str, clock: Clock) -> None:
    alice.post(f"/events/{evening}/plan", {"plan": "slide"})

    at(clock, 400)
    assert "After a month" not in alice.read(f"/events/{evening}")


def test_nobody_reads_of_my_people(
    alice: Actor, bob: Actor, answered: str, clock: Clock, stored: Stored
) -> None:
    at(clock, 100)

    assert len(stored(Attendance)) == 2
    assert "Ifeoma" not in bob.read(f"/events/{answered}")
