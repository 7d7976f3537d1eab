"""Which clocks somebody lives by, as far as the country of their phone number tells."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from blueprints.shared.zones import known

# Countries with islands or deserts whose clocks differ (CLDR, primaryZones): nearly all live here.
_MOST_LIVE = {
    "34": "Europe/Madrid",
    "351": "Europe/Lisbon",
    "64": "Pacific/Auckland",
    "86": "Asia/Shanghai",
}
_LONGEST_CODE = 3


def guess(phone: str, otherwise: str) -> str:
    """The zone of a number in E.164, `otherwise` where its country has several, or none is told."""
    if not phone.startswith("+"):
        return otherwise
    codes = (phone[1 : 1 + length] for length in range(1, _LONGEST_CODE + 1))
    return next((zone for code in codes if (zone := by_code().get(code))), otherwise)


@cache
def by_code() -> dict[str, str]:
    """The zone of each country whose clocks agree, by its calling code."""
    of_region = _zones_by_region()
    found = {
        str(code): zones[0]
        for code, regions in COUNTRY_CODE_TO_REGION_CODE.items()
        if _agree(zones := [zone for region in regions for zone in of_region[region]])
    }
    return found | _MOST_LIVE


def _zones_by_region() -> dict[str, list[str]]:
    zones = defaultdict(list)
    for zone, region in sorted(get_global("zone_territories").items()):
        if known(zone):
            zones[region].append(zone)
    return zones


def _agree(zones: Iterable[str]) -> bool:
    return len({_year(zone) for zone in zones}) == 1


def _year(zone: str) -> tuple[object, ...]:
    """How far its clocks are ahead in the middle of each month."""
    days = (datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13))
    return tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days)
