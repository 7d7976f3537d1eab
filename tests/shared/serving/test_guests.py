"""Whose silence is taken for the end, and whose is not: those whose words were just read."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

if sys.platform != "linux":
    pytest.skip("there is no epoll here", allow_module_level=True)

from gunicorn.config import Config

from blueprints.shared.serving import guests
from blueprints.shared.serving.guests import Guest, Silent
from blueprints.shared.serving.threads import while_others_wait

pytestmark = pytest.mark.once

HALF_A_MINUTE = 30.0
ASKS = b"GET /people HTTP/1.1\r\n"


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The guest's own end of a connection, and ours."""
    with ExitStack() as opened:
        theirs, ours = map(opened.enter_context, socket.socketpair())
        yield theirs, ours


@pytest.fixture
def guest(ends: tuple[socket.socket, socket.socket]) -> Iterator[Guest]:
    guest = Guest(Config(), ends[1], "", "")
    yield guest
    guest.said.close()


@pytest.fixture
def theirs(ends: tuple[socket.socket, socket.socket]) -> socket.socket:
    return ends[0]


def test_whoever_was_silent_for_too_long_has_come_to_an_end(guest: Guest) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)

    silent.stop_listening(lambda _: HALF_A_MINUTE)
    assert _is_listened_to(guest)

    silent.stop_listening(lambda _: 0.0)
    assert not _is_listened_to(guest)
    assert silent.speaking() == [guest]


def test_whoever_has_said_something_waits_for_a_thread_as_long_as_it_takes(
    guest: Guest, theirs: socket.socket
) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)
    theirs.sendall(ASKS)

    silent.stop_listening(lambda _: 0.0)

    assert silent.speaking() == [guest]
    assert _is_listened_to(guest)


def test_whose_words_a_thread_has_just_read_is_not_silent(
    guest: Guest, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    silent.wait_for(guest, 0.0)
    theirs.sendall(ASKS)

    def read_by_a_thread(*_: object) -> None:
        assert silent.speaking() == [guest]
        guest.sock.recv(len(ASKS))

    monkeypatch.setattr(guests, "received", read_by_a_thread)
    silent.stop_listening(lambda _: 0.0)

    assert _is_listened_to(guest)


def test_who_was_just_answered_may_be_silent_again(
    guest: Guest, theirs: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Silent()
    silent.wait_for(guest, HALF_A_MINUTE)
    guest.since -= HALF_A_MINUTE
    theirs.sendall(ASKS)

    def answered_by_a_thread(*_: object) -> None:
        assert silent.speaking() == [guest]
        guest.sock.recv(len(ASKS))
        silent.wait_for(guest, HALF_A_MINUTE)

    monkeypatch.setattr(guests, "received", answered_by_a_thread)
    silent.stop_listening(lambda one: one.patience)

    assert _is_listened_to(guest)


def test_whoever_dawdles_over_their_first_request_makes_room(
    guest: Guest, theirs: socket.socket
) -> None:
    silent = Silent()
    guest.said.began -= HALF_A_MINUTE
    theirs.sendall(ASKS)
    assert guest.hear() == ASKS
    silent.wait_for(guest, HALF_A_MINUTE)

    silent.stop_listening(while_others_wait)

    assert not _is_listened_to(guest)


def test_whoever_was_answered_before_may_take_their_time(guest: Guest) -> None:
    silent = Silent()
    guest.said.began -= HALF_A_MINUTE
    guest.initialized = True
    silent.wait_for(guest, HALF_A_MINUTE)

    silent.stop_listening(while_others_wait)

    assert _is_listened_to(guest)


def test_whoever_goes_on_talking_after_the_last_answer_is_told_that_nobody_listens() -> None:
    silent = Silent()
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname()) as theirs,
        closing(Guest(Config(), door.accept()[0], "", "")) as guest,
        closing(guest.said),
    ):
        guest.leaving = True
        silent.wait_for(guest, 0.0)
        guest.sock.shutdown(socket.SHUT_WR)
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            _talk_for_ever(theirs)

        silent.stop_listening(lambda _: 0.0)
        while guest.hear():
            pass
        guest.close()

        theirs.settimeout(HALF_A_MINUTE)
        with pytest.raises(ConnectionError):
            _talk_for_ever(theirs)


def _talk_for_ever(guest: socket.socket) -> None:
    while True:
        guest.sendall(ASKS)


def _is_listened_to(guest: Guest) -> bool:
    try:
        return bool(guest.sock.recv(1, socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
