"""Who is hung up on for their silence, and who is not: whose words a thread has just read."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

if sys.platform != "linux":
    pytest.skip("there is no epoll here", allow_module_level=True)

from gunicorn.config import Config

from blueprints.shared import guests
from blueprints.shared.guests import Guest, Silent

pytestmark = pytest.mark.once

HALF_A_MINUTE = 30.0
ASKS = b"GET /people HTTP/1.1\r\n"


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The guest's own end of a connection, and ours."""
    with ExitStack() as opened:
        theirs, ours = map(opened.enter_context, socket.socketpair())
        theirs.setblocking(False)
        yield theirs, ours


@pytest.fixture
def guest(ends: tuple[socket.socket, socket.socket]) -> Guest:
    return Guest(Config(), ends[1], "", "")


@pytest.fixture
def theirs(ends: tuple[socket.socket, socket.socket]) -> socket.socket:
    return ends[0]


def test_whoever_was_silent_for_too_long_is_hung_up_on(guest: Guest, theirs: socket.socket) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)

    silent.hang_up(lambda _: HALF_A_MINUTE)
    assert _is_open(theirs)

    silent.hang_up(lambda _: 0.0)
    assert not _is_open(theirs)
    assert silent.next() is guest


def test_whoever_has_said_something_waits_for_a_thread_as_long_as_it_takes(
    guest: Guest, theirs: socket.socket
) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)
    theirs.sendall(ASKS)

    silent.hang_up(lambda _: 0.0)

    assert _is_open(theirs)
    assert silent.next() is guest


def test_whose_words_a_thread_has_just_read_is_not_silent(
    guest: Guest, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)
    theirs.sendall(ASKS)

    def read_by_a_thread(_: socket.socket) -> None:
        assert silent.next() is guest
        guest.sock.recv(len(ASKS))

    monkeypatch.setattr(guests, "first_word", read_by_a_thread)
    silent.hang_up(lambda _: 0.0)

    assert _is_open(theirs)


def test_who_was_just_answered_may_be_silent_again(
    guest: Guest, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    silent.wait_for(guest, HALF_A_MINUTE)
    guest.since -= HALF_A_MINUTE
    theirs.sendall(ASKS)

    def answered_by_a_thread(_: socket.socket) -> None:
        assert silent.next() is guest
        guest.sock.recv(len(ASKS))
        silent.wait_for(guest, HALF_A_MINUTE)

    monkeypatch.setattr(guests, "first_word", answered_by_a_thread)
    silent.hang_up(lambda one: one.patience)

    assert _is_open(theirs)


def _is_open(theirs: socket.socket) -> bool:
    try:
        return theirs.recv(1) != b""
    except BlockingIOError:
        return True
