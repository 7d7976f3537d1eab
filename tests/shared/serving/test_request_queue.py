"""In which order connections are answered who have buffer what they want."""

import socket
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

if sys.platform != "linux":
    pytest.skip("gunicorn's own threads serve here", allow_module_level=True)

from gunicorn.config import Config

from blueprints.shared.serving.connections import Connection
from blueprints.shared.serving.request_queue import POLLS_STAND_BACK, RequestQueue

pytestmark = pytest.mark.once

ACT = b"POST /outbox HTTP/1.1\r\nSec-Fetch-Mode: cors\r\nContent-Length: 0\r\n\r\n"
LOOK = b"GET /replica HTTP/1.1\r\nSec-Fetch-Mode: cors\r\n\r\n"
PAGE = b"GET /people HTTP/1.1\r\nSec-Fetch-Mode: navigate\r\n\r\n"


@pytest.fixture
def sock() -> Iterator[socket.socket]:
    with closing(socket.socket()) as sock:
        yield sock


def test_nobody_is_next_where_nobody_waits() -> None:
    line = RequestQueue()

    assert not line
    assert line.next() is None


def test_what_people_do_goes_before_what_scripts_look_at(sock: socket.socket) -> None:
    line, looks = RequestQueue(), [_guest(sock, LOOK) for _ in range(2)]
    acts = [_guest(sock, buffer) for buffer in (ACT, PAGE)]
    for connection in (*looks, *acts):
        line.put(connection)

    assert _in_order(line) == [*acts, *looks]


def test_whoever_only_looks_stands_back_no_longer_than_that(sock: socket.socket) -> None:
    moments = iter([0.0, POLLS_STAND_BACK - 0.1, POLLS_STAND_BACK + 0.1])
    line, look = RequestQueue(lambda: next(moments)), _guest(sock, LOOK)
    soon, late = _guest(sock, ACT), _guest(sock, ACT)
    for connection in (look, soon, late):
        line.put(connection)

    assert _in_order(line) == [soon, look, late]


def _guest(sock: socket.socket, buffer: bytes) -> Connection:
    connection = Connection(Config(), sock, "", "")
    connection.buffer.add(buffer)
    return connection


def _in_order(line: RequestQueue) -> list[Connection]:
    order = []
    while connection := line.next():
        order.append(connection)
        connection.buffer.close()
    return order
