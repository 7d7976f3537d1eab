"""Rules that look only at what they are given say the same on the phone, whatever that is."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blueprints.contacts import room
from blueprints.contacts.cadence import Contacted, Rhythm, cadence
from blueprints.contacts.depth import LABELS, STAGES, Depth, Fact, depth, last_on
from blueprints.contacts.strata import described, strata
from blueprints.contacts.warm import Kept, keep_warm
from blueprints.followups.queue import Met, full, outcome, queue
from blueprints.followups.verdict import Known, verdicts
from blueprints.followups.wording import alike, is_for_one, is_particular, lines_alike
from blueprints.shared.moments import written
from tests.contacts import test_cadence, test_depth, test_room, test_warm
from tests.followups import test_queue, test_verdict

from .node import Node


@given(told=test_cadence.histories | st.just([]), rhythm=test_cadence.rhythms)
def test_when_it_is_time(node: Node, told: list[Contacted], rhythm: Rhythm) -> None:
    assert on_the_phone(node, "cadence", told, rhythm) == plain(cadence(told, rhythm))


@pytest.mark.parametrize("case", test_cadence.CASES)
def test_when_it_is_time_on_the_edges(node: Node, case: str) -> None:
    told, rhythm, *_ = test_cadence.CASES[case]
    contacted = test_cadence.read(told)

    assert on_the_phone(node, "cadence", contacted, rhythm) == plain(cadence(contacted, rhythm))


@given(facts=test_depth.histories)
def test_how_deep_it_goes(node: Node, facts: list[Fact]) -> None:
    compare_depth(node, facts)


@pytest.mark.parametrize("case", test_depth.CASES)
def test_how_deep_it_goes_on_the_edges(node: Node, case: str) -> None:
    compare_depth(node, test_depth.read(test_depth.CASES[case][0]))


def compare_depth(node: Node, facts: list[Fact]) -> None:
    found, last = depth(facts), last_on(facts)

    on = found.on if found != Depth() else ""
    told = {"stage": found.stage, "why": found.why, "on": on}
    assert on_the_phone(node, "depth", facts) == plain(told)
    assert on_the_phone(node, "lastOn", facts) == plain("" if last == date.min else last)


@given(met=test_queue.people, cap=st.integers(1, 12))
def test_whom_to_follow_up(node: Node, met: list[Met], cap: int) -> None:
    assert on_the_phone(node, "queue", met, cap) == plain(queue(met, cap))
    assert on_the_phone(node, "full", met, cap) == full(met, cap)
    for one in met:
        assert on_the_phone(node, "outcome", one) == outcome(one)


# One of the week's three was met on its Monday.
@example(
    people=[
        *(Kept(name, name, cadence=test_warm.due(5)) for name in ("x", "y", "z")),
        Kept("a", "Ada", written_on=test_warm.TODAY - timedelta(test_warm.TODAY.weekday())),
    ]
)
@given(people=test_warm.crowd)
def test_whom_to_keep_warm(node: Node, people: list[Kept]) -> None:
    told = on_the_phone(node, "keepWarm", people, test_warm.TODAY)

    found = keep_warm(people, test_warm.TODAY)
    assert [(one["one"]["id"], one["why"]) for one in told] == [(r.id, r.why) for r in found]


@given(people=test_depth.counts)
def test_how_wide_and_deep(node: Node, people: dict[str, int]) -> None:
    bars = on_the_phone(node, "strata", people)

    labels = [bar.pop("label") for bar in bars]
    assert labels == [LABELS[stage] for stage in STAGES]
    assert bars == plain(strata(people))
    assert on_the_phone(node, "described", people) == described(people)


@given(kept=test_room.everybody)
def test_whom_one_could_let_go(node: Node, kept: list[room.Kept]) -> None:
    when = (test_room.NOW, test_room.TODAY)
    standings = [vars(one) | {"moves": sorted(one.moves), "contact": contact(one)} for one in kept]

    found = on_the_phone(node, "candidates", standings, *when)
    assert [one["id"] for one in found] == [one.id for one in room.candidates(kept, *when)]
    for one, standing in zip(kept, standings, strict=True):
        why = [room.REASONS[name].format(on="then") for name in room.reasons(one)]
        assert on_the_phone(node, "reasons", standing, "then") == why


@given(met=st.lists(test_verdict.known, max_size=5), today=st.integers(0, 400))
def test_what_came_of_an_event(node: Node, met: list[Known], today: int) -> None:
    days = (test_verdict.EVENING, test_verdict.day(today))

    assert on_the_phone(node, "verdicts", met, *days) == plain(verdicts(met, *days))


# Few words of few letters, so that some are alike.
texts = st.lists(st.text("aeßΣ護é ", max_size=6), max_size=6).map(" ".join) | st.text(max_size=20)


@example("Anything", "", "", "")
@example("Malmö", "Malmö clinics", "Malmö", "Malmö")
@given(texts, texts, texts, texts)
def test_whether_words_are_meant_for_one(
    node: Node, one: str, two: str, three: str, four: str
) -> None:
    asked = {
        "alike": (alike(one, two), (one, two)),
        "isParticular": (is_particular(one, [two, three]), (one, [two, three])),
        "isForOne": (is_for_one(one, two, three, [four]), (one, two, three, [four])),
        "linesAlike": (lines_alike(one, two, three, four), (one, two, three, four)),
    }
    for rule, (said, of) in asked.items():
        assert on_the_phone(node, rule, *of) == said, rule


def contact(of: room.Kept) -> dict[str, object]:
    return {"id": of.id, "room_kept_at": of.kept_at}


def on_the_phone(node: Node, rule: str, *of: object) -> Any:
    """What the phone's twin of a rule says."""
    return node.ask({"do": "rule", "name": rule, "given": plain(of)})


def plain(value: object) -> Any:
    """A value as a phone is told it."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: object) -> str | Mapping[str, object]:
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else vars(value)
