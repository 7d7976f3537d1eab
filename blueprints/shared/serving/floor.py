"""The floor: of a process's threads one or two answer at a time, from beginning to end.

Python runs one thread at a time as it is, but passes on at every statement and every half
millisecond. A writer would get back to its work when all others had theirs, and every writer of
the hall waits meanwhile. So it keeps the floor even while it waits for the disk. SQLite answers at
once; while PostgreSQL is waited for, which may be on another machine, a second one goes on.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# How long one thread may have it while others wait, in seconds. What takes longer, a photo, an
# export or a slow disk, goes on beside them from then on.
LONGEST = 0.05


class Floor:
    """Whose turn it is among threads. Everybody has theirs until `keep` says otherwise."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._places = math.inf
        self._guard = threading.Lock()
        self._tickets: deque[threading.Lock] = deque()
        # Who has it, and since when.
        self._holders: dict[threading.Lock, float] = {}
        self._here = threading.local()

    @property
    def waiting(self) -> int:
        """How many wait for it."""
        return len(self._tickets)

    def keep(self, places: int = 1) -> None:
        """From now on let so many have it at a time."""
        self._places = places

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have it, after everybody who came before."""
        if self._places == math.inf:
            yield
            return
        self._take(self._tickets.append)
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def left(self) -> Iterator[None]:
        """Let others have it while this thread, if it does, waits for something that takes long.

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
        """Give it to whoever is next, while there is room: who has it for too long takes none."""
        now = time.monotonic()
        taken = sum(now - since < self._longest for since in self._holders.values())
        while self._tickets and taken < self._places:
            ticket = self._tickets.popleft()
            self._holders[ticket] = now
            ticket.release()
            taken += 1


floor = Floor()
