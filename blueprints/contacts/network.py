"""*Wide and deep*: a person's network as a picture, and the people in it by stage."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from blueprints.accounts.models import Person

from . import strata
from .depth import LABELS, STAGES, Depth, depth, last_on
from .pages import face
from .standings import Standing
from .why import why

Page = dict[str, Any]
Stood = tuple[Standing, Depth]

# How many of a stage are shown at once, and how many more unfold; all are under People.
SHOWN, UNFOLDED = 5, 50

ABOUT = {
    "met": "You know where you met.",
    "talked": "They have answered, too.",
    "helped": "A promise was kept.",
    "counts": "They would take your call.",
}


def network(found: Sequence[Standing], owner: Person, today: date) -> Page:
    """The picture, and who stands where: the deepest first, of each stage the latest contact."""
    stood = sorted(((one, depth(one.facts)) for one in found), key=_latest_first)
    by_stage = {stage: [s for s in stood if s[1].stage == stage] for stage in STAGES}
    people = {stage: len(of) for stage, of in by_stage.items()}
    deepest_first = [stage for stage in reversed(STAGES) if by_stage[stage]]
    return {
        "place": "people",
        "wide": strata.WIDE,
        "high": strata.HIGH,
        "bars": [asdict(bar) | {"label": LABELS[bar.stage]} for bar in strata.strata(people)],
        "described": strata.described(people),
        "stages": [_stage(stage, by_stage[stage], owner, today) for stage in deepest_first],
    }


def _stage(stage: str, stood: Sequence[Stood], owner: Person, today: date) -> Page:
    rows = [_row(one, found, owner, today) for one, found in stood[: SHOWN + UNFOLDED]]
    return {
        "name": stage,
        "label": LABELS[stage],
        "about": ABOUT[stage],
        "people": rows[:SHOWN],
        "others": rows[SHOWN:],
        "all_shown": len(stood) <= SHOWN + UNFOLDED,
    }


def _row(of: Standing, found: Depth, owner: Person, today: date) -> Page:
    shown = face(of.card, of.id, of.photo)
    return {**shown, "href": f"/people/{of.id}", "note": why(found, owner, today), "pill": ""}


def _latest_first(of: Stood) -> tuple[int, str, str]:
    one, _ = of
    return -last_on(one.facts).toordinal(), one.card.name, one.id
