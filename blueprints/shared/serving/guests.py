"""Connections that wait for a thread, or for their own next word: for Linux (epoll(7))."""

import os
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn

from .hearing import PORTION, Said

# How long a connection may be open before its first word, in seconds. A stop waits as long.
SILENCE = 5.0
# Tells one thread once, until it is asked for again.
_ONCE = select.EPOLLIN | select.EPOLLONESHOT
# Tells one thread each time.
_EACH_TIME = select.EPOLLIN | select.EPOLLET
# How many a thread hears before it answers anybody.
_AT_ONCE = 64


class Guest(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection: what it says, when it was last answered, and how long it may be silent."""

    since = answered_at = 0.0
    patience = SILENCE
    leaving = False
    is_watched = False
    said: Said

    def __init__(self, *about: object) -> None:
        super().__init__(*about)
        self.said = Said()

    def hear(self) -> bytes | None:
        """What has come; none at the end; None while nothing has."""
        return received(self.sock, PORTION)

    def welcome(self) -> None:
        """Say that it may go on, if it asks (RFC 9110, section 10.1.1)."""
        if self.said.asks_whether_welcome:
            self.said.asks_whether_welcome = False
            with suppress(OSError):
                self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n", socket.MSG_DONTWAIT)

    def open(self) -> None:
        """Have a parser read what was said, and nothing else: it waits for nobody."""
        self.parser = get_parser(self.cfg, self.said.portions(), self.client)
        self.initialized = True

    def go_on(self) -> None:
        """Begin another request, with what was said in the same breath."""
        self._begin_with(self.parser.unreader.take_buffered() + self.said.rest())

    def skip(self) -> None:
        """Begin another request where this one, which has only a head, was answered unread."""
        self.initialized = True
        self._begin_with(self.said.after_head())

    def _begin_with(self, rest: bytes) -> None:
        self.answered_at = time.monotonic()
        before, self.said = self.said, Said()
        before.close()
        for chunk in (rest, b"") if before.has_ended else (rest,):
            if chunk or self.said.size:
                self.said.add(chunk)

    def is_late(self, seconds: float) -> bool:
        """Whether nobody has attended to it for so long."""
        return time.monotonic() - self.since >= seconds

    def says_nothing(self) -> bool:
        """Whether nothing of it waits to be read."""
        return received(self.sock, 1, socket.MSG_PEEK) is None

    def stop_listening(self) -> None:
        """Take it to be silent. The thread that hears the end closes it: its number is its own."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RD)


class Silent:
    """The guests that no thread attends to. Any thread may ask which of them speaks next."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK)
        self._epoll.register(self._bell, _EACH_TIME)
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

    def speaking(self, seconds: float | None = None) -> list[Guest]:
        """Wait until some speak, or hang up, and take them; for so long, or until the bell."""
        found = self._epoll.poll(seconds, _AT_ONCE)
        return [guest for file, _ in found if (guest := self._by_file.pop(file, None))]

    def ring(self) -> None:
        """Let one thread wait no longer: there is something else to do."""
        os.eventfd_write(self._bell, 1)

    def stop_listening(self, allowed: Callable[[Guest], float]) -> None:
        """Wait no more for whoever is silent for longer than they are `allowed`, in seconds."""
        for guest in list(self._by_file.values()):
            if self._is_silent(guest, allowed(guest)):
                guest.stop_listening()

    def _is_silent(self, guest: Guest, seconds: float) -> bool:
        if not (guest.is_late(seconds) and guest.says_nothing()):
            return False
        # A thread may have taken them meanwhile, and read what they had said; or be done with it.
        return self._by_file.get(guest.sock.fileno()) is guest and guest.is_late(seconds)


def received(sock: socket.socket, size: int, how: int = 0) -> bytes | None:
    """What came, up to a size in bytes; none at the end; None while nothing has come."""
    try:
        return sock.recv(size, how | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""
