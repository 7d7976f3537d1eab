"""A gunicorn worker for a hall of phones on bad Wi-Fi: for Linux (tcp(7)).

gunicorn's own (gthread) has one thread that waits for all connections, hands each request to
another and takes it back: a fifth to a third of what a poll costs. Here all threads wait on one
epoll, and whichever is woken reads, queues and answers.
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

from gunicorn.http.message import Request
from gunicorn.workers.gthread import ThreadWorker

from .chunked_reader import quieten
from .connections import SILENCE, Connection, IdleConnections
from .load_shedding import WAITED
from .poll_shedding import PollShedding
from .request_queue import RequestQueue
from .slots import slots

# How long a client may take nothing of an answer, in seconds and microseconds.
_PAUSE = struct.pack("@ll", 10, 0)
# How much of an answer the kernel may keep for a slow client, in bytes: no thread waits.
_ANSWER = 512 * 1024
# How many requests that go to the disk may be coming in at once.
ON_THE_DISK = 32
# Python's switch interval, in seconds. A writer gives way at each statement, by Python's own 5 ms
# each time, and all other writers wait until it is through.
_TURN = 0.0005
# How long a client that was sent its last answer may take to hang up, in seconds.
LINGER = 2.0
# How long a request may take to come while others wait for room, in seconds.
_HESITATION = 2.0
# How long a client may take over an answer that is more than the kernel keeps, in seconds, while
# half of the threads have such a client. Only exports are as long, to whoever takes compression.
_SLOW = 2.0
# How often the idle connections are looked through, in seconds.
_LOOK = 0.25
# tcpi_last_data_recv in the kernel's tcp_info: milliseconds since data came (linux/tcp.h).
_LAST_DATA = struct.Struct("=52xI")


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process whose threads serve whole requests, and know how long each has waited.

    Browsers open connections in advance: a few idle ones would take all the threads there are.
    """

    wsgi: WSGIApplication
    _local = threading.local()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        sys.setswitchinterval(_TURN)
        # What is loaded by now stays: a full collection would take a tenth of a second over it.
        gc.collect()
        gc.freeze()
        self.log.error_log.addFilter(_is_of_ours)
        self.poll_shedding = PollShedding(self.app.wsgi())
        self.inner, self.wsgi = self.wsgi, self._answered

    def run(self) -> None:
        self.began = self.looked_at = time.monotonic()
        self.connections: set[Connection] = set()
        self.idle = IdleConnections()
        self.queue = RequestQueue()
        for door in self.sockets:
            door.setblocking(False)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._serve, daemon=True).start()
        while self.alive and self.is_parent_alive():
            self._accept_ready()
            self._look_after()
        self._finish()

    def _accept_ready(self) -> None:
        doors = self.sockets if self._has_room() else []
        for door in select.select(doors, [], [], _LOOK)[0]:
            # The other process may be quicker, or the client gone again.
            with suppress(OSError):
                self._accept(door, *door.accept())

    def _accept(self, door: socket.socket, sock: socket.socket, address: object) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _PAUSE)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ANSWER)
        connection = Connection(self.cfg, sock, address, door.getsockname())
        self.connections.add(connection)
        self.idle.wait_for(connection, SILENCE)

    def _has_room(self) -> bool:
        if len(self.connections) < self.worker_connections:
            return True
        self.idle.expire(while_others_wait)
        return False

    def _look_after(self) -> None:
        now = time.monotonic()
        if now < self.looked_at + _LOOK:
            return
        self.looked_at = now
        self.notify()
        self.idle.expire(attrgetter("patience"))
        self._cut_off_slow_readers(now)

    def _cut_off_slow_readers(self, now: float) -> None:
        slow = [one for one in list(self.connections) if now - one.sending_since > _SLOW]
        for connection in slow if 2 * len(slow) > self.cfg.threads else ():
            connection.cut_off()

    def _finish(self) -> None:
        self._leave_doors()
        # A client whose connection was kept open may be asking just now: it is answered once more.
        ends = time.monotonic() + self.cfg.graceful_timeout
        while self.connections and time.monotonic() < ends:
            time.sleep(_LOOK)
            self._look_after()

    def _leave_doors(self) -> None:
        # While one is held, the system lets people in whom nobody answers: refused at once they can
        # go elsewhere, and where somebody else holds it open they wait for the next server.
        for door in self.sockets:
            with suppress(OSError):
                self._accept_all(door)
            door.close()

    def _accept_all(self, door: socket.socket) -> None:
        while self._has_room():
            self._accept(door, *door.accept())

    def _serve(self) -> None:
        while True:
            self._listen(None)
            while self.queue:
                with slots.held():
                    self._answer_next()
                # What came meanwhile may go before what waits.
                self._listen(0)

    def _listen(self, seconds: float | None) -> None:
        for connection in self.idle.ready(seconds):
            self._guarded(self._read, connection)

    def _answer_next(self) -> None:
        connection = self.queue.next()
        if self.queue:
            self.idle.wake()
        if connection:
            self._guarded(self._answer, connection)

    def _guarded(self, do: Callable[[Connection], None], connection: Connection) -> None:
        try:
            do(connection)
        except Exception:
            # Nobody may cost the others a thread.
            self.log.exception("a connection failed")
            self._close(connection)

    def _read(self, connection: Connection) -> None:
        chunk = connection.read()
        if chunk is None:
            self.idle.watch(connection)
        elif not chunk and (connection.closing or not connection.buffer.size):
            self._close(connection)
        elif connection.closing:
            self._drain(connection)
        else:
            connection.buffer.add(chunk)
            self._go_on(connection)

    def _drain(self, connection: Connection) -> None:
        # A client that goes on sending is cut off here and not by `expire`: a connection whose
        # buffer is full when it is shut for reading leaves its other end waiting for a minute.
        if connection.is_late(connection.patience):
            self._close(connection)
        else:
            self.idle.watch(connection)

    def _go_on(self, connection: Connection) -> None:
        if connection.buffer.is_whole or not self._has_disk_for(connection):
            self.queue.put(connection)
        else:
            connection.send_continue()
            patience = connection.buffer.patience if connection.buffer.size else self.cfg.keepalive
            self.idle.wait_for(connection, patience)

    def _answer(self, connection: Connection) -> None:
        waited = self._waited(connection)
        if refusal := self.poll_shedding.refusal(connection.buffer, waited):
            self._refuse(connection, refusal)
            return
        connection.parse()
        self._local.connection, self._local.waited = connection, waited
        stays_open = self.handle(connection)
        connection.sending_since = math.inf
        if stays_open:
            # It may have sent several requests at once.
            connection.begin_next()
            self._go_on(connection)
        else:
            self._close_gently(connection)

    def handle_request(self, request: Request, connection: Connection) -> bool:
        """Answer a request of gunicorn's; whether the connection stays open."""
        # By itself gunicorn asks for the body now, which is here, or is too long to be asked for.
        request._expected_100_continue = False
        return bool(super().handle_request(request, connection))

    def _refuse(self, connection: Connection, refusal: bytes) -> None:
        connection.sock.sendall(refusal)
        if connection.buffer.closes:
            self._close_gently(connection)
        else:
            connection.skip_request()
            self._go_on(connection)

    def _waited(self, connection: Connection) -> float:
        """For how many seconds its request has waited; infinite where the disk has no room."""
        if not self._has_disk_for(connection):
            return math.inf
        if connection.buffer.has_ended:
            return 0.0
        # What came over a restart waits for this server from its start on; and a pipelined request
        # waits only from the answer before it.
        ours = time.monotonic() - max(self.began, connection.answered_at)
        return min(_since_data(connection.sock), ours)

    def _has_disk_for(self, connection: Connection) -> bool:
        if connection.buffer.needs_disk and not connection.buffer.has_disk:
            taken = sum(one.buffer.has_disk for one in list(self.connections))
            connection.buffer.has_disk = taken < ON_THE_DISK
        return connection.buffer.has_disk or not connection.buffer.needs_disk

    def _close_gently(self, connection: Connection) -> None:
        # Closed while something of the client's is unread, the rest of the answer would be lost on
        # its way (RFC 9112, section 9.6); and no thread waits until the client is gone.
        try:
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
        else:
            connection.closing = True
            self.idle.wait_for(connection, LINGER)

    def _close(self, connection: Connection) -> None:
        self.connections.discard(connection)
        connection.buffer.close()
        connection.close()

    def _answered(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        quieten(environ["wsgi.input"])
        answer: Iterable[bytes] = self.inner({**environ, WAITED: self._local.waited}, start)
        self._local.connection.sending_since = time.monotonic()
        return answer


def while_others_wait(connection: Connection) -> float:
    """How many seconds a connection may be idle while others wait for room."""
    # One that was answered may be about to ask again; one that never asked, or has been asking for
    # long, makes room.
    if connection.initialized and not connection.buffer.size:
        return connection.patience
    return _HESITATION - (connection.since - connection.buffer.began)


def _since_data(sock: socket.socket) -> float:
    """How many seconds ago the last data came; 0 where the connection is not TCP."""
    try:
        about = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_DATA.size)
    except OSError:
        return 0.0
    (milliseconds,) = _LAST_DATA.unpack(about)
    return float(milliseconds / 1000)


def _is_of_ours(record: logging.LogRecord) -> bool:
    # Clients that stop reading, or send nonsense, could fill a disk with what gunicorn writes of
    # each; and the nonsense may hold a code, and always holds an address.
    stopped = record.exc_info and isinstance(record.exc_info[1], BlockingIOError)
    return not stopped and not record.getMessage().startswith("Invalid request from")
