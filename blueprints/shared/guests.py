"""Connections that wait for a thread, or for their own next word: for Linux (epoll(7))."""

import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from gunicorn.workers.gthread import TConn

# How long a connection may be open before its first word, in seconds. A stop waits as long.
SILENCE = 5.0
# Tells one thread once, until it is asked for again.
_ONCE = select.EPOLLIN | select.EPOLLONESHOT


class Guest(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection: since when it is silent, for how long it may be, and whether it is to end."""

    since = 0.0
    patience = SILENCE
    leaving = False
    is_watched = False

    def is_late(self, seconds: float) -> bool:
        """Whether nobody has attended to it for so long."""
        return time.monotonic() - self.since >= seconds

    def says_nothing(self) -> bool:
        """Whether nothing of it waits to be read, or nothing that anybody will read."""
        return self.leaving or first_word(self.sock) is None

    def hang_up(self) -> None:
        """End it. Only the thread that hears the end closes it: till then its number is its own."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)


class Silent:
    """The guests that no thread attends to. Any thread may ask which of them speaks next."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._by_file: dict[int, Guest] = {}

    def wait_for(self, guest: Guest, patience: float) -> None:
        """Let a guest be silent for so many seconds from now on."""
        guest.since, guest.patience = time.monotonic(), patience
        self.watch(guest)

    def watch(self, guest: Guest) -> None:
        """Let a guest be silent for as long as it still may."""
        file = guest.sock.fileno()
        watch = self._epoll.modify if guest.is_watched else self._epoll.register
        # From the last line on, they may be another thread's.
        guest.is_watched, self._by_file[file] = True, guest
        watch(file, _ONCE)

    def next(self) -> Guest | None:
        """Wait until somebody speaks, or hangs up, and take them; None if another thread did."""
        for file, _ in self._epoll.poll(maxevents=1):
            return self._by_file.pop(file, None)
        return None

    def hang_up(self, allowed: Callable[[Guest], float]) -> None:
        """End whoever has been silent for longer than they are `allowed`, in seconds."""
        for guest in list(self._by_file.values()):
            if self._is_silent(guest, allowed(guest)):
                guest.hang_up()

    def _is_silent(self, guest: Guest, seconds: float) -> bool:
        if not (guest.is_late(seconds) and guest.says_nothing()):
            return False
        # A thread may have taken them meanwhile, and read what they had said; or be done with it.
        return self._by_file.get(guest.sock.fileno()) is guest and guest.is_late(seconds)


def first_word(sock: socket.socket) -> bytes | None:
    """The first byte of what came, which stays there; none at the end; None while nothing came."""
    try:
        return sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""
