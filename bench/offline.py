"""What it costs to need no network: when a page is painted, and what phone and server say."""

import logging
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from . import painting, talking
from .many_met import gather
from .measure import ratio

MET, MET_BY_MANY = 300, 1000
ROUNDS, WARM_UP = 11, 1
AIM = 1.3  # what a warm worker may take beside the browser's own cache
SLOWER = 4


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with TemporaryDirectory() as folder:
        _paint(Path(folder))
    with TemporaryDirectory() as folder:
        crowd = gather(Path(folder), MET_BY_MANY)
        talking.tell_weight(crowd)
        talking.tell_talk(crowd)
    return 0


def _paint(folder: Path) -> None:
    crowd = gather(folder, MET)
    paths = {"Today": "/today", "People": "/people", "a person": crowd.people[MET // 2]}
    with (
        sync_playwright() as playwright,
        painting.stage(playwright, crowd, folder / "profile", list(paths.values())) as bench,
    ):
        painting.rounds(bench, list(paths.values()), WARM_UP)
        for slower in (1, SLOWER):
            times = painting.rounds(bench, list(paths.values()), ROUNDS, slower)
            _tell(times, paths, slower)


def _tell(times: painting.Times, paths: dict[str, str], slower: int) -> None:
    print(f"\nFirst contentful paint, no network, {MET} people met, {ROUNDS} interleaved rounds")
    if slower > 1:
        print(
            f"with the page's CPU {slower} times slower (the worker's is not: no tool reaches it)"
        )
    for name, path in paths.items():
        plain = times[path, "plain"]
        for case in painting.CASES:
            spent = times[path, case]
            aim = f" (aim: {AIM:g} at most)" if case == "warm" else ""
            beside = "" if case == "plain" else f" {ratio(spent, plain):5.2f} x plain{aim}"
            print(f"  {name:8} {case:5} {median(spent):4.0f} ms, p90 {_p90(spent):4.0f}{beside}")


def _p90(times: list[float]) -> float:
    return quantiles(times, n=10)[-1]


if __name__ == "__main__":
    sys.exit(main())
