"""Execution slots: of a process's threads one or two answer at a time, from beginning to end.

Python runs one thread at a time as it is, but passes on at every statement and every half
millisecond. A writer would get back to its work when all others had theirs, and every writer of
the hall waits meanwhile. So it keeps its slot even while it waits for the disk. SQLite answers at
once; while PostgreSQL is waited for, which may be on another machine, a second one goes on.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# How long one thread may hold a slot alone while others wait, in seconds. What takes longer (a
# photo, an export, a slow disk) goes on beside the next from then on.
LONGEST = 0.05


class Slots:
    """A semaphore, first come first served, whose slots age. Unlimited until `limit` limits it."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._places = math.inf
        self._guard = threading.Lock()
        self._tickets: deque[threading.Lock] = deque()
        # Who holds a slot, and since when.
        self._holders: dict[threading.Lock, float] = {}
        self._here = threading.local()

    @property
    def waiting(self) -> int:
        """How many threads wait for a slot."""
        return len(self._tickets)

    def limit(self, places: int = 1) -> None:
        """From now on have so many slots."""
        self._places = places

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold a slot, after all that asked before."""
        if self._places == math.inf:
            yield
            return
        self._take(self._tickets.append)
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Give the slot up, if this thread holds one, while it waits for something that takes long.

        It goes on before all who have not begun.
        """
        if not getattr(self._here, "ticket", None):
            yield
            return
        self._leave()
        try:
            yield
        finally:
            self._take(self._tickets.appendleft)

    def _take(self, line_up: Callable[[threading.Lock], None]) -> None:
        ticket = threading.Lock()
        ticket.acquire()
        with self._guard:
            line_up(ticket)
            self._call()
        while not ticket.acquire(timeout=self._longest):
            with self._guard:
                self._call()
        self._here.ticket = ticket

    def _leave(self) -> None:
        ticket, self._here.ticket = self._here.ticket, None
        with self._guard:
            self._holders.pop(ticket, None)
            self._call()

    def _call(self) -> None:
        """Hand free slots to those that are next; one held for too long counts as free."""
        now = time.monotonic()
        taken = sum(now - since < self._longest for since in self._holders.values())
        while self._tickets and taken < self._places:
            ticket = self._tickets.popleft()
            self._holders[ticket] = now
            ticket.release()
            taken += 1


slots = Slots()
