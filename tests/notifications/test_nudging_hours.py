"""When a nudge comes: at nine by its person's clocks, whatever these and the server's do."""

from datetime import datetime, timedelta

import pytest

from blueprints.notifications.models import Nudge, Wishes
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, Stored
from tests.notifications.conftest import NINE, Look
from tests.notifications.push_service import Browser, Service
from tests.postbox import PLACE

A_DAY = timedelta(days=1)


def test_a_clock_set_back_nudges_nobody_twice(browser: Browser, after: str, look: Look) -> None:
    look(NINE)
    for minutes in (-60, -30, 0, 30):
        look(NINE + timedelta(minutes=minutes))

    assert len(browser.heard) == 1


def test_a_clock_that_was_a_year_ahead_silences_nobody_for_a_year(
    alice: Actor, browser: Browser, look: Look, stored: Stored
) -> None:
    look(NINE + 365 * A_DAY)
    assert stored(Wishes)[0].look_at > NINE + 300 * A_DAY

    look(NINE)
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-05"})
    look(NINE + A_DAY)

    assert len(browser.heard) == 1


@pytest.mark.parametrize(
    ("back", "heard_at"),
    [
        (NINE + timedelta(hours=5), "2026-12-04 14:00"),
        (NINE + timedelta(hours=13), "2026-12-05 09:00"),
        (NINE + timedelta(hours=21), "2026-12-05 09:00"),
        (NINE + 3 * A_DAY + timedelta(hours=1), "2026-12-07 10:00"),
    ],
)
def test_a_server_that_was_down_nudges_once_when_it_is_back(
    browser: Browser, after: str, look: Look, stored: Stored, back: datetime, heard_at: str
) -> None:
    for minutes in range(0, 24 * 60, 10):
        look(back + timedelta(minutes=minutes))

    (nudge,) = stored(Nudge)
    assert len(browser.heard) == 1
    assert nudge.sent_at == datetime.fromisoformat(f"{heard_at}+00:00")


def test_silence_during_an_event_and_after_it_the_next_morning(
    alice: Actor, browser: Browser, look: Look
) -> None:
    fair = {"title": "A fair", "starts": "2026-12-04T08:30", "ends": "2026-12-05T17:00"}
    alice.post("/events", {**fair, "zone": "Europe/London"})
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2026-12-04"})

    for minutes in range(0, 48 * 60, 15):
        look(NINE + timedelta(minutes=minutes))
    assert browser.heard == []

    look(NINE + 2 * A_DAY)
    assert [one["title"] for one in browser.heard] == ["Next with Wei"]


@pytest.mark.parametrize(
    ("zone", "before", "nine"),
    [
        ("Europe/London", "2027-03-28T07:59:00+00:00", "2027-03-28T08:00:00+00:00"),
        ("Europe/London", "2027-10-31T08:59:00+00:00", "2027-10-31T09:00:00+00:00"),
        ("America/New_York", "2027-03-14T12:59:00+00:00", "2027-03-14T13:00:00+00:00"),
        ("Australia/Lord_Howe", "2027-04-03T22:29:00+00:00", "2027-04-03T22:30:00+00:00"),
    ],
)
def test_on_the_days_when_clocks_change_it_is_nine_there(
    app: Wellmet,
    alice: Actor,
    browser: Browser,
    look: Look,
    clock: Clock,
    stored: Stored,
    zone: str,
    before: str,
    nine: str,
) -> None:
    nine_there = datetime.fromisoformat(nine)
    clock.set(nine_there - A_DAY)
    alice.post("/me/settings", {"zone": zone, "locale": "en_GB", "followup_cap": "5"})
    person = alice.post("/people", {"name": "Wei"}).location.removesuffix("/listening")
    alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": nine[:10]})
    if zone.startswith("Australia"):
        alice.post(f"{person}/next", {"next_step": "Coffee", "next_on": "2027-04-04"})

    look(datetime.fromisoformat(before))
    assert browser.heard == []
    for minutes in range(0, 150, 15):
        look(nine_there + timedelta(minutes=minutes))

    assert [one.sent_at for one in stored(Nudge)] == [nine_there]


def test_who_saves_the_same_hours_is_still_nudged_that_morning(
    alice: Actor, browser: Browser, after: str, look: Look, service: Service, clock: Clock
) -> None:
    """As to switch mail on, when nothing comes because the push service is busy."""
    service.status = 503
    look(NINE)
    service.status = 201
    clock.set(NINE + timedelta(minutes=2))
    alice.post("/me/nudges", {"mail": "y", "quiet_from": "21", "quiet_until": "8"})

    look(NINE + timedelta(minutes=5))

    assert len(service.pushed) == 2


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
def test_a_queue_comes_once_wherever_its_person_flies(
    alice: Actor, browser: Browser, after: str, look: Look, zone: str
) -> None:
    look(NINE)
    alice.post("/me/settings", {"zone": zone, "locale": "en_GB", "followup_cap": "5"})
    for hours in range(72):
        look(NINE + timedelta(hours=hours))

    assert [heard["title"] for heard in browser.heard] == ["Your follow-ups are ready"]


def test_the_wishes_are_anew_when_the_clocks_are(
    alice: Actor, browser: Browser, after: str, look: Look, stored: Stored, clock: Clock
) -> None:
    clock.set(cast.EVENING_END)
    there = {"zone": "Asia/Tokyo", "locale": "en_GB", "followup_cap": "5"}
    assert alice.post("/me/settings", there).status_code == 303
    assert stored(Wishes)[0].look_at == datetime.fromisoformat("2026-12-04T00:00:00+00:00")

    look(datetime.fromisoformat("2026-12-04T00:00:00+00:00"))

    assert len(browser.heard) == 1
    assert PLACE not in browser.heard[0]["body"]


@pytest.mark.parametrize("path", ["/me/settings", f"/me/zone/{cast.ZONE}", "/swap/carrying"])
def test_what_is_set_while_the_clocks_stay_moves_no_nudge(
    alice: Actor, stored: Stored, clock: Clock, path: str
) -> None:
    (before,) = [wishes.look_at for wishes in stored(Wishes)]
    clock.set(before + timedelta(minutes=1))
    form = {"zone": cast.ZONE, "locale": "de_DE", "followup_cap": "7", "carry": "no"}

    assert alice.post(path, form).status_code == 303

    assert stored(Wishes)[0].look_at == before
