"""Whole requests that wait for a thread, in two priorities: what people do, and scripts' polls."""

import threading
import time
from collections import deque
from collections.abc import Callable

from .connections import Connection
from .load_shedding import POLL_PATIENCE

# By how much a poll stands back, in seconds: whatever somebody does within that goes before it.
# After that time most polls are turned away, which keeps nobody waiting.
POLLS_STAND_BACK = POLL_PATIENCE


class RequestQueue:
    """Connections with a whole request. Each of the two kinds is first in, first out."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._guard = threading.Lock()
        self._acts: deque[tuple[float, Connection]] = deque()
        self._polls: deque[tuple[float, Connection]] = deque()

    def __bool__(self) -> bool:
        return bool(self._acts or self._polls)

    def put(self, connection: Connection) -> None:
        """Let a connection's request wait for its turn."""
        if connection.buffer.is_script_get:
            self._polls.append((self._now() + POLLS_STAND_BACK, connection))
        else:
            self._acts.append((self._now(), connection))

    def next(self) -> Connection | None:
        """Whose turn it is; None when the queue is empty."""
        with self._guard:
            waiting = [kind for kind in (self._acts, self._polls) if kind]
            if not waiting:
                return None
            return min(waiting, key=lambda kind: kind[0][0]).popleft()[1]
