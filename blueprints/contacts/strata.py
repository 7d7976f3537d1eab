"""The picture of *Wide and deep*: a bar for each stage, wide where many are, narrow where few.

All measures are whole numbers in units of the picture, which is WIDE units across, so that server
and phone draw the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt

from .depth import LABELS, STAGES

WIDE = 320
# From the top of one stage to the next; its name stands above its bar.
ROW, NAME_AT, BAR_AT, BAR = 62, 18, 28, 26
HIGH = ROW * len(STAGES)
NARROWEST = 26


@dataclass(frozen=True)
class Bar:
    """One stage in the picture: where its name stands, and its bar."""

    stage: str
    name_y: int
    x: int
    y: int
    width: int
    height: int
    empty: bool


def strata(people: Mapping[str, int]) -> list[Bar]:
    """The bars from the surface down, for how many people stand at each stage.

    A width grows with the square root: a few deep ones show beside hundreds who were met.
    """
    most = max(people.values(), default=0)
    return [_bar(at, stage, people.get(stage, 0), most) for at, stage in enumerate(STAGES)]


def described(people: Mapping[str, int]) -> str:
    """The picture in words, without numbers."""
    some = [stage for stage in STAGES if people.get(stage)]
    widest_first = sorted(some, key=lambda stage: (-people[stage], STAGES.index(stage)))
    nobody = [LABELS[stage] for stage in STAGES if not people.get(stage)]
    wide = f"From the widest to the narrowest: {_named(widest_first)}."
    return f"{wide} Nobody yet: {', '.join(nobody).lower()}." if nobody else wide


def _bar(at: int, stage: str, count: int, most: int) -> Bar:
    width = NARROWEST
    if count:
        width += (WIDE - NARROWEST) * isqrt(count * 10_000 // most) // 100
    # Even, so that its middle is the picture's.
    width -= width % 2
    y = at * ROW
    return Bar(stage, y + NAME_AT, (WIDE - width) // 2, y + BAR_AT, width, BAR, not count)


def _named(stages: list[str]) -> str:
    return ", ".join(LABELS[stage] for stage in stages).lower()
