"""When what somebody says is a whole request, however slowly and in whatever pieces it comes."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shared.serving.request_buffer import (
    ALTOGETHER,
    IN_MEMORY,
    LARGEST,
    PAUSE,
    RequestBuffer,
)
from tests.conftest import Actor

pytestmark = pytest.mark.once

HEAD = b"POST /people HTTP/1.1\r\nHost: localhost\r\n"
LOOK = b"GET /people HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORM = HEAD + b"Content-Length: 10\r\n\r\nname=Alice"
IN_CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CHUNKS = IN_CHUNKS + b"a\r\nname=Alice\r\n0\r\n\r\n"
WHOLE = (
    LOOK,
    FORM,
    HEAD + b"content-length:\t10 \r\n\r\nname=Alice",
    HEAD + b"Content-Length: 0\r\n\r\n",
    CHUNKS,
    IN_CHUNKS + b"5;by=hand\r\nname=\r\n00005\r\nAlice\r\n0\r\n\r\n",
    IN_CHUNKS + b"A\r\nx=0\r\n0\r\n\r\n\r\n0\r\n\r\n",
    IN_CHUNKS + b"a\r\nname=Alice\r\n0\r\nDigest: x\r\nEnd: 1\r\n\r\n",
    IN_CHUNKS + b"0\r\n\r\n",
)


@pytest.fixture
def buffer() -> Iterator[RequestBuffer]:
    with closing(RequestBuffer()) as buffer:
        yield buffer


@pytest.mark.parametrize("whole", WHOLE)
def test_a_request_that_comes_byte_by_byte_is_whole_with_its_last(
    buffer: RequestBuffer, whole: bytes
) -> None:
    for byte in whole:
        assert not buffer.is_whole
        buffer.add(bytes([byte]))

    assert buffer.is_whole


@given(request=st.sampled_from(WHOLE), cuts=st.lists(st.integers(0, 200)))
def test_a_request_is_whole_with_its_last_byte(request: bytes, cuts: list[int]) -> None:
    with closing(RequestBuffer()) as buffer:
        edges = sorted({0, *(cut for cut in cuts if cut < len(request)), len(request)})
        for begin, end in pairwise(edges):
            assert not buffer.is_whole
            buffer.add(request[begin:end])
        assert buffer.is_whole
        assert _read(buffer, len(request)) == request
        assert buffer.rest() == b""


def test_what_came_in_the_same_breath_is_the_next_request(buffer: RequestBuffer) -> None:
    buffer.add(FORM + LOOK)

    assert buffer.is_whole
    assert _read(buffer, len(FORM) + len(LOOK)) == FORM + LOOK


@pytest.mark.parametrize(
    ("method", "mode", "is_script_get"),
    [
        (b"GET", b"Sec-Fetch-Mode: cors", True),
        (b"GET", b"sec-fetch-mode:same-origin ", True),
        (b"GET", b"Sec-Fetch-Mode: navigate", False),
        (b"GET", b"Sec-Fetch-Mode: no-cors", False),
        (b"GET", b"X-Of: cors", False),
        (b"POST", b"Sec-Fetch-Mode: cors", False),
    ],
)
def test_what_a_script_asks_for_is_told_from_what_somebody_does(
    buffer: RequestBuffer, method: bytes, mode: bytes, is_script_get: bool
) -> None:
    buffer.add(method + b" /replica HTTP/1.1\r\nHost: localhost\r\n" + mode + b"\r\n\r\n")

    assert buffer.is_script_get is is_script_get


@pytest.mark.parametrize("cut", [LOOK[:-2], FORM[:-1], CHUNKS[:-1]])
def test_what_was_cut_off_is_read_by_nobody_to_its_end(buffer: RequestBuffer, cut: bytes) -> None:
    buffer.add(cut)
    assert not buffer.is_whole

    buffer.add(b"")

    assert buffer.is_whole
    with pytest.raises(ConnectionResetError):
        _read(buffer, len(cut) + 1)


@pytest.mark.parametrize("size", [b"\r\n", b"-1\r\n", b"0x5\r\n", b"f" * 16 + b"\r\n", b"5" * 9000])
def test_chunks_of_no_size_are_given_to_the_parser(buffer: RequestBuffer, size: bytes) -> None:
    buffer.add(IN_CHUNKS + size)

    assert buffer.is_whole


def test_nothing_at_all_is_no_request(buffer: RequestBuffer) -> None:
    assert not buffer.is_whole

    buffer.add(b"")

    assert not buffer.is_whole


@pytest.mark.parametrize("length", [LARGEST + 1, 10**14])
def test_whoever_announces_too_much_is_answered_at_once(buffer: RequestBuffer, length: int) -> None:
    buffer.add(HEAD + b"Content-Length: %d\r\n\r\n" % length)

    assert buffer.is_whole
    assert not buffer.needs_disk


def test_a_head_without_an_end_is_given_to_the_parser(buffer: RequestBuffer) -> None:
    buffer.add(b"x" * (64 * 1024))
    assert not buffer.is_whole

    buffer.add(b"x")

    assert buffer.is_whole


def test_a_place_on_the_disk_is_for_what_has_come_and_not_for_what_was_announced(
    buffer: RequestBuffer,
) -> None:
    buffer.add(HEAD + b"Content-Length: %d\r\n\r\n" % LARGEST)
    assert not buffer.needs_disk

    buffer.add(b"x" * IN_MEMORY)
    assert buffer.needs_disk


@pytest.mark.parametrize(
    "field",
    [
        b"Content-Length: 5",
        b"Content-Length: 0000000000000000005",
        b"Content-Length : 5",
        b"Content-Length:\r\n 5",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding : chunked",
    ],
)
def test_whatever_speaks_of_a_body_may_have_one(buffer: RequestBuffer, field: bytes) -> None:
    buffer.add(HEAD + field + b"\r\n\r\n")

    assert not buffer.has_no_body


@pytest.mark.parametrize(
    ("field", "asks"),
    [
        (b"Expect: 100-continue\r\nContent-Length: 10\r\n", True),
        (b"expect:100-Continue \r\nContent-Length: 10\r\n", True),
        (b"Content-Length: 10\r\n", False),
        (b"Expect: 100-continue\r\n", False),
        (b"Expect: 100-continue\r\nContent-Length: %d\r\n" % (LARGEST + 1), False),
    ],
)
def test_who_asks_whether_they_may_go_on(buffer: RequestBuffer, field: bytes, asks: bool) -> None:
    buffer.add(HEAD + field + b"\r\n")

    assert buffer.expects_continue == asks


def test_an_old_client_is_not_told_to_go_on(buffer: RequestBuffer) -> None:
    head = HEAD.replace(b"HTTP/1.1", b"HTTP/1.0")
    buffer.add(head + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n")

    assert not buffer.expects_continue


def test_nobody_may_take_for_ever(buffer: RequestBuffer) -> None:
    assert 0 < buffer.patience <= PAUSE

    buffer.began -= ALTOGETHER

    assert buffer.patience <= 0


def test_no_view_takes_more_than_is_heard(alice: Actor) -> None:
    views = alice.client.application.view_functions.values()

    assert 0 < max(getattr(view, "takes", 0) for view in views) < LARGEST


def _read(buffer: RequestBuffer, size: int) -> bytes:
    """As a parser does: until it has what it needs."""
    portions, found = buffer.portions(), b""
    while len(found) < size:
        found += next(portions)
    return found
