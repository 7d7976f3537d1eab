"""gunicorn's threads, which tell the app how long a request waited for one of them."""

import threading
import time
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import TConn, ThreadWorker

from .patience import WAITED


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A process that notes when each connection had something to say, and when a thread came."""

    wsgi: WSGIApplication
    _here = threading.local()

    def enqueue_req(self, conn: TConn) -> None:
        conn.waits_since = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - gunicorn has no types
        # Before anything is read: a slow guest is no busy server.
        self._here.waited = time.monotonic() - conn.waits_since
        return super().handle(conn)

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.inner, self.wsgi = self.wsgi, self._tell

    def _tell(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        answer: Iterable[bytes] = self.inner({**environ, WAITED: self._here.waited}, start)
        return answer
