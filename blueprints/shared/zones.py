"""Time zones by their IANA names, and local times made into moments."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

# "localtime" and "Factory" are what one machine happens to hold, not places.
_KNOWN = frozenset(available_timezones() - {"localtime", "Factory"})
_AREAS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)

ZONES: tuple[str, ...] = (*sorted(z for z in _KNOWN if z.startswith(_AREAS)), "UTC")
"""The zones to choose from, sorted: places, and UTC for those who want it."""


def choices(current: str) -> list[dict[str, str]]:
    """The zones for a select, `current` among them even where it is an older name."""
    # Some browsers send an older name. Left off the list, the first one would be chosen for it.
    names = ZONES if current in ZONES or not known(current) else (current, *ZONES)
    return [{"value": name, "label": name.replace("_", " ")} for name in names]


def city(zone: str) -> str:
    """The place that a zone is called after: "Buenos Aires"."""
    return zone.rpartition("/")[2].replace("_", " ")


class UnknownZone(ValueError):
    """There is no such time zone."""


class SkippedTime(ValueError):
    """Clocks in this zone jump over this time when daylight saving begins."""


def known(zone: str) -> bool:
    """Whether `zone` names a time zone, older names (`Asia/Calcutta`) included."""
    return zone in _KNOWN


def day_in(zone: str, moment: datetime) -> date:
    """Which day it is in `zone` at an aware `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def to_utc(local: datetime, zone: str) -> datetime:
    """The moment at which clocks in `zone` show the naive `local`, in UTC.

    A time that occurs twice, when daylight saving ends, means the first.

    Raises:
        UnknownZone: there is no such zone.
        SkippedTime: no clock in the zone ever shows this time.
    """
    if not known(zone):
        raise UnknownZone(f"There is no time zone called {zone}.")
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(fold=0):
        raise SkippedTime(f"The clocks in {zone} skip {local:%H:%M} on that day.")
    return moment
