"""Whatever the network, the server and the browser do: each act happens once, and all agree.

`make chaos N=5000 SEED=7` plays more schedules, or others.
"""

import os
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from blueprints.shared.database import db

from .checks import check
from .makers import GROUPS, MAKERS
from .play import SWAP, Step, play
from .stage import PHONES, STOPS, Stage
from .world import FAULTS

SCHEDULES = int(os.environ.get("CHAOS", "1000"))
SEED = int(os.environ.get("SEED", "1"))
# How many of them on which database: each may be played by a process of its own, and takes twice as
# long on PostgreSQL. What is in question is the same on both.
SHARES = {"sqlite": 0.75, "postgresql": 0.25}

phone = st.sampled_from(list(PHONES))
pick = st.integers(0, 3)
person = st.sampled_from(["alice", "bob"])
hours = st.integers(-30, 30)


def _step(what: str, *how: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(what), phone, st.tuples(*how))


def steps(kinds: Sequence[str]) -> st.SearchStrategy[Step]:
    """One step of a schedule in which people do things of these kinds."""
    kind = st.sampled_from(kinds)
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
    often = (act, act, act, act, act, wake, wake, network, trouble, trouble, rarely)
    return st.sampled_from(often).flatmap(lambda step: step)


@cache
def _schedules(groups: tuple[str, ...]) -> st.SearchStrategy[list[Step]]:
    # A swap as often as two others: much hangs on it.
    kinds = [*(name for group in groups for name in GROUPS[group]), "note", SWAP, SWAP]
    return st.lists(steps(kinds), min_size=14, max_size=26)


# A schedule is about one thing or two: of forty kinds of acts, no two would ever meet.
about = st.lists(st.sampled_from(list(GROUPS)), min_size=1, max_size=2, unique=True)
schedules = about.map(tuple).flatmap(_schedules)
ahead = st.tuples(hours, hours, hours)


BEGIN = ("write down", "write", "write a line", "propose", "dismiss")
REWRITE = ("rewrite", "rewrite a line", "revise")
MAKE = ("plan", "name", "begin", "reconsider", *BEGIN)
SET = [kind for kind in MAKERS if kind not in MAKE]

# Rarely drawn, and worth having each time.
RARE: dict[str, list[Step]] = {
    "killed after an act": [
        ("act", "alice-1", ("note", 0)),
        ("act", "alice-1", ("note", 0)),
        ("stop", "alice-1", (1, "500")),
    ],
    "renamed while a note waits": [
        ("act", "bob-1", (SWAP, 0)),
        ("wake", "bob-1", (True,)),
        ("act", "alice-1", (SWAP, 0)),
        ("act", "alice-1", ("note", 0)),
        ("stop", "alice-1", (1, "503")),
    ],
    "news of a swap that waits": [
        ("direct", "alice-1", (SWAP, 0)),
        ("act", "bob-1", (SWAP, 0)),
        ("act", "bob-1", ("note", 0)),
        ("stop", "bob-1", (0, "503")),
        ("act", "bob-1", ("note", 0)),
    ],
    "updated while acts wait": [
        ("network", "alice-1", (False,)),
        *(("update", "alice-1", (kind, 0, 0)) for kind in (*MAKERS, SWAP)),
        ("act", "alice-1", ("note", 0)),
        ("update", "alice-1", ("note", 0, 0)),
    ],
    "all is said on one phone, and otherwise on another that is sooner": [
        *(("act", "alice-1", (kind, pick)) for kind in SET for pick in (0, 2)),
        *(("act", "alice-2", (kind, pick)) for kind in SET for pick in (1, 0)),
        ("wake", "alice-2", (True,)),
        ("wake", "alice-2", (True,)),
    ],
    "what followed is taken off while all waits": [
        *(("act", "alice-1", (kind, 0)) for kind in ("send", "introduce", "ask", "happen")),
        *(("act", "alice-1", ("take off", pick)) for pick in range(6)),
        *(("act", "alice-1", (f"end {kind}", 1)) for kind in ("recall", "help")),
        *(("act", "alice-1", ("keep a promise", pick)) for pick in range(3)),
    ],
    "helped again whenever that was done": [
        ("network", "alice-1", (False,)),
        *(
            ("act", "alice-1", (kind, pick))
            for _ in range(3)
            for kind, picks in (("end help", [1]), ("keep a promise", range(6)))
            for pick in picks
        ),
        ("act", "alice-1", ("end help", 1)),
        ("act", "alice-2", ("end help", 1)),
        ("wake", "alice-2", (True,)),
        ("network", "alice-1", (True,)),
        ("stop", "alice-1", (1, "500")),
    ],
    "told in vain on one phone, and not told on the other": [
        ("act", "alice-1", ("answer", 3)),
        ("act", "alice-1", ("tell", 0)),
        *(("wake", name, (True,)) for name in ("alice-1", "alice-2")),
        ("network", "alice-1", (False,)),
        ("act", "alice-1", ("tell", 0)),
        ("act", "alice-2", ("untell", 0)),
        ("wake", "alice-2", (True,)),
    ],
    "named again on one phone, and another named in its place on the other": [
        *(("act", "alice-1", ("name", 0)) for _ in range(3)),
        ("act", "alice-1", ("remove", 0)),
        *(("wake", name, (True,)) for name in ("alice-1", "alice-2")),
        ("network", "alice-1", (False,)),
        ("act", "alice-1", ("restore", 0)),
        ("act", "alice-2", ("name", 0)),
        ("wake", "alice-2", (True,)),
    ],
    "made on one phone and gone on with there": [
        *(("act", "alice-1", (kind, 0)) for kind in BEGIN),
        *(("act", "alice-1", (kind, pick)) for kind in REWRITE for pick in range(3)),
        ("wake", "alice-1", (True,)),
    ],
}


@pytest.mark.parametrize("schedule", RARE.values(), ids=RARE.keys())
def test_every_act_happens_once_in(stage: Stage, schedule: list[Step]) -> None:
    check(play(stage, schedule, (0, 0, 0)))


def test_every_act_happens_once(stage: Stage) -> None:
    with stage.app.app_context():
        kind = db.engine.dialect.name

    @seed(SEED * len(SHARES) + list(SHARES).index(kind))
    @settings(
        max_examples=max(1, int(SCHEDULES * SHARES[kind])),
        database=None,
        phases=[Phase.generate, Phase.shrink],
    )
    @given(schedule=schedules, ahead=ahead)
    def each(schedule: list[Step], ahead: tuple[int, ...]) -> None:
        check(play(stage, schedule, ahead))

    each()
