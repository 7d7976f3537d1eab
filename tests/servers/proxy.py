"""A small proxy: each request goes to the next machine, and past one that nobody answers at."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

from . import in_a_thread

HOP_BY_HOP = ("connection", "transfer-encoding", "keep-alive", "content-length")
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What a machine answered."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def told(self) -> Any:
        """What a script is told."""
        return json.loads(self.body)


def ask(
    port: int, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Answer:
    """One request on a connection of its own. Raises OSError where nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body or None, dict(headers or {}))
        got = connection.getresponse()
        return Answer(got.status, got.getheaders(), got.read())
    except HTTPException as error:
        raise ConnectionError(str(error)) from None
    finally:
        connection.close()


@contextmanager
def opened(ports: Sequence[int]) -> Iterator[int]:
    """The port of a proxy before those ports."""
    server = Proxy(ports)
    with in_a_thread.running(server):
        yield int(server.server_port)


class Proxy(ThreadingHTTPServer):
    """Passes each request on."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports, self.turn = ports, count()
        super().__init__(("127.0.0.1", 0), Handler)

    def pass_on(self, *request: Any) -> Answer:
        """What the next machine answers; 502 where that is not known, or nobody is there."""
        first = next(self.turn)
        for at in range(len(self.ports)):
            try:
                return ask(self.ports[(first + at) % len(self.ports)], *request)
            except ConnectionRefusedError:
                continue
            except OSError:
                # It may have been done: only whoever asked can know whether to ask again.
                break
        return Answer(502, (), b"")


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Proxy

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._tell(self.server.pass_on(self.command, self.path, body, dict(self.headers)))

    do_POST = do_GET

    def _tell(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
