"""Moments as text that sorts as time does; a phone keeps the same."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """An aware moment in UTC, always to the microsecond: "2026-12-03T19:00:00.000000Z"."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """The moment that `written` wrote."""
    return datetime.fromisoformat(text)
