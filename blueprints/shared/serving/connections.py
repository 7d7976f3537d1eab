"""Open connections, and which of them has something to read: for Linux (epoll(7))."""

import math
import os
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn

from .request_buffer import PORTION, RequestBuffer

# How long a connection may be open before its first byte, in seconds. A stop waits as long.
SILENCE = 5.0
# Wakes one thread, once, until it is asked for again.
_ONCE = select.EPOLLIN | select.EPOLLONESHOT
# Wakes one thread each time.
_EACH_TIME = select.EPOLLIN | select.EPOLLET
# How many a thread reads from before it answers anybody.
_AT_ONCE = 64


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A client's connection: what it has sent, when it was answered, how long it may be idle."""

    since = answered_at = 0.0
    # When its answer began to be sent; infinite while none is.
    sending_since = math.inf
    patience = SILENCE
    closing = False
    is_registered = False
    buffer: RequestBuffer

    def __init__(self, *about: object) -> None:
        super().__init__(*about)
        self.buffer = RequestBuffer()

    def read(self) -> bytes | None:
        """The bytes that have come; none at the end; None while nothing has."""
        return received(self.sock, PORTION)

    def send_continue(self) -> None:
        """Tell a client that asks to send its body (RFC 9110, section 10.1.1)."""
        if self.buffer.expects_continue:
            self.buffer.expects_continue = False
            with suppress(OSError):
                self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n", socket.MSG_DONTWAIT)

    def parse(self) -> None:
        """Have gunicorn's parser read what is buffered, and nothing else: it never blocks."""
        self.parser = get_parser(self.cfg, self.buffer.portions(), self.client)
        self.initialized = True

    def begin_next(self) -> None:
        """Begin the next request, with what came after this one (pipelining)."""
        self._begin_with(self.parser.unreader.take_buffered() + self.buffer.rest())

    def skip_request(self) -> None:
        """Begin the next request; this one, which has no body, was answered without a parser."""
        self.initialized = True
        self._begin_with(self.buffer.after_head())

    def _begin_with(self, rest: bytes) -> None:
        self.answered_at = time.monotonic()
        before, self.buffer = self.buffer, RequestBuffer()
        before.close()
        for chunk in (rest, b"") if before.has_ended else (rest,):
            if chunk or self.buffer.size:
                self.buffer.add(chunk)

    def is_late(self, seconds: float) -> bool:
        """Whether it has been idle for so long."""
        return time.monotonic() - self.since >= seconds

    def has_nothing_to_read(self) -> bool:
        """Whether the kernel holds nothing of it that no thread has read."""
        return received(self.sock, 1, socket.MSG_PEEK) is None

    def cut_off(self) -> None:
        """End it for both sides. The thread that sends is told so."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def expire(self) -> None:
        """End it for reading. The thread that reads the end closes it, and frees its number."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RD)


class IdleConnections:
    """The connections no thread is busy with. Any thread may ask which can be read."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._waker = os.eventfd(0, os.EFD_NONBLOCK)
        self._epoll.register(self._waker, _EACH_TIME)
        self._by_file: dict[int, Connection] = {}

    def wait_for(self, connection: Connection, patience: float) -> None:
        """Let a connection be idle for so many seconds from now on."""
        connection.since, connection.patience = time.monotonic(), patience
        self.watch(connection)

    def watch(self, connection: Connection) -> None:
        """Let a connection be idle for the rest of its time."""
        file = connection.sock.fileno()
        watch = self._epoll.modify if connection.is_registered else self._epoll.register
        # From the last line on, it may be another thread's.
        connection.is_registered, self._by_file[file] = True, connection
        watch(file, _ONCE)

    def ready(self, seconds: float | None = None) -> list[Connection]:
        """Take those that can be read or have ended; wait for the first so long, or until woken."""
        found = self._epoll.poll(seconds, _AT_ONCE)
        return [connection for file, _ in found if (connection := self._by_file.pop(file, None))]

    def wake(self) -> None:
        """Let one thread wait no longer: the queue has something for it."""
        os.eventfd_write(self._waker, 1)

    def expire(self, allowed: Callable[[Connection], float]) -> None:
        """End those that have been idle for longer than they are `allowed`, in seconds."""
        for connection in list(self._by_file.values()):
            if self._has_expired(connection, allowed(connection)):
                connection.expire()

    def _has_expired(self, connection: Connection, seconds: float) -> bool:
        if not (connection.is_late(seconds) and connection.has_nothing_to_read()):
            return False
        # A thread may have taken it meanwhile and read all there was; or be done with it again.
        is_ours = self._by_file.get(connection.sock.fileno()) is connection
        return is_ours and connection.is_late(seconds)


def received(sock: socket.socket, size: int, how: int = 0) -> bytes | None:
    """What came, up to a size in bytes; none at the end; None while nothing has come."""
    try:
        return sock.recv(size, how | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""
