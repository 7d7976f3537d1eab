"""The way from a browser to a server, which goes away and loses things when it is told to."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.processes import PATIENCE
from tests.servers import in_a_thread

# Where a phone speaks with the server about what waits, and hears the news.
SYNC = ("/outbox", "/replica")
# What can befall such a request: lost on its way there; done by the server, and the answer lost or
# cut short on its way back.
FAULTS = ("request", "answer", "half")
# What concerns one connection only.
HOP = ("connection", "keep-alive", "transfer-encoding", "content-length")


@dataclass
class Network:
    """What a browser's requests go through, at an address of its own.

    `away`: nothing gets through. `holds`: what waits does not, all else does. `fault` befalls the
    next request of the phone's with the server, once.
    """

    server: int
    origin: str = ""
    away: bool = False
    holds: bool = False
    fault: str = ""

    def befalls(self, path: str) -> str:
        """What becomes of a request; "" where it gets through and back."""
        if self.away:
            return "request"
        if not path.startswith(SYNC):
            return ""
        fault, self.fault = self.fault, ""
        return "request" if self.holds else fault


@contextmanager
def network(server: int) -> Iterator[Network]:
    """A way to the server on that port."""
    way = Network(server)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), _carrier(way))
    way.origin = f"http://localhost:{listening.server_port}"
    with in_a_thread.running(listening):
        yield way


def _carrier(way: Network) -> type[BaseHTTPRequestHandler]:
    class Carrier(BaseHTTPRequestHandler):
        def carry(self) -> None:
            """Answer as the server does, or end the connection without a word."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fault = way.befalls(self.path)
            if fault == "request":
                return
            # A server that has been killed, or a browser: then there is nobody to tell.
            with suppress(OSError, HTTPException):
                self._answer(fault, *_asked(way.server, self, body))

        do_GET = do_POST = carry

        def _answer(
            self, fault: str, status: int, headers: list[tuple[str, str]], body: bytes
        ) -> None:
            if fault == "answer":
                return
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault == "half" else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Carrier


def _asked(
    port: int, asked: BaseHTTPRequestHandler, body: bytes
) -> tuple[int, list[tuple[str, str]], bytes]:
    """The status, headers and body of the server's answer."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as server:
        server.request(asked.command, asked.path, body, dict(_lasting(asked.headers.items())))
        answer = server.getresponse()
        return answer.status, _lasting(answer.getheaders()), answer.read()


def _lasting(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that concern more than one connection."""
    return [(name, value) for name, value in headers if name.lower() not in HOP]
