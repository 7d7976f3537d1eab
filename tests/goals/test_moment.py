"""What time it is, by a table and by what must hold whenever it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.goals.moment import (
    Moment,
    Occasion,
    last_ended,
    leading,
    moment,
    queue_leads,
    queue_ready_at,
    under_way,
)

LONDON = "Europe/London"
EVENING = Occasion(
    "evening",
    datetime(2026, 12, 3, 19, 0, tzinfo=UTC),
    datetime(2026, 12, 3, 21, 30, tzinfo=UTC),
    LONDON,
)
LATER = Occasion(
    "later",
    datetime(2026, 12, 10, 19, 0, tzinfo=UTC),
    datetime(2026, 12, 10, 21, 0, tzinfo=UTC),
    LONDON,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "name"),
    [
        ("2026-11-20 12:00", "before"),
        ("2026-12-03 17:59", "before"),
        ("2026-12-03 18:00", "during"),
        ("2026-12-03 21:30", "during"),
        ("2026-12-03 22:29", "during"),
        ("2026-12-03 22:30", "evening"),
        ("2026-12-04 08:59", "evening"),
        ("2026-12-04 09:00", "morning"),
        ("2026-12-18 08:59", "morning"),
        ("2026-12-18 09:00", "otherwise"),
    ],
)
def test_one_evening_by_the_clock(now: str, name: str) -> None:
    assert moment([EVENING], at(now), LONDON).name == name


def test_the_morning_outweighs_what_is_ahead_until_it_is_closed() -> None:
    closed = replace(EVENING, closed=True)
    now = at("2026-12-04 10:00")

    assert moment([LATER, EVENING], now, LONDON) == Moment("morning", "evening")
    assert moment([LATER, closed], now, LONDON) == Moment("before", "later")


@pytest.mark.parametrize(
    ("ends", "there", "zone", "ready"),
    [
        ("2026-12-03 21:30", LONDON, LONDON, "2026-12-04 09:00"),
        ("2026-12-04 02:00", LONDON, LONDON, "2026-12-04 09:00"),
        ("2026-12-04 05:30", LONDON, LONDON, "2026-12-04 09:00"),
        ("2026-12-03 12:00", LONDON, LONDON, "2026-12-04 09:00"),
        # The clocks change in the night: nine o'clock is nine o'clock.
        ("2026-10-24 21:00", LONDON, LONDON, "2026-10-25 09:00"),
        ("2026-03-28 22:00", LONDON, LONDON, "2026-03-29 08:00"),
        # Half past nine on a Thursday evening in Los Angeles, for somebody whose home is London:
        # one evening has one morning, however late it ends there.
        ("2026-12-04 04:30", "America/Los_Angeles", LONDON, "2026-12-04 09:00"),
        ("2026-12-04 05:30", "America/Los_Angeles", LONDON, "2026-12-04 09:00"),
        # For Auckland that Friday's nine o'clock was over before the event.
        ("2026-12-04 05:30", "America/Los_Angeles", "Pacific/Auckland", "2026-12-04 20:00"),
    ],
)
def test_the_queue_is_ready_at_nine(ends: str, there: str, zone: str, ready: str) -> None:
    assert queue_ready_at(at(ends), there, zone) == at(ready)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from([LONDON, "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]),
    st.sampled_from([LONDON, "America/New_York", "Pacific/Auckland", "Asia/Kolkata"]),
)
def test_the_queue_is_ready_in_time_and_not_at_the_door(
    naive: datetime, there: str, zone: str
) -> None:
    ends_at = naive.replace(tzinfo=UTC)
    ready = queue_ready_at(ends_at, there, zone)

    assert timedelta(hours=2) <= ready - ends_at <= timedelta(hours=48)
    assert (ready.hour, ready.minute) == (9, 0)


@given(st.datetimes(datetime(2026, 11, 1), datetime(2027, 1, 30)))
def test_there_is_always_one_moment(naive: datetime) -> None:
    now = naive.replace(tzinfo=UTC)
    found = moment([EVENING, LATER], now, LONDON)

    assert (found.name == "otherwise") == (found.event_id == "")


def test_whom_one_meets_is_met_at_the_event_that_ends_first() -> None:
    fair = replace(EVENING, id="fair", ends_at=EVENING.ends_at + timedelta(days=2))

    assert under_way([fair, EVENING, LATER], at("2026-12-03 20:00")) == "evening"
    assert under_way([EVENING, LATER], at("2026-12-05 20:00")) is None


def test_the_follow_ups_that_come_first_are_the_latest_open_ones() -> None:
    closed = replace(LATER, id="closed", closed=True)
    now = at("2026-12-20 12:00")

    assert leading([EVENING, LATER], at("2026-12-15 12:00"), LONDON) == [LATER, EVENING]
    assert leading([EVENING, closed], at("2026-12-15 12:00"), LONDON) == [EVENING]
    assert leading([closed], now, LONDON) == []
    assert last_ended([EVENING, closed], now) == closed
    assert last_ended([], now) is None


def test_of_thousands_of_events_a_few_are_looked_at() -> None:
    many = [replace(EVENING, id=f"{number:04}") for number in range(2000)]

    led = leading(many, at("2026-12-04 10:00"), LONDON)
    assert [occasion.id for occasion in led] == ["1999", "1998", "1997", "1996", "1995"]


def test_after_two_weeks_what_was_left_open_comes_first_no_longer() -> None:
    closed = replace(LATER, id="closed", closed=True)
    later = at("2026-12-18 09:00")

    assert queue_leads(EVENING, later - timedelta(seconds=1), LONDON)
    assert not queue_leads(EVENING, later, LONDON)
    assert not queue_leads(closed, closed.ends_at, LONDON)
    assert leading([EVENING, closed], later, LONDON) == []


def test_today_and_the_swap_mean_the_same_event() -> None:
    fair = replace(
        EVENING,
        id="fair",
        starts_at=EVENING.starts_at - timedelta(days=2),
        ends_at=EVENING.ends_at + timedelta(days=1),
    )
    now = at("2026-12-03 20:00")

    assert moment([fair, EVENING], now, LONDON) == Moment("during", "evening")
    assert under_way([fair, EVENING], now) == "evening"


def test_today_and_the_follow_ups_lead_with_the_same_event() -> None:
    now = at("2026-12-11 12:00")

    assert moment([EVENING, LATER], now, LONDON) == Moment("morning", "later")
    assert leading([EVENING, LATER], now, LONDON)[0] == LATER


def test_what_was_let_slide_is_nowhere() -> None:
    slid = replace(EVENING, slid=True)

    assert under_way([slid], at("2026-12-03 20:00")) is None
    assert leading([slid], at("2026-12-04 20:00"), LONDON) == []
    assert last_ended([slid], at("2026-12-04 20:00")) is None
    for now in ("2026-12-01 12:00", "2026-12-03 20:00", "2026-12-04 10:00"):
        assert moment([slid], at(now), LONDON) == Moment("otherwise")


def test_what_is_on_comes_before_what_is_just_over() -> None:
    following = replace(
        EVENING,
        id="following",
        starts_at=EVENING.ends_at + timedelta(minutes=30),
        ends_at=EVENING.ends_at + timedelta(hours=3),
    )

    assert under_way([EVENING, following], at("2026-12-03 21:20")) == "evening"
    assert under_way([EVENING, following], at("2026-12-03 21:40")) == "following"
    assert under_way([EVENING, following], at("2026-12-03 22:10")) == "following"


def test_tonight_outweighs_last_weeks_queue() -> None:
    assert moment([EVENING, LATER], at("2026-12-10 09:30"), LONDON) == Moment("before", "later")
