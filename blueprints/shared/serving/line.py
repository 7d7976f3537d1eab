"""Whole requests that wait for a thread: what people do goes before what scripts only look at."""

import threading
import time
from collections import deque
from collections.abc import Callable

from .guests import Guest
from .patience import GLANCE

# By how much a look stands back, in seconds: whatever somebody does within that goes before it.
# After that time most are told to come again, which keeps nobody waiting.
STANDS_BACK = GLANCE


class Line:
    """Guests who have said a whole request. Each kind waits in the order in which they came."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._guard = threading.Lock()
        self._acts: deque[tuple[float, Guest]] = deque()
        self._looks: deque[tuple[float, Guest]] = deque()

    def __bool__(self) -> bool:
        return bool(self._acts or self._looks)

    def join(self, guest: Guest) -> None:
        """Let a guest wait."""
        if guest.said.only_looks:
            self._looks.append((self._now() + STANDS_BACK, guest))
        else:
            self._acts.append((self._now(), guest))

    def next(self) -> Guest | None:
        """Whose turn it is; None where nobody waits."""
        with self._guard:
            waiting = [kind for kind in (self._acts, self._looks) if kind]
            if not waiting:
                return None
            return min(waiting, key=lambda kind: kind[0][0]).popleft()[1]
