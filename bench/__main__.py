"""`make bench`: what a swap, Today and a person's page cost, as ratios to bare endpoints."""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from blueprints.shared.ids import new_id

from .measure import BATCH, Case, ratio, rounds
from .stage import Environ, Stage, build, get, post

WARM_UP, ROUNDS = 4, 60
# Each case beside the bare one it is measured against, and how much more it may cost.
AIMS = {
    "swap": ("bare insert", 2.0),
    "Today": ("bare page", 3.0),
    "a person": ("bare page", 3.0),
}


def main() -> int:
    with TemporaryDirectory() as folder:
        stage = build(Path(folder), guests=(WARM_UP + ROUNDS) * BATCH)
        cases = _cases(stage)
        rounds(stage.app, cases, WARM_UP)
        _tell(rounds(stage.app, cases, ROUNDS))
    return 0


def _cases(stage: Stage) -> dict[str, Case]:
    guests = iter(stage.guests)

    def swap() -> Environ:
        form = {"id": new_id(), "mode": "swap", "card": ""}
        return post(f"/c/{stage.code}/swap", next(guests), form)

    return {
        "bare insert": lambda: post("/bare/insert", stage.alice, {}),
        "swap": swap,
        "bare page": lambda: get("/bare/page"),
        "Today": lambda: get("/today", stage.alice),
        "a person": lambda: get(stage.person, stage.alice),
    }


def _tell(times: dict[str, list[float]]) -> None:
    print(f"CPU a request, app and database: medians of {ROUNDS} interleaved rounds\n")
    for name, spent in times.items():
        beside = ""
        if name in AIMS:
            bare, most = AIMS[name]
            beside = f"{ratio(spent, times[bare]):6.2f} x {bare} (aim: {most:g} at most)"
        print(f"  {name:12} {median(spent) * 1000:6.2f} ms {beside}")


if __name__ == "__main__":
    sys.exit(main())
