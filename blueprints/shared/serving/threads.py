"""gunicorn's threads, as they serve a hall of phones on bad Wi-Fi: for Linux (tcp(7)).

gunicorn's own has one thread that waits for everybody, hands each request to another and takes it
back: a fifth to a third of what a poll costs. Here each thread waits for whoever speaks next.
"""

import gc
import logging
import math
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from operator import attrgetter
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import ThreadWorker

from .floor import floor
from .glances import Glances
from .guests import SILENCE, Guest, Silent
from .line import Line
from .patience import WAITED

# How long somebody may take nothing of an answer, in seconds and microseconds.
_PAUSE = struct.pack("@ll", 10, 0)
# How much of an answer the kernel may keep for who takes it slowly, in bytes: no thread waits.
_ANSWER = 512 * 1024
# How many requests that go to the disk may be coming in at once.
ON_THE_DISK = 32
# How long one thread may go on while another wants to, in seconds. Who writes gives way at each
# statement, by Python's own 5 ms each time, and all other writers wait until they are through.
_TURN = 0.0005
# How long whoever was told that this is the end may take to hang up, in seconds.
FAREWELL = 2.0
# How long anybody may take over their first request while others wait for room, in seconds.
_HESITATION = 2.0
# How often somebody looks who has been silent for too long, in seconds.
_LOOK = 0.25
# Where in the kernel's tcp_info it stands for how many milliseconds nothing came (linux/tcp.h).
_NOTHING_CAME = struct.Struct("=52xI")


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process whose threads serve who has said something, and know how long that is ago.

    Browsers open connections in advance; a few silent ones would take all the threads there are.
    """

    wsgi: WSGIApplication
    _here = threading.local()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        sys.setswitchinterval(_TURN)
        # What is here by now stays: to look through all of it takes a tenth of a second.
        gc.collect()
        gc.freeze()
        self.log.error_log.addFilter(_is_no_pause)
        self.glances = Glances(self.app.wsgi())
        self.inner, self.wsgi = self.wsgi, self._tell

    def run(self) -> None:
        self.began = self.looked_at = time.monotonic()
        self.guests: set[Guest] = set()
        self.silent = Silent()
        self.line = Line()
        for door in self.sockets:
            door.setblocking(False)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._serve, daemon=True).start()
        while self.alive and self.is_parent_alive():
            self._let_in()
            self._look_after()
        self._finish()

    def _let_in(self) -> None:
        doors = self.sockets if self._has_room() else []
        for door in select.select(doors, [], [], _LOOK)[0]:
            # The other process may be quicker, or they are gone again.
            with suppress(OSError):
                self._greet(door, *door.accept())

    def _greet(self, door: socket.socket, sock: socket.socket, address: object) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _PAUSE)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ANSWER)
        guest = Guest(self.cfg, sock, address, door.getsockname())
        self.guests.add(guest)
        self.silent.wait_for(guest, SILENCE)

    def _has_room(self) -> bool:
        if len(self.guests) < self.worker_connections:
            return True
        self.silent.stop_listening(while_others_wait)
        return False

    def _look_after(self) -> None:
        now = time.monotonic()
        if now < self.looked_at + _LOOK:
            return
        self.looked_at = now
        self.notify()
        self.silent.stop_listening(attrgetter("patience"))

    def _finish(self) -> None:
        # Whoever was told that the line stays open may be asking just now: once more it does.
        ends = time.monotonic() + self.cfg.graceful_timeout
        while self.guests and time.monotonic() < ends:
            time.sleep(_LOOK)
            self._look_after()

    def _serve(self) -> None:
        while True:
            self._listen(None)
            while self.line:
                with floor.taken():
                    self._answer_next()
                # Whoever spoke meanwhile may go before those who wait.
                self._listen(0)

    def _listen(self, seconds: float | None) -> None:
        for guest in self.silent.speaking(seconds):
            self._carefully(self._hear, guest)

    def _answer_next(self) -> None:
        guest = self.line.next()
        if self.line:
            self.silent.ring()
        if guest:
            self._carefully(self._attend, guest)

    def _carefully(self, do: Callable[[Guest], None], guest: Guest) -> None:
        try:
            do(guest)
        except Exception:
            # Nobody may cost the others a thread.
            self.log.exception("a connection failed")
            self._part(guest)

    def _hear(self, guest: Guest) -> None:
        chunk = guest.hear()
        if chunk is None:
            self.silent.watch(guest)
        elif not chunk and (guest.leaving or not guest.said.size):
            self._part(guest)
        elif guest.leaving:
            self._hear_out(guest)
        else:
            guest.said.add(chunk)
            self._go_on(guest)

    def _hear_out(self, guest: Guest) -> None:
        # Whoever goes on talking is cut off here and not by the look after the silent: a line that
        # was full when it was shut for reading leaves its other end waiting for a minute.
        if guest.is_late(guest.patience):
            self._part(guest)
        else:
            self.silent.watch(guest)

    def _go_on(self, guest: Guest) -> None:
        if guest.said.is_whole or not self._has_disk_for(guest):
            self.line.join(guest)
        else:
            guest.welcome()
            patience = guest.said.patience if guest.said.size else self.cfg.keepalive
            self.silent.wait_for(guest, patience)

    def _attend(self, guest: Guest) -> None:
        self._here.waited = waited = self._waited(guest)
        if refusal := self.glances.refusal(guest.said, waited):
            self._refuse(guest, refusal)
            return
        guest.open()
        if self.handle(guest):
            # They may have asked several things in one breath.
            guest.go_on()
            self._go_on(guest)
        else:
            self._see_off(guest)

    def _refuse(self, guest: Guest, refusal: bytes) -> None:
        guest.sock.sendall(refusal)
        if guest.said.is_last:
            self._see_off(guest)
        else:
            guest.skip()
            self._go_on(guest)

    def _waited(self, guest: Guest) -> float:
        """For how many seconds they have waited; without end where there is no room for theirs."""
        if not self._has_disk_for(guest):
            return math.inf
        if guest.said.has_ended:
            return 0.0
        # Who came while there was no server, over a restart, waits for this one from its start on;
        # and nobody waits for an answer while they get another.
        return min(_silence(guest.sock), time.monotonic() - max(self.began, guest.answered_at))

    def _has_disk_for(self, guest: Guest) -> bool:
        if guest.said.is_large and not guest.said.has_room:
            taken = sum(one.said.has_room for one in list(self.guests))
            guest.said.has_room = taken < ON_THE_DISK
        return guest.said.has_room or not guest.said.is_large

    def _see_off(self, guest: Guest) -> None:
        # Closed while something of theirs is unread, the rest of the answer would be lost on its
        # way (RFC 9112, section 9.6); and no thread waits until they are gone.
        try:
            guest.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._part(guest)
        else:
            guest.leaving = True
            self.silent.wait_for(guest, FAREWELL)

    def _part(self, guest: Guest) -> None:
        self.guests.discard(guest)
        guest.said.close()
        guest.close()

    def _tell(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.inner({**environ, WAITED: self._here.waited}, start)
        return answer


def while_others_wait(guest: Guest) -> float:
    """How many seconds somebody may be silent while others wait for room."""
    # Who never asked for anything makes room: whoever did may be about to ask again.
    if guest.initialized:
        return guest.patience
    return _HESITATION - (guest.since - guest.said.began)


def _silence(sock: socket.socket) -> float:
    """How many seconds ago the last of what came came; 0 on a line that is no TCP."""
    try:
        about = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _NOTHING_CAME.size)
    except OSError:
        return 0.0
    (milliseconds,) = _NOTHING_CAME.unpack(about)
    return float(milliseconds / 1000)


def _is_no_pause(record: logging.LogRecord) -> bool:
    # Whoever went silent could fill a disk with what gunicorn writes of it.
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
