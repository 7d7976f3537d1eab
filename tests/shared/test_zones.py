from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shared import zones


@pytest.mark.parametrize(
    ("local", "zone", "moment"),
    [
        ("2026-12-03 19:00", "Europe/Berlin", "2026-12-03 18:00"),
        ("2026-07-03 19:00", "Europe/Berlin", "2026-07-03 17:00"),
        ("2026-07-03 19:00", "Asia/Calcutta", "2026-07-03 13:30"),
        ("2026-07-03 19:00", "UTC", "2026-07-03 19:00"),
        # The hour that occurs twice means its first time, in summer time still.
        ("2026-10-25 02:30", "Europe/Berlin", "2026-10-25 00:30"),
    ],
)
def test_a_local_time_becomes_a_moment(local: str, zone: str, moment: str) -> None:
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert zones.to_utc(datetime.fromisoformat(local), zone) == expected


def test_a_time_that_daylight_saving_skips_is_refused() -> None:
    with pytest.raises(zones.SkippedTime, match="skip 02:30"):
        zones.to_utc(datetime.fromisoformat("2026-03-29 02:30"), "Europe/Berlin")


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe", "localtime"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    assert not zones.known(zone)
    with pytest.raises(zones.UnknownZone):
        zones.to_utc(datetime.fromisoformat("2026-03-29 12:00"), zone)


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/London", "London"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_after_a_place(zone: str, city: str) -> None:
    assert zones.city(zone) == city


def test_the_zones_to_choose_from_are_sorted_and_known() -> None:
    assert list(zones.ZONES[:-1]) == sorted(zones.ZONES[:-1])
    assert all(map(zones.known, zones.ZONES))
    assert {"Europe/Berlin", "America/New_York", "UTC"} <= set(zones.ZONES)


@given(st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2050-01-01")))
def test_what_is_not_skipped_shows_on_the_clocks_there(local: datetime) -> None:
    try:
        moment = zones.to_utc(local, "America/New_York")
    except zones.SkippedTime:
        return
    assert moment.astimezone(ZoneInfo("America/New_York")).replace(tzinfo=None) == local
