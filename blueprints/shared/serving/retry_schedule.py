"""When each of those who are turned away may come again (Retry-After), one after another.

Named one and the same time, a hall comes back all at once, and most are turned away once more; in
between the server has nothing to do. So each is named the moment at which those before them are
through, as fast as others were let in lately.
"""

import math
import threading
import time
from collections.abc import Callable

# The soonest and the latest that anybody is asked to come again, in seconds from now.
SOONEST, LATEST = 10, 300
# Whoever has waited for so long, in seconds, was let in right after somebody else.
_BEHIND = 0.5
# How many are told to come in the time that one took lately: some never come, others come later
# than they were told, and while nobody is turned away it goes faster.
_AT_ONCE = 2.0
# By how much one interval moves what is thought to be usual, and what is thought at first, and the
# most that is believed: after that there was nothing to do.
_WEIGHT, _USUAL, _LONGEST = 0.05, 0.05, 1.0


class RetrySchedule:
    """What one process tells those it turns away. It knows how fast it lets people in."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._guard = now, threading.Lock()
        self._apart = _USUAL
        self._let_in = self._next = -math.inf

    def let_in(self, waited: float) -> None:
        """Count somebody who was let in after so many seconds."""
        with self._guard:
            before, self._let_in = self._let_in, self._now()
            if waited > _BEHIND:
                apart = min(self._let_in - before, _LONGEST)
                self._apart += _WEIGHT * (apart - self._apart)

    def next(self) -> int:
        """In how many seconds whoever is turned away now may come again."""
        with self._guard:
            now = self._now()
            after_those_before = max(self._next + self._apart / _AT_ONCE, now + SOONEST)
            # Nobody can drive the times up for those who come later.
            self._next = min(after_those_before, now + LATEST)
            return round(self._next - now)
