"""What is counted without a Redis: in the memory of each process."""

from collections.abc import Callable
from threading import Timer

from limits.storage import MemoryStorage

SCHEME = "process"
# How often what nobody counts any more is forgotten, in seconds.
A_MINUTE = 60.0


class Counts(MemoryStorage):
    """The library's, which looks through all that it counts less often.

    Its own does so a hundred times a second while anybody is counted, in a new thread each time,
    and stops everybody else meanwhile.
    """

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - as the library has it
    # By the names that Python gives to what is the library's own.
    _MemoryStorage__expire_events: Callable[[], None]

    def _MemoryStorage__schedule_expiry(self) -> None:
        if not self.timer.is_alive():
            self.timer = Timer(A_MINUTE, self._MemoryStorage__expire_events)
            self.timer.daemon = True
            self.timer.start()
