"""What was said of an event, in words: for the page, once something else stands."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

Said = Mapping[str, Any]

_PLANS = {"": "", "go": "Go", "slide": "Let it slide"}
_ANSWERS = {"": "", "yes": "Yes", "partly": "Partly", "no": "No"}


def plan(said: Said) -> str:
    return _PLANS[said["plan"]]


def goal(said: Said) -> str:
    return str(said["goal"])


def outcome(said: Said) -> str:
    reached, again = _ANSWERS[said["reached"]], _ANSWERS[said["again"]]
    return _lines(
        f"The goal reached: {reached}" if reached else "",
        said["learned"],
        f"Go again: {again}" if again else "",
    )


def target(said: Said) -> str:
    return _lines(*said.values())


def met(who: str, said: Said) -> str:
    return f"Found: {who}" if said["met_at"] else f"Not found: {who}"


def place(who: str, said: Said) -> str:
    return f"Removed: {who}" if said["removed_at"] else f"Still to be found: {who}"


def event(said: Said) -> str:
    zone = ZoneInfo(said["zone"])
    times = (
        said[at].astimezone(zone).strftime("%Y-%m-%d %H:%M") for at in ("starts_at", "ends_at")
    )
    return _lines(said["title"], " – ".join(times), said["place"], said["link"])


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
