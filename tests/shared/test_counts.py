"""What is counted in memory: less often looked through than the library does, and forgotten."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from blueprints.shared import counts
from blueprints.shared.counts import SCHEME, Counts
from tests.processes import wait_until

pytestmark = pytest.mark.once

MANY = 500
# Windows, in seconds.
SHORT, LONG = 60, 3600


@pytest.fixture
def kept() -> Iterator[Counts]:
    """What is counted by nobody else."""
    found = Counts(f"{SCHEME}://")
    # The library's first look comes within a hundredth of a second, and never again.
    found.timer.join()
    yield found
    found.timer.cancel()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is over is looked for all the time."""
    monkeypatch.setattr(counts, "A_MINUTE", 0.001)


@pytest.mark.usefixtures("hurried")
def test_names_that_were_made_up_are_gone_with_their_window(
    kept: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(MANY):
        kept.acquire_entry(f"short {number}", 10, SHORT)
    kept.acquire_entry("long", 1, LONG)
    assert len(kept.events) == MANY + 1

    _later(monkeypatch, SHORT + 1)
    wait_until(lambda: not kept.acquire_entry("long", 1, LONG) and len(kept.events) == 1, "an end")
    wait_until(lambda: set(kept.locks) == {"long"}, "an end of the locks")


@pytest.mark.usefixtures("hurried")
def test_what_is_over_of_a_name_goes_and_the_rest_counts(
    kept: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.acquire_entry("somebody", 3, SHORT, amount=2)
    _later(monkeypatch, SHORT - 1)
    assert kept.acquire_entry("somebody", 3, SHORT)
    assert not kept.acquire_entry("somebody", 3, SHORT)
    _later(monkeypatch, 2)

    def is_forgotten() -> bool:
        kept.acquire_entry("somebody else", 1, SHORT)
        return len(kept.events["somebody"]) == 1

    wait_until(is_forgotten, "an end of what is over")
    assert kept.acquire_entry("somebody", 3, SHORT, amount=2)
    assert not kept.acquire_entry("somebody", 3, SHORT)


@pytest.mark.usefixtures("hurried")
def test_no_more_than_may_be_are_let_through_while_it_is_looked_through(kept: Counts) -> None:
    def let_through(number: int) -> int:
        kept.acquire_entry(f"{number}", 1, 0)
        return kept.acquire_entry("somebody", MANY, LONG)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(let_through, range(4 * MANY))) == MANY


def test_whoever_was_counted_before_the_clock_was_set_back_waits_no_longer(
    kept: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.acquire_entry("somebody", 2, SHORT, amount=2)
    _later(monkeypatch, -LONG)
    assert not kept.acquire_entry("somebody", 2, SHORT)

    _later(monkeypatch, SHORT + 1)
    assert kept.acquire_entry("somebody", 2, SHORT)


def test_whoever_is_only_looked_up_waits_no_longer_either(
    kept: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.acquire_entry("somebody", 2, SHORT, amount=2)
    _later(monkeypatch, -LONG)
    assert kept.get_moving_window("somebody", 2, SHORT) == (time.time(), 2)

    _later(monkeypatch, SHORT + 1)
    assert kept.get_moving_window("somebody", 2, SHORT)[1] == 0
    assert kept.get_moving_window("somebody else", 2, SHORT)[1] == 0
    assert "somebody else" not in kept.locks


def test_nobody_begins_anew_while_somebody_is_counted_under_that_name(kept: Counts) -> None:
    kept.acquire_entry("somebody", 1, SHORT)
    with ThreadPoolExecutor() as others:
        with kept.locks["somebody"]:
            cleared = others.submit(kept.clear, "somebody")
            with pytest.raises(TimeoutError):
                cleared.result(timeout=0.1)
            assert kept.events["somebody"]
        cleared.result()

    assert not kept.events
    assert kept.acquire_entry("somebody", 1, SHORT)


def test_one_thread_looks_once_a_minute(kept: Counts) -> None:
    timers = {kept.timer for number in range(MANY) if kept.acquire_entry(f"{number}", 1, SHORT)}

    assert [(timer.interval, timer.daemon) for timer in timers] == [(counts.A_MINUTE, True)]


def _later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: now)
