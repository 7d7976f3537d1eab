"""Whom one could let go, when there are more people than one can keep in touch with.

docs/depth.md says in words who counts as active, and in which order somebody is thought of.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .depth import STAGES, Fact, depth, last_on

CANDIDATES = 3
# Whoever was kept is not asked about again for so long.
RESTS = timedelta(days=90)
# In days: out of touch for a while, for a season, for a year.
_SILENCES = (30, 90, 365)
# On so many days one wrote in vain before it says anything.
_OFTEN = 3

REASONS = {
    "last": "Last in touch on {on}.",
    "unanswered": "You wrote several times, and nothing came back.",
    "met": "You met, and it went no further.",
    "goal": "You noted that they do not move your goal.",
    "goal_open": "Nothing noted says that they move your goal.",
    "owes": "They still owe you something.",
    "nothing": "Nothing is promised between you.",
}


@dataclass(frozen=True)
class Kept:
    """What is to be known of somebody who is kept.

    `moves` holds the answers to whether they move a goal; `i_owe` and `they_owe` say whether a
    promise stands open. `kept_at` is when one last chose to keep them.
    """

    id: str
    facts: Collection[Fact]
    moves: Collection[str] = ()
    i_owe: bool = False
    they_owe: bool = False
    kept_at: datetime | None = None


def is_active(facts: Collection[Fact]) -> bool:
    """Whether two people have been in touch since they met: a word, a talk, another meeting."""
    days = {fact.on for fact in facts if fact.kind == "met"}
    return len(days) > 1 or any(fact.kind in ("me", "they", "both") for fact in facts)


def candidates(kept: Iterable[Kept], now: datetime, today: date) -> list[Kept]:
    """The three to ask about first, of those who are active.

    Nobody to whom something was promised is among them, nor who was kept lately.
    """
    asked = [one for one in kept if is_active(one.facts) and _may_be_asked(one, now)]
    return sorted(asked, key=lambda one: _rank(one, today))[:CANDIDATES]


def reasons(of: Kept) -> list[str]:
    """Why somebody is thought of, as keys of REASONS: three at most."""
    shallow = {"unanswered": _unanswered(of.facts) >= _OFTEN, "met": _stage(of) == 0}
    why = [name for name, holds in shallow.items() if holds][:1]
    moves = {"yes", "maybe"}.isdisjoint(of.moves)
    goal = ["goal" if "no" in of.moves else "goal_open"] if moves else []
    open_ones = ["owes" if of.they_owe else "nothing"]
    return ["last", *[*why, *goal, *open_ones][:2]]


def _may_be_asked(of: Kept, now: datetime) -> bool:
    return not of.i_owe and (of.kept_at is None or of.kept_at + RESTS <= now)


def _rank(of: Kept, today: date) -> tuple[int, int, bool, bool, bool, date, str]:
    last = last_on(of.facts)
    silence = sum((today - last).days >= days for days in _SILENCES)
    moves = not {"yes", "maybe"}.isdisjoint(of.moves)
    in_vain = _unanswered(of.facts) >= _OFTEN
    return (-silence, _stage(of), of.they_owe, moves, not in_vain, last, of.id)


def _stage(of: Kept) -> int:
    return STAGES.index(depth(of.facts).stage)


def _unanswered(facts: Collection[Fact]) -> int:
    """The days on which I wrote since they were last heard."""
    heard = [fact.on for fact in facts if fact.kind in ("met", "they", "both")]
    last = max(heard, default=date.min)
    return len({fact.on for fact in facts if fact.kind == "me" and fact.on > last})
