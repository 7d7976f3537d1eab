"""In which order guests are answered who have said what they want."""

import socket
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

if sys.platform != "linux":
    pytest.skip("gunicorn's own threads serve here", allow_module_level=True)

from gunicorn.config import Config

from blueprints.shared.serving.guests import Guest
from blueprints.shared.serving.line import STANDS_BACK, Line

pytestmark = pytest.mark.once

ACT = b"POST /outbox HTTP/1.1\r\nSec-Fetch-Mode: cors\r\nContent-Length: 0\r\n\r\n"
LOOK = b"GET /replica HTTP/1.1\r\nSec-Fetch-Mode: cors\r\n\r\n"
PAGE = b"GET /people HTTP/1.1\r\nSec-Fetch-Mode: navigate\r\n\r\n"


@pytest.fixture
def sock() -> Iterator[socket.socket]:
    with closing(socket.socket()) as sock:
        yield sock


def test_nobody_is_next_where_nobody_waits() -> None:
    line = Line()

    assert not line
    assert line.next() is None


def test_what_people_do_goes_before_what_scripts_look_at(sock: socket.socket) -> None:
    line, looks = Line(), [_guest(sock, LOOK) for _ in range(2)]
    acts = [_guest(sock, said) for said in (ACT, PAGE)]
    for guest in (*looks, *acts):
        line.join(guest)

    assert _in_order(line) == [*acts, *looks]


def test_whoever_only_looks_stands_back_no_longer_than_that(sock: socket.socket) -> None:
    moments = iter([0.0, STANDS_BACK - 0.1, STANDS_BACK + 0.1])
    line, look = Line(lambda: next(moments)), _guest(sock, LOOK)
    soon, late = _guest(sock, ACT), _guest(sock, ACT)
    for guest in (look, soon, late):
        line.join(guest)

    assert _in_order(line) == [soon, look, late]


def _guest(sock: socket.socket, said: bytes) -> Guest:
    guest = Guest(Config(), sock, "", "")
    guest.said.add(said)
    return guest


def _in_order(line: Line) -> list[Guest]:
    order = []
    while guest := line.next():
        order.append(guest)
        guest.said.close()
    return order
