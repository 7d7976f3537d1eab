"""What was said of a next step, in words: for the person's page, once something else stands."""

from collections.abc import Mapping
from typing import Any

from blueprints.shared.moments import written

from .proposing import KINDS

Said = Mapping[str, Any]


def offered(said: Said) -> str:
    times = ", ".join(moment[:16].replace("T", " ") for moment in said["moments"])
    return f"{KINDS[said['kind']]} ({said['minutes']} minutes): {times} UTC, {said['place']}"


def chosen(said: Said) -> str:
    return f"Agreed on: {written(said['chosen_at'])[:16]} UTC" if said["chosen_at"] else ""


def ended(said: Said) -> str:
    if said["happened_at"]:
        return "It happened"
    return "Called off" if said["cancelled_at"] else "Still to come"
