"""Whose silence is taken for the end, and whose is not: those whose words were just read."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

if sys.platform != "linux":
    pytest.skip("there is no epoll here", allow_module_level=True)

from gunicorn.config import Config

from blueprints.shared.serving import connections
from blueprints.shared.serving.connections import Connection, IdleConnections
from blueprints.shared.serving.worker import while_others_wait

pytestmark = pytest.mark.once

HALF_A_MINUTE = 30.0
ASKS = b"GET /people HTTP/1.1\r\n"


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The connection's own end of a connection, and ours."""
    with ExitStack() as opened:
        theirs, ours = map(opened.enter_context, socket.socketpair())
        yield theirs, ours


@pytest.fixture
def connection(ends: tuple[socket.socket, socket.socket]) -> Iterator[Connection]:
    connection = Connection(Config(), ends[1], "", "")
    yield connection
    connection.buffer.close()


@pytest.fixture
def theirs(ends: tuple[socket.socket, socket.socket]) -> socket.socket:
    return ends[0]


def test_whoever_was_silent_for_too_long_has_come_to_an_end(connection: Connection) -> None:
    idle = IdleConnections()
    idle.wait_for(connection, 0.0)

    idle.expire(lambda _: HALF_A_MINUTE)
    assert _is_listened_to(connection)

    idle.expire(lambda _: 0.0)
    assert not _is_listened_to(connection)
    assert idle.ready() == [connection]


def test_whoever_has_said_something_waits_for_a_thread_as_long_as_it_takes(
    connection: Connection, theirs: socket.socket
) -> None:
    idle = IdleConnections()
    idle.wait_for(connection, 0.0)
    theirs.sendall(ASKS)

    idle.expire(lambda _: 0.0)

    assert idle.ready() == [connection]
    assert _is_listened_to(connection)


def test_whose_words_a_thread_has_just_read_is_not_silent(
    connection: Connection, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = IdleConnections()
    idle.wait_for(connection, 0.0)
    theirs.sendall(ASKS)

    def read_by_a_thread(*_: object) -> None:
        assert idle.ready() == [connection]
        connection.sock.recv(len(ASKS))

    monkeypatch.setattr(connections, "received", read_by_a_thread)
    idle.expire(lambda _: 0.0)

    assert _is_listened_to(connection)


def test_who_was_just_answered_may_be_silent_again(
    connection: Connection, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = IdleConnections()
    idle.wait_for(connection, HALF_A_MINUTE)
    connection.since -= HALF_A_MINUTE
    theirs.sendall(ASKS)

    def answered_by_a_thread(*_: object) -> None:
        assert idle.ready() == [connection]
        connection.sock.recv(len(ASKS))
        idle.wait_for(connection, HALF_A_MINUTE)

    monkeypatch.setattr(connections, "received", answered_by_a_thread)
    idle.expire(lambda one: one.patience)

    assert _is_listened_to(connection)


@pytest.mark.parametrize("answered_before", [False, True])
def test_whoever_dawdles_over_a_request_makes_room(
    connection: Connection, answered_before: bool
) -> None:
    idle = IdleConnections()
    connection.initialized = answered_before
    connection.buffer.add(ASKS)
    connection.buffer.began -= HALF_A_MINUTE
    idle.wait_for(connection, HALF_A_MINUTE)

    idle.expire(while_others_wait)

    assert not _is_listened_to(connection)


def test_whoever_was_answered_before_may_take_their_time(connection: Connection) -> None:
    idle = IdleConnections()
    connection.buffer.began -= HALF_A_MINUTE
    connection.initialized = True
    idle.wait_for(connection, HALF_A_MINUTE)

    idle.expire(while_others_wait)

    assert _is_listened_to(connection)


def test_a_request_is_not_begun_before_its_first_byte(connection: Connection) -> None:
    idle = IdleConnections()
    connection.buffer.began -= HALF_A_MINUTE
    connection.initialized = True
    connection.buffer.add(ASKS)
    idle.wait_for(connection, HALF_A_MINUTE)

    idle.expire(while_others_wait)

    assert _is_listened_to(connection)


def test_whoever_goes_on_talking_after_the_last_answer_is_told_that_nobody_listens() -> None:
    idle = IdleConnections()
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname()) as theirs,
        closing(Connection(Config(), door.accept()[0], "", "")) as connection,
        closing(connection.buffer),
    ):
        connection.closing = True
        idle.wait_for(connection, 0.0)
        connection.sock.shutdown(socket.SHUT_WR)
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            _talk_for_ever(theirs)

        idle.expire(lambda _: 0.0)
        while connection.read():
            pass
        connection.close()

        theirs.settimeout(HALF_A_MINUTE)
        with pytest.raises(ConnectionError):
            _talk_for_ever(theirs)


def _talk_for_ever(connection: socket.socket) -> None:
    while True:
        connection.sendall(ASKS)


def _is_listened_to(connection: Connection) -> bool:
    try:
        return bool(connection.sock.recv(1, socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
