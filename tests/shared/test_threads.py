"""What guests may do to a real server's threads: nobody else has to wait for it."""

import resource
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from urllib.request import urlopen

import pytest

from blueprints.shared.serving import GUESTS, THREADS, WORKERS
from tests.processes import limited
from tests.servers.wellmet import Machine
from tests.shared.test_serving import PATIENCE, Start, _page, port, start

__all__ = ["port", "start"]

pytestmark = pytest.mark.once

TOO_MANY = 3 * WORKERS * THREADS
MORE_THAN_ARE_KEPT = WORKERS * GUESTS + 100
FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
ASKS = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
GREETS_AS_TLS = bytes.fromhex("16030100a5010000a10303")
POSTS = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\nemail="
)
FORM = 400
FAR_TOO_LONG = 4 * 1024 * 1024


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server that is ready."""
    machine = Machine(tmp_path_factory.mktemp("served"), {})
    machine.start_again()
    yield machine.port
    machine.kill()


def test_silent_connections_keep_nobody_waiting(served: int) -> None:
    with _guests(served):
        assert _is_served(served)


@pytest.mark.skipif(FILES < 2 * MORE_THAN_ARE_KEPT, reason="no process may have so many files here")
def test_more_silent_connections_than_are_kept_keep_nobody_waiting(served: int) -> None:
    with limited(resource.RLIMIT_NOFILE, FILES), _guests(served, MORE_THAN_ARE_KEPT):
        assert _is_served(served)


def test_whoever_is_told_goodbye_and_stays_keeps_nobody_waiting(served: int) -> None:
    with _guests(served) as guests:
        for guest in guests:
            guest.sendall(LAST)
        assert all(_heard(guest).startswith(b"HTTP/1.1 200 ") for guest in guests)
        assert _is_served(served)


def test_nonsense_costs_no_thread(served: int) -> None:
    with _guests(served) as guests:
        for guest in guests:
            guest.sendall(GREETS_AS_TLS)
            guest.shutdown(socket.SHUT_WR)
        for guest in guests:
            _heard(guest)
        assert _is_served(served)


def test_whoever_goes_silent_in_the_middle_gives_the_thread_back(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    _page(f"http://127.0.0.1:{port}/")
    with _guest(port) as asking, _guest(port) as posting:
        asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        posting.sendall(POSTS % FORM)
        assert _heard(asking) == b""
        assert _heard(posting).startswith(b"HTTP/1.1 400 ")
    process.send_signal(signal.SIGTERM)

    assert process.communicate(timeout=PATIENCE)[1] == ""


def test_a_connection_may_ask_again_and_twice_in_one_breath(served: int) -> None:
    with _guest(served) as guest:
        guest.sendall(ASKS)
        assert guest.recv(1024).startswith(b"HTTP/1.1 200 ")
        guest.sendall(ASKS + ASKS + LAST)
        assert _heard(guest).count(b"HTTP/1.1 200 ") == 3


def test_a_connection_that_is_not_needed_is_closed(served: int) -> None:
    with _guest(served) as guest:
        guest.sendall(ASKS)
        assert _heard(guest).startswith(b"HTTP/1.1 200 ")


def test_who_sends_far_too_much_hears_why(served: int) -> None:
    with _guest(served) as guest:
        guest.sendall(POSTS % FAR_TOO_LONG)
        guest.sendall(b"x" * FAR_TOO_LONG)
        assert _heard(guest).startswith(b"HTTP/1.1 413 ")


@contextmanager
def _guests(port: int, count: int = TOO_MANY) -> Iterator[list[socket.socket]]:
    """So many connections: more than there are threads."""
    with ExitStack() as opened:
        yield [opened.enter_context(_guest(port)) for _ in range(count)]


def _guest(port: int) -> closing[socket.socket]:
    return closing(socket.create_connection(("127.0.0.1", port), PATIENCE))


def _heard(guest: socket.socket) -> bytes:
    """All that is said until the server hangs up."""
    return b"".join(iter(lambda: guest.recv(4096), b""))


def _is_served(port: int) -> bool:
    with urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=PATIENCE) as answer:
        return bool(answer.status == 200)
