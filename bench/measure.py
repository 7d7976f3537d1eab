"""CPU seconds of requests, in interleaved rounds, so that a busy machine is busy for all alike."""

import time
from collections.abc import Callable, Iterable, Mapping
from statistics import median

from werkzeug.test import run_wsgi_app

from blueprints.shared.posting import Wellmet

from .stage import Environ

# A few requests a reading, as the process clock ticks coarsely beside one of them.
BATCH = 5

Case = Callable[[], Environ]


class Failed(Exception):
    """A request was not answered as it should be: what it costs says nothing."""


def rounds(app: Wellmet, cases: Mapping[str, Case], count: int) -> dict[str, list[float]]:
    """CPU seconds a request (user and system, app and database) of each case in each round."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(count):
        for name, case in cases.items():
            times[name].append(_one(app, [case() for _ in range(BATCH)]))
    return times


def ratio(of: Iterable[float], to: Iterable[float]) -> float:
    """The median of what one costs beside the other, round by round."""
    return median(mine / bare for mine, bare in zip(of, to, strict=True))


def _one(app: Wellmet, environs: list[Environ]) -> float:
    began = time.process_time()
    answers = [run_wsgi_app(app.wsgi_app, environ, buffered=True) for environ in environs]
    spent = time.process_time() - began
    if wrong := [status for _, status, _ in answers if status[:3] not in ("200", "303")]:
        raise Failed(f"{environs[0]['PATH_INFO']} answered {wrong[0]}")
    return spent / len(environs)
