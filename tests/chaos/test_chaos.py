"""Whatever the network, the server and the browser do: each act happens once, and all agree.

`make chaos N=5000 SEED=7` plays more schedules, or others.
"""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from blueprints.shared import qr
from blueprints.shared.database import db
from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock

from .checks import check
from .play import SWAP, Step, play
from .stage import PHONES, STOPS, Stage, build
from .world import FAULTS, Pipe

SCHEDULES = int(os.environ.get("CHAOS", "1000"))
SEED = int(os.environ.get("SEED", "1"))
# Half of them on each database; a process of its own may play each.
PARTS = ("sqlite", "postgresql")

phone = st.sampled_from(list(PHONES))
# A swap as often as three others: much hangs on it.
kind = st.integers(0, SWAP + 2).map(lambda number: min(number, SWAP))
pick = st.integers(0, 3)
person = st.sampled_from(["alice", "bob"])
hours = st.integers(-30, 30)


def _step(what: str, *how: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(what), phone, st.tuples(*how))


act = _step("act", kind, pick)
# What can happen on a phone whose request is under way.
meanwhile = st.one_of(act, _step("kill"), _step("sign out"), _step("sign in", person))
rarely = st.one_of(
    _step("again"),
    _step("belated", kind, pick),
    _step("belated", kind, pick),
    _step("otherwise"),
    _step("direct", kind, pick),
    _step("kill"),
    _step("update", kind, pick, st.integers(0, 9)),
    _step("expire"),
    _step("sign out"),
    _step("sign in", person),
    _step("clock", hours),
)
trouble = st.one_of(
    _step("fault", st.sampled_from(FAULTS)),
    _step("stop", st.integers(0, 2), st.sampled_from(list(STOPS))),
    _step("repeat", st.integers(0, 3)),
    meanwhile.map(lambda step: ("meanwhile", step[1], (step[0], step[2]))),
)
wake, network = _step("wake", st.booleans()), _step("network", st.booleans())
# As often as they stand here.
OFTEN = (act, act, act, act, act, wake, wake, network, trouble, trouble, rarely)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """One step of a schedule."""
    chosen: Step = draw(draw(st.sampled_from(OFTEN)))
    return chosen


schedules = st.lists(steps(), min_size=14, max_size=26)
ahead = st.tuples(hours, hours, hours)


# Rarely drawn, and worth having each time.
RARE: dict[str, list[Step]] = {
    "killed after an act": [
        ("act", "alice-1", (0, 0)),
        ("act", "alice-1", (0, 0)),
        ("stop", "alice-1", (1, "500")),
    ],
    "renamed while a note waits": [
        ("act", "bob-1", (SWAP, 0)),
        ("wake", "bob-1", (True,)),
        ("act", "alice-1", (SWAP, 0)),
        ("act", "alice-1", (0, 0)),
        ("stop", "alice-1", (1, "503")),
    ],
    "news of a swap that waits": [
        ("direct", "alice-1", (SWAP, 0)),
        ("act", "bob-1", (SWAP, 0)),
        ("act", "bob-1", (0, 0)),
        ("stop", "bob-1", (0, "503")),
        ("act", "bob-1", (0, 0)),
    ],
    "updated while acts wait": [
        ("network", "alice-1", (False,)),
        *(("update", "alice-1", (kind, 0, 0)) for kind in range(SWAP + 1)),
        ("act", "alice-1", (0, 0)),
        ("update", "alice-1", (0, 0, 0)),
    ],
}


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    opened = Pipe()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def swept_seldom() -> Iterator[None]:
    """Garbage is collected between schedules: to look for it all the time costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture
def stage(
    app: Wellmet,
    clock: Clock,
    pipe: Pipe,
    alice: Actor,
    bob: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    # Drawing a code takes longer than all the rest; how often somebody asks is not in question.
    monkeypatch.setattr(qr, "_drawing", lambda *_: qr.Drawing(1, "M4 4h1v1h-1z", b"\x80"))
    limiter.enabled, plain = False, app.wsgi_app
    yield build(app, clock, pipe, {"alice": alice, "bob": bob})
    limiter.enabled, app.wsgi_app = True, plain  # type: ignore[method-assign]


@pytest.mark.parametrize("schedule", RARE.values(), ids=RARE.keys())
def test_every_act_happens_once_in(stage: Stage, schedule: list[Step]) -> None:
    check(play(stage, schedule, (0, 0, 0)))


def test_every_act_happens_once(stage: Stage) -> None:
    with stage.app.app_context():
        part = PARTS.index(db.engine.dialect.name)

    @seed(SEED * len(PARTS) + part)
    @settings(
        max_examples=max(1, SCHEDULES // len(PARTS)),
        database=None,
        phases=[Phase.generate, Phase.shrink],
    )
    @given(schedule=schedules, ahead=ahead)
    def each(schedule: list[Step], ahead: tuple[int, ...]) -> None:
        check(play(stage, schedule, ahead))

    each()
