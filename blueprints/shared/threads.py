"""gunicorn's threads, as they serve a hall of phones on bad Wi-Fi: for Linux (epoll(7), tcp(7)).

gunicorn's own has one thread that waits for everybody, hands each request to another and takes it
back. Beside a poll that is a third of the work. Here each thread waits for whoever speaks next.
"""

import logging
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from .patience import WAITED

# How long somebody may pause in the middle of what they send, in seconds and microseconds.
_PAUSE = struct.pack("@ll", 10, 0)
# How long one thread may go on while another wants to, in seconds. Who writes gives way at each
# statement, by Python's own 5 ms each time, and all other writers wait until they are through.
_TURN = 0.0005
# How long a connection may be open before its first word, in seconds. A stop waits as long.
SILENCE = 5.0
# How long whoever was told that this is the end may take to hang up, in seconds.
FAREWELL = 2.0
# How often somebody looks who has been silent for too long, in seconds.
_LOOK = 0.25
# How much of what nobody reads any more is thrown away at once, in bytes.
_REST = 65536
# Tells one thread once, until it is asked for again.
_ONCE = select.EPOLLIN | select.EPOLLONESHOT
# Where in the kernel's tcp_info it stands for how many milliseconds nothing came (linux/tcp.h).
_NOTHING_CAME = struct.Struct("=52xI")


class Guest(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection: until when it may be silent, and whether it was told that this is the end."""

    until = 0.0
    leaving = False
    is_watched = False


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process whose threads serve who has said something, and know how long that is ago.

    Browsers open connections in advance; a few silent ones would take all the threads there are.
    """

    wsgi: WSGIApplication
    _here = threading.local()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        sys.setswitchinterval(_TURN)
        self.log.error_log.addFilter(_is_no_pause)
        self.inner, self.wsgi = self.wsgi, self._tell

    def run(self) -> None:
        self.began = time.monotonic()
        self.guests: set[Guest] = set()
        self.silent: dict[int, Guest] = {}
        self.doors = {door.fileno(): door for door in self.sockets}
        self.epoll = select.epoll()
        for door in self.doors.values():
            door.setblocking(False)
            self.epoll.register(door, _ONCE)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._serve, daemon=True).start()
        while self.alive and self.is_parent_alive():
            self._look_after()
        self._finish()

    def _finish(self) -> None:
        # Whoever was told that the line stays open may be asking just now; it is their last time.
        latest = time.monotonic() + STOP_KEEPALIVE_LINGER
        ends = time.monotonic() + self.cfg.graceful_timeout
        self._look_after(latest)
        while self.guests and time.monotonic() < ends:
            self._look_after(latest)

    def _look_after(self, latest: float = float("inf")) -> None:
        self.notify()
        time.sleep(_LOOK)
        now = time.monotonic()
        for guest in list(self.silent.values()):
            if min(guest.until, latest) < now:
                _hang_up(guest)

    def _serve(self) -> None:
        while True:
            try:
                self._serve_one()
            except Exception:
                # Nobody may cost the others a thread.
                self.log.exception("a connection failed")

    def _serve_one(self) -> None:
        for file, _ in self.epoll.poll(maxevents=1):
            if door := self.doors.get(file):
                self._let_in(door)
            elif guest := self.silent.pop(file, None):
                self._hear(guest)

    def _let_in(self, door: socket.socket) -> None:
        if not self.alive:
            return
        try:
            sock, address = door.accept()
        except OSError:
            # The other process was quicker, or they are gone again.
            return
        finally:
            self.epoll.modify(door, _ONCE)
        self._make_room()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _PAUSE)
        guest = Guest(self.cfg, sock, address, door.getsockname())
        guest.data_ready, guest.until = True, time.monotonic() + SILENCE
        self.guests.add(guest)
        self._hear(guest)

    def _make_room(self) -> None:
        if len(self.guests) >= self.worker_connections:
            for guest in list(self.silent.values())[:1]:
                _hang_up(guest)

    def _hear(self, guest: Guest) -> None:
        said = _first_word(guest.sock)
        if said is None:
            self._wait_for(guest)
        elif not said:
            self._part(guest)
        elif guest.leaving:
            guest.sock.recv(_REST)
            self._wait_for(guest)
        else:
            self._answer(guest)

    def _answer(self, guest: Guest) -> None:
        # Who came while there was no server, over a restart, waits for this one from its start on.
        self._here.waited = min(_waited(guest.sock), time.monotonic() - self.began)
        while self.handle(guest):
            if not guest.parser.unreader.buf.getvalue():
                guest.until = time.monotonic() + self.cfg.keepalive
                self._wait_for(guest)
                return
            # They asked several things in one breath.
            self._here.waited = 0.0
        self._see_off(guest)

    def _see_off(self, guest: Guest) -> None:
        # Closed while something of theirs is unread, the rest of the answer would be lost on its
        # way (RFC 9112, section 9.6); and no thread waits until they are gone.
        try:
            guest.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._part(guest)
        else:
            guest.leaving, guest.until = True, time.monotonic() + FAREWELL
            self._wait_for(guest)

    def _wait_for(self, guest: Guest) -> None:
        file = guest.sock.fileno()
        watch = self.epoll.modify if guest.is_watched else self.epoll.register
        # From the last line on, they may be another thread's.
        guest.is_watched, self.silent[file] = True, guest
        watch(file, _ONCE)

    def _part(self, guest: Guest) -> None:
        self.guests.discard(guest)
        guest.close()

    def _tell(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.inner({**environ, WAITED: self._here.waited}, start)
        return answer


def _first_word(sock: socket.socket) -> bytes | None:
    """The first byte of what came, which stays there; none at the end; None while nothing came."""
    try:
        return sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _waited(sock: socket.socket) -> float:
    """How many seconds ago the last of what came came; 0 on a line that is no TCP."""
    try:
        about = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _NOTHING_CAME.size)
    except OSError:
        return 0.0
    (milliseconds,) = _NOTHING_CAME.unpack(about)
    return float(milliseconds / 1000)


def _hang_up(guest: Guest) -> None:
    # Only the thread that hears the end closes it: a file's number must not be given anew before.
    with suppress(OSError):
        guest.sock.shutdown(socket.SHUT_RDWR)


def _is_no_pause(record: logging.LogRecord) -> bool:
    # Whoever went silent could fill a disk with what gunicorn writes of it.
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
