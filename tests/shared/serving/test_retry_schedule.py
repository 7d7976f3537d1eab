"""When whoever is turned away may come again."""

from dataclasses import dataclass

import pytest

from blueprints.shared.serving.retry_schedule import LATEST, SOONEST, RetrySchedule

BEHIND = 2.0
AT_ONCE = 2.0


@dataclass
class Hours:
    """A clock that goes when it is told to."""

    time: float = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def schedule(hours: Hours) -> RetrySchedule:
    return RetrySchedule(hours)


def _let_in(
    schedule: RetrySchedule, hours: Hours, apart: float, waited: float, count: int = 500
) -> None:
    for _ in range(count):
        hours.time += apart
        schedule.let_in(waited)


def test_one_comes_after_the_other_as_fast_as_people_were_let_in(
    schedule: RetrySchedule, hours: Hours
) -> None:
    _let_in(schedule, hours, apart=0.4, waited=BEHIND)

    told = [schedule.next() for _ in range(101)]

    assert told[0] == SOONEST
    assert told == sorted(told)
    assert told[-1] == pytest.approx(SOONEST + 100 * 0.4 / AT_ONCE, abs=1)


def test_a_hall_that_came_long_ago_keeps_nobody_waiting(
    schedule: RetrySchedule, hours: Hours
) -> None:
    for _ in range(1000):
        schedule.next()
    hours.time += LATEST

    assert schedule.next() == SOONEST


def test_where_nobody_waits_it_says_nothing_of_how_fast_it_is(
    schedule: RetrySchedule, hours: Hours
) -> None:
    before = [schedule.next() for _ in range(100)]
    hours.time += LATEST
    _let_in(schedule, hours, apart=5.0, waited=0.0)
    schedule.let_in(BEHIND)

    hours.time += LATEST
    assert [schedule.next() for _ in range(100)] == pytest.approx(before, abs=8)


def test_nobody_can_drive_the_numbers_up_for_long(schedule: RetrySchedule, hours: Hours) -> None:
    assert max(schedule.next() for _ in range(100_000)) == LATEST
    hours.time += LATEST

    assert schedule.next() == SOONEST
