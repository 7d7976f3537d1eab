"""What was said of somebody, in words: for their page, once something else stands."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .cadence import EVERY

Said = Mapping[str, Any]
# How whoever said it reads a day.
Days = Callable[[date], str]

_MOVES = {"": "", "yes": "Yes", "maybe": "Maybe", "no": "No"}


def card(said: Said) -> str:
    of = said["card"]
    lines = [of[name] for name in ("name", "headline", "organisation", "email", "phone")]
    return "\n".join(filter(None, [*lines, *of["links"], of["looking_for"], of["can_help"]]))


def kept(said: Said) -> str:
    return "Let go" if said["let_go_at"] else "Not let go"


def focus(said: Said) -> str:
    return {"deep": "Go deeper", "line": "One line"}.get(said["focus"], "Not decided")


def following(days: Days, said: Said) -> str:
    return with_day(days, said["next_step"], said["next_on"])


def heard(said: Said) -> str:
    return str(said["heard"])


def moves_goal(said: Said) -> str:
    return _MOVES[said["moves_goal"]]


def promise(days: Days, said: Said) -> str:
    return with_day(days, said["text"], said["due_on"])


def state(text: str, said: Said) -> str:
    if said["released_at"]:
        return f"Released: {text}"
    return f"Kept: {text}" if said["kept_at"] else f"Still open: {text}"


def rhythm(days: Days, said: Said) -> str:
    if said["rhythm_on"]:
        return f"On {days(said['rhythm_on'])}"
    return EVERY.get(f"{said['rhythm_every']}-{said['rhythm_unit']}", "")


def touch(days: Days, when: date, said: Said) -> str:
    return with_day(days, _removed(said), when)


def note(written_on: str, said: Said) -> str:
    return f"{_removed(said)} ({written_on})"


def with_day(days: Days, text: str, on: date | None) -> str:
    """What is to be done, or was, and on which day."""
    return f"{text} ({days(on)})" if on else text


def _removed(said: Said) -> str:
    return "Removed" if said["removed_at"] else "Not removed"
