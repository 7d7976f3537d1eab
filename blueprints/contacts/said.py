"""What was said of somebody, in words: for their page, once something else stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Said = Mapping[str, Any]

_MOVES = {"": "", "yes": "Yes", "maybe": "Maybe", "no": "No"}


def card(said: Said) -> str:
    of = said["card"]
    lines = [of[name] for name in ("name", "headline", "organisation", "email", "phone")]
    return "\n".join(filter(None, [*lines, *of["links"], of["looking_for"], of["can_help"]]))


def kept(said: Said) -> str:
    return "Let go" if said["let_go_at"] else "Not let go"


def focus(said: Said) -> str:
    return {"deep": "Go deeper", "line": "One line"}.get(said["focus"], "Not decided")


def following(said: Said) -> str:
    return with_day(said["next_step"], said["next_on"])


def heard(said: Said) -> str:
    return str(said["heard"])


def moves_goal(said: Said) -> str:
    return _MOVES[said["moves_goal"]]


def promise(said: Said) -> str:
    return with_day(said["text"], said["due_on"])


def state(text: str, said: Said) -> str:
    if said["released_at"]:
        return f"Released: {text}"
    return f"Kept: {text}" if said["kept_at"] else f"Still open: {text}"


def rhythm(said: Said) -> str:
    if said["rhythm_on"]:
        return f"On {said['rhythm_on'].isoformat()}"
    return f"Every {said['rhythm_every']} {said['rhythm_unit']}" if said["rhythm_every"] else ""


def touch(when: date, said: Said) -> str:
    return f"{'Taken off' if said['removed_at'] else 'Not taken off'} ({when.isoformat()})"


def with_day(text: str, on: date | None) -> str:
    """What is to be done, and on which day."""
    return f"{text} ({on.isoformat()})" if on else text
