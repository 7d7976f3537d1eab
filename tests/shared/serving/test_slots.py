"""Which of a server's threads goes on: one that works, and others while it waits."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from blueprints.shared.serving.slots import Slots
from tests.processes import PATIENCE, wait_until

pytestmark = pytest.mark.once

THREADS = 4
NEVER = 600.0
AT_ONCE = 0.001


@pytest.fixture
def slots() -> Slots:
    slots = Slots(NEVER)
    slots.limit()
    return slots


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as threads:
        yield threads


def test_one_works_at_a_time(slots: Slots, threads: ThreadPoolExecutor) -> None:
    at_work = threading.Lock()

    def work() -> bool:
        with slots.held():
            was_alone = at_work.acquire(blocking=False)
            threading.Event().wait(AT_ONCE)
            at_work.release()
        return was_alone

    assert all(work.result(PATIENCE) for work in [threads.submit(work) for _ in range(40)])


def test_where_it_has_two_places_two_work_at_a_time(threads: ThreadPoolExecutor) -> None:
    slots, both_work, ended = Slots(NEVER), threading.Barrier(3), threading.Event()
    slots.limit(2)

    def works() -> None:
        with slots.held():
            both_work.wait(PATIENCE)
            ended.wait(PATIENCE)

    both = [threads.submit(works) for _ in range(2)]
    both_work.wait(PATIENCE)
    third = threads.submit(_work(slots))
    wait_until(lambda: slots.waiting == 1, "the third waits")
    ended.set()
    _all_end(*both, third)


def test_where_nobody_keeps_it_all_work(threads: ThreadPoolExecutor) -> None:
    slots, all_here = Slots(NEVER), threading.Barrier(THREADS)

    def work() -> None:
        with slots.held():
            all_here.wait(PATIENCE)

    for one in [threads.submit(work) for _ in range(THREADS)]:
        one.result(PATIENCE)


def test_others_work_while_one_waits_and_it_goes_on_before_them(
    slots: Slots, threads: ThreadPoolExecutor
) -> None:
    order: list[str] = []
    it_came, second_works = threading.Event(), threading.Event()

    def waits() -> None:
        with slots.held():
            with slots.given_up():
                second_works.wait(PATIENCE)
            order.append("who waited")

    def works(name: str) -> None:
        with slots.held():
            second_works.set()
            it_came.wait(PATIENCE)
            order.append(name)

    first = threads.submit(waits)
    second = threads.submit(works, "who worked")
    second_works.wait(PATIENCE)
    third = threads.submit(works, "who came last")
    wait_until(lambda: slots.waiting == 2, "both wait")
    it_came.set()
    _all_end(first, second, third)

    assert order == ["who worked", "who waited", "who came last"]


def test_what_takes_too_long_goes_on_beside_the_others(threads: ThreadPoolExecutor) -> None:
    slots, ended = Slots(AT_ONCE), threading.Event()
    slots.limit()

    def takes_long() -> None:
        with slots.held():
            ended.wait(PATIENCE)

    slow = threads.submit(takes_long)
    _all_end(*(threads.submit(_work(slots)) for _ in range(10)))
    ended.set()
    _all_end(slow, threads.submit(_work(slots)))


def test_who_fails_leaves_it(slots: Slots, threads: ThreadPoolExecutor) -> None:
    def fails(while_away: bool) -> None:
        with slots.held():
            if while_away:
                with slots.given_up():
                    raise ValueError
            raise ValueError

    for while_away in (False, True):
        assert isinstance(threads.submit(fails, while_away).exception(PATIENCE), ValueError)
        _all_end(threads.submit(_work(slots)))


def test_who_never_had_it_does_not_wait_for_it(slots: Slots, threads: ThreadPoolExecutor) -> None:
    def writes_beside_it() -> None:
        with slots.given_up():
            pass

    with slots.held():
        _all_end(threads.submit(writes_beside_it))


def _work(slots: Slots) -> Callable[[], None]:
    def work() -> None:
        with slots.held():
            pass

    return work


def _all_end(*works: "Future[None]") -> None:
    for work in works:
        work.result(PATIENCE)
