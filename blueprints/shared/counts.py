"""What is counted without a Redis: in the memory of each process."""

import time
from collections import defaultdict
from threading import RLock, Timer

from limits.storage import MemoryStorage

SCHEME = "process"
# How often what nobody counts any more is forgotten, in seconds.
A_MINUTE = 60.0


class Counts(MemoryStorage):
    """The library's, which looks through all that it counts less often, and forgets what is over.

    Its own does so a hundred times a second while anybody is counted, in a new thread each time,
    and stops everybody else meanwhile. It keeps each name for ever that was counted once: whoever
    makes up names would fill the memory.
    """

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - as the library has it

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, **options: str
    ) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        # One for all: a name's own could be forgotten while somebody waits for it.
        lock = RLock()
        self.locks = defaultdict(lambda: lock)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` under a name, unless that is beyond its limit."""
        # The library starts no timer of its own while this one runs.
        if not self.timer.is_alive():
            self.timer = Timer(A_MINUTE, self._forget)
            self.timer.daemon = True
            self.timer.start()
        # Its lock may be taken twice by one thread.
        with self.locks[key]:
            self._believe_the_clock(key, expiry)
            return super().acquire_entry(key, limit, expiry, amount)

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Since when, and how many, are counted under a name: for what counts failures alone."""
        # Of a name that counts nothing, no lock is made: nobody would forget it.
        if key in self.events:
            with self.locks[key]:
                self._believe_the_clock(key, expiry)
        return super().get_moving_window(key, limit, expiry)

    def clear(self, key: str) -> None:
        """Forget a name. Who is counted under it meanwhile would look for what is gone."""
        with self.locks[key]:
            super().clear(key)

    def _believe_the_clock(self, key: str, expiry: int) -> None:
        events, now = self.events.get(key, ()), time.time()
        if events and events[0].atime > now:
            # It was set back, and nobody would be let in until it is as late as it was.
            for one in events:
                one.atime, one.expiry = now, now + expiry

    def _forget(self) -> None:
        now = time.time()
        for key in list(self.events):
            # For each anew: nobody waits until all of them are looked through.
            with self.locks[key]:
                self.events[key] = [one for one in self.events.get(key, ()) if one.expiry > now]
                if not self.events[key]:
                    self.clear(key)
