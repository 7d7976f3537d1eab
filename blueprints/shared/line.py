"""Whole requests that wait for a thread: what people do goes before what scripts only look at."""

import threading
from collections import deque

from .guests import Guest

# After how many of the ones that go first one of the others does, so that nobody waits for ever.
IN_A_ROW = 4


class Line:
    """Guests who have said a whole request. Each kind waits in the order in which they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._first: deque[Guest] = deque()
        self._others: deque[Guest] = deque()
        self._in_a_row = 0

    def __bool__(self) -> bool:
        return bool(self._first or self._others)

    def join(self, guest: Guest) -> None:
        """Let a guest wait."""
        (self._others if guest.said.only_looks else self._first).append(guest)

    def next(self) -> Guest | None:
        """Whose turn it is; None where nobody waits."""
        with self._guard:
            if self._others and (not self._first or self._in_a_row >= IN_A_ROW):
                self._in_a_row = 0
                return self._others.popleft()
            self._in_a_row += 1
            return self._first.popleft() if self._first else None
