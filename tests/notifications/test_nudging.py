"""The one nudge: by a table, and by what must hold for everybody, everywhere, at any time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.goals.moment import EARLY, LATE, Occasion
from blueprints.notifications.nudging import (
    FRESH,
    FURTHEST,
    Key,
    Matter,
    Quiet,
    Whereabouts,
    covered,
    fresh_until,
    may_come,
    next_look,
    ripe_on,
    to_tell,
)
from blueprints.shared.zones import ZONES

LONDON = "Europe/London"
DAY = date(2026, 12, 4)
FAIR = Occasion(
    "fair",
    datetime(2026, 12, 4, 10, 0, tzinfo=UTC),
    datetime(2026, 12, 4, 17, 0, tzinfo=UTC),
    LONDON,
)


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


LOOKS = {
    "before nine": ("2026-12-04 08:59", LONDON, Quiet(), "2026-12-04 09:00"),
    "at nine": ("2026-12-04 09:00", LONDON, Quiet(), "2026-12-05 09:00"),
    "at night": ("2026-12-04 23:00", LONDON, Quiet(), "2026-12-05 09:00"),
    "elsewhere": ("2026-12-04 00:30", "Pacific/Kiritimati", Quiet(), "2026-12-04 19:00"),
    "clocks went on": ("2026-03-28 12:00", LONDON, Quiet(), "2026-03-29 08:00"),
    "clocks went back": ("2026-10-24 12:00", LONDON, Quiet(), "2026-10-25 09:00"),
    "a long sleep": ("2026-12-04 09:00", LONDON, Quiet(22, 11), "2026-12-04 11:00"),
    "no quiet hours": ("2026-12-04 08:00", LONDON, Quiet(7, 7), "2026-12-04 09:00"),
    "only one hour": ("2026-12-04 09:00", LONDON, Quiet(9, 8), "2026-12-05 08:00"),
    "half an hour off": ("2026-12-04 00:00", "Asia/Kolkata", Quiet(21, 10), "2026-12-04 04:30"),
}


@pytest.mark.parametrize(("now", "zone", "quiet", "then"), LOOKS.values(), ids=LOOKS)
def test_when_to_look_next(now: str, zone: str, quiet: Quiet, then: str) -> None:
    assert next_look(at(now), Whereabouts(zone, quiet)) == at(then)


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-12-04 07:59", False),
        ("2026-12-04 08:00", True),
        ("2026-12-04 08:59", True),
        ("2026-12-04 09:00", False),
        ("2026-12-04 12:00", False),
        ("2026-12-04 17:59", False),
        ("2026-12-04 18:00", True),
        ("2026-12-04 20:59", True),
        ("2026-12-04 21:00", False),
    ],
)
def test_silence_at_night_and_during_an_event(now: str, comes: bool) -> None:
    assert may_come(at(now), Whereabouts(LONDON, Quiet(), [FAIR])) is comes


def test_an_event_that_was_let_slide_silences_nothing() -> None:
    slid = Occasion(FAIR.id, FAIR.starts_at, FAIR.ends_at, FAIR.zone, slid=True)

    assert may_come(at("2026-12-04 12:00"), Whereabouts(LONDON, Quiet(), [slid]))


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-12-03 09:00", "2026-12-03 21:00"),
        ("2026-12-03 20:10", "2026-12-03 21:00"),
        ("2026-12-04 08:30", "2026-12-04 09:00"),
    ],
)
def test_what_arrives_late_does_not_arrive_at_night_nor_during_an_event(
    now: str, until: str
) -> None:
    assert fresh_until(at(now), Whereabouts(LONDON, Quiet(), [FAIR])) == at(until)


QUEUE = Matter("queue", "evening", DAY, ("ifeoma", "wei"), words="Founders Evening")
OWED = Matter("promise", "p1", DAY, ("ifeoma",), "Ifeoma", "Introduce her to Sam")
NEXT = Matter("next", "jonas", DAY, ("jonas",), "Jonas", "Coffee")
TURN = Matter("turn", "jonas", DAY, ("jonas",), "Jonas")
OTHER = Matter("turn", "nadia", DAY, ("nadia",), "Nadia")
EARLIER = Matter("promise", "p0", date(2026, 12, 1), ("nadia",), "Nadia", "The paper")
LATER = Matter("promise", "p2", date(2026, 12, 5), ("tomas",), "Tomás", "A call")
NOBODY = Matter("queue", "empty", DAY, (), words="An evening alone")

TELLS: dict[str, tuple[list[Matter], set[Key], list[Matter]]] = {
    "nothing": ([], set(), []),
    "one of each, each person once": ([TURN, NEXT, OWED, OTHER], set(), [OWED, NEXT, OTHER]),
    "whoever is in the queue": ([OWED, QUEUE, TURN], set(), [QUEUE, TURN]),
    "an older promise first": ([OWED, EARLIER], set(), [EARLIER, OWED]),
    "not before its day": ([LATER], set(), []),
    "not twice": ([OWED, NEXT], {OWED.key}, [NEXT]),
    "what was told does not hide what was not": ([NEXT, TURN], {NEXT.key}, [TURN]),
    "an evening with nobody to follow up": ([NOBODY], set(), []),
}


@pytest.mark.parametrize(("matters", "told", "tells"), TELLS.values(), ids=TELLS)
def test_what_one_nudge_tells(matters: list[Matter], told: set[Key], tells: list[Matter]) -> None:
    assert to_tell(matters, told, DAY) == tells


def test_a_nudge_settles_all_that_is_due_about_its_people() -> None:
    matters = [QUEUE, OWED, NEXT, TURN, LATER]

    assert covered(matters, [QUEUE], DAY) == {QUEUE.key, OWED.key}
    assert covered(matters, [NEXT], DAY) == {NEXT.key, TURN.key}


moments = st.datetimes(
    datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)
)  # years in which every zone keeps its rules
hours = st.integers(0, 23)
quiets = st.builds(Quiet, hours, hours)


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    starts = draw(moments)
    lasts = draw(st.timedeltas(timedelta(minutes=30), timedelta(days=14)))
    return Occasion("event", starts, starts + lasts, LONDON, slid=draw(st.booleans()))


wheres = st.builds(Whereabouts, st.sampled_from(ZONES), quiets, st.lists(occasions(), max_size=3))


@given(now=moments, where=wheres)
def test_a_nudge_is_never_due_in_quiet_hours(now: datetime, where: Whereabouts) -> None:
    here = ZoneInfo(where.zone)
    look = next_look(now, where)

    assert now < look < now + FURTHEST
    assert not where.quiet.covers(look.astimezone(here).time())
    assert not (may_come(now, where) and where.quiet.covers(now.astimezone(here).time()))


@given(now=moments, where=wheres)
def test_a_nudge_never_comes_during_an_event(now: datetime, where: Whereabouts) -> None:
    on = [one for one in where.occasions if one.starts_at - EARLY <= now < one.ends_at + LATE]

    assert not (may_come(now, where) and any(not one.slid for one in on))


@given(now=moments, where=wheres)
def test_what_was_sent_does_not_arrive_when_nothing_may_come(
    now: datetime, where: Whereabouts
) -> None:
    until = fresh_until(now, where)

    assert now <= until <= now + FRESH
    if may_come(now, where):
        for minutes in range(0, 12 * 60, 5):
            moment = now + timedelta(minutes=minutes)
            assert moment >= until or may_come(moment, where)


@given(now=moments, zone=st.sampled_from(ZONES))
def test_with_the_usual_quiet_hours_every_day_has_its_nine(now: datetime, zone: str) -> None:
    here, look = ZoneInfo(zone), next_look(now, Whereabouts(zone))
    local = look.astimezone(here)

    assert (local.hour, local.minute) == (9, 0)
    tomorrow = next_look(look, Whereabouts(zone)).astimezone(here)
    assert tomorrow.date() == local.date() + timedelta(days=1)


days = st.dates(date(2026, 11, 28), date(2026, 12, 8))
people = st.sampled_from(["ifeoma", "wei", "jonas"])


@st.composite
def single(draw: st.DrawFn) -> Matter:
    person, kind = draw(people), draw(st.sampled_from(["promise", "next", "turn"]))
    subject = draw(st.sampled_from(["p0", "p1", "p2"])) if kind == "promise" else person
    return Matter(kind, subject, draw(days), (person,), person)


queues = st.builds(
    Matter,
    st.just("queue"),
    st.sampled_from(["monday", "friday"]),
    days,
    st.lists(people, unique=True).map(tuple),
)


@given(matters=st.lists(queues | single(), unique_by=lambda one: one.key))
def test_everything_is_told_once_and_nobody_twice_on_a_day(matters: list[Matter]) -> None:
    told: set[Key] = set()
    for ripe in (date(2026, 11, 28) + timedelta(days=count) for count in range(12)):
        chosen = to_tell(matters, told, ripe)
        settled = covered(matters, chosen, ripe)

        alone = [one.people for one in chosen if one.kind != "queue"]
        assert len(alone) == len(set(alone))
        assert not told & {one.key for one in chosen}
        assert {one.key for one in chosen} <= settled
        told |= settled
    assert told == {one.key for one in matters if one.people}


@given(now=moments, zone=st.sampled_from(ZONES))
def test_a_day_is_ripe_from_nine_on(now: datetime, zone: str) -> None:
    local = now.astimezone(ZoneInfo(zone))
    ripe = ripe_on(now, zone)

    assert ripe == local.date() - timedelta(days=0 if local.hour >= 9 else 1)
