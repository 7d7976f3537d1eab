"""gunicorn's threads, as they serve a hall of phones on bad Wi-Fi."""

import logging
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterable
from functools import partial
from selectors import EVENT_READ
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import TConn, ThreadWorker

from .patience import WAITED

# How long somebody may pause in the middle of what they send, in seconds and microseconds.
_PAUSE = struct.pack("@ll", 10, 0)
# How long one thread may go on while another wants to, in seconds. Who writes gives way at each
# statement, by Python's own 5 ms each time, and all other writers wait until they are through.
_TURN = 0.0005
# How long a connection may be open before its first word, in seconds. A stop waits as long.
SILENCE = 5.0


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process whose threads serve who has said something, and know how long that is ago.

    Browsers open connections in advance. gunicorn's own lends each of them a thread for five
    seconds: a few silent phones, and nobody else is served.
    """

    wsgi: WSGIApplication
    notified = 0.0
    _here = threading.local()

    def enqueue_req(self, conn: TConn) -> None:
        if not conn.initialized:
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _PAUSE)
        if conn.initialized or conn.data_ready or _says_something(conn.sock):
            conn.waits_since = time.monotonic()
            super().enqueue_req(conn)
        else:
            self._listen(conn)

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - gunicorn has no types
        # Before anything is read: a slow guest is no busy server.
        self._here.waited = time.monotonic() - conn.waits_since
        return super().handle(conn)

    def notify(self) -> None:
        # It is called at each turn of the loop, three a request, and read by the second.
        if time.monotonic() - self.notified > 1.0:
            self.notified = time.monotonic()
            super().notify()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        sys.setswitchinterval(_TURN)
        self.log.error_log.addFilter(_is_no_pause)
        self.inner, self.wsgi = self.wsgi, self._tell

    def _listen(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENCE
        self.pending_conns.append(conn)
        heard = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, heard)

    def _tell(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.inner({**environ, WAITED: self._here.waited}, start)
        return answer


def _says_something(sock: socket.socket) -> bool:
    """Whether its first words are here, or its end."""
    try:
        sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        # Who serves it finds out.
        return True
    return True


def _is_no_pause(record: logging.LogRecord) -> bool:
    # Whoever went silent could fill a disk with what gunicorn writes of it.
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
