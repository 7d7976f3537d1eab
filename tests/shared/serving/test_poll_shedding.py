"""Which looks are turned away unread, and what they are told."""

import sys
from collections.abc import Iterator
from contextlib import closing
from email.parser import BytesParser

import pytest

if sys.platform != "linux":
    pytest.skip("gunicorn's own threads serve here", allow_module_level=True)

from blueprints.shared import journal
from blueprints.shared.posting import Wellmet
from blueprints.shared.serving.load_shedding import LONGEST, POLL_PATIENCE
from blueprints.shared.serving.poll_shedding import PollShedding
from blueprints.shared.serving.request_buffer import RequestBuffer
from blueprints.shared.serving.retry_schedule import SOONEST

pytestmark = pytest.mark.once

LATE = POLL_PATIENCE + 0.1
SCRIPT = "Sec-Fetch-Mode: cors"
LOOK = f"GET /replica?since=12 HTTP/1.1\r\n{SCRIPT}\r\n"


@pytest.fixture
def shedding(app: Wellmet) -> PollShedding:
    return PollShedding(app)


@pytest.fixture
def told(app: Wellmet) -> list[journal.Answered]:
    """What the journal and the metrics are told."""
    heard: list[journal.Answered] = []
    app.extensions[journal.HEARERS].append(heard.append)
    return heard


@pytest.fixture
def buffer() -> Iterator[RequestBuffer]:
    with closing(RequestBuffer()) as buffer:
        yield buffer


@pytest.mark.parametrize(
    ("asked", "route"),
    [
        ("/replica?since=12&phone=a", "/replica"),
        ("/replica?phone=a&since=3&person=b", "/replica"),
        ("/swap/arrivals", "/swap/arrivals"),
        ("/swap/arrivals?since=0", "/swap/arrivals"),
    ],
)
def test_what_is_asked_every_so_often_gives_way_first(
    shedding: PollShedding,
    told: list[journal.Answered],
    buffer: RequestBuffer,
    asked: str,
    route: str,
) -> None:
    buffer.add(f"GET {asked} HTTP/1.1\r\n{SCRIPT}\r\n\r\n".encode())

    assert shedding.refusal(buffer, POLL_PATIENCE) is None
    assert told == []
    assert _status(shedding.refusal(buffer, LATE)) == b"HTTP/1.1 429 Too Many Requests"
    assert [(one.method, one.route, one.status) for one in told] == [("GET", route, 429)]


@pytest.mark.parametrize(
    "asked",
    [
        f"GET /replica?since=0 HTTP/1.1\r\n{SCRIPT}\r\n",
        f"GET /replica?phone=a HTTP/1.1\r\n{SCRIPT}\r\n",
        f"GET /replicas?since=12 HTTP/1.1\r\n{SCRIPT}\r\n",
        f"GET /swap/arrivals/more HTTP/1.1\r\n{SCRIPT}\r\n",
        f"GET /static/main.css HTTP/1.1\r\n{SCRIPT}\r\n",
        f"POST /outbox?since=12 HTTP/1.1\r\n{SCRIPT}\r\nContent-Length: 0\r\n",
        "GET /replica?since=12 HTTP/1.1\r\nSec-Fetch-Mode: navigate\r\n",
        "GET /replica?since=12 HTTP/1.1\r\nHost: localhost\r\n",
        f"{LOOK}Content-Length: 3\r\n",
        f"{LOOK}Transfer-Encoding: chunked\r\n",
    ],
)
def test_all_else_is_for_the_app(
    shedding: PollShedding, told: list[journal.Answered], buffer: RequestBuffer, asked: str
) -> None:
    buffer.add(f"{asked}\r\n0\r\n\r\n".encode())

    assert shedding.refusal(buffer, 2 * LONGEST) is None
    assert told == []


def test_a_phone_holds_nothing_back_unless_all_wait_too_long(
    shedding: PollShedding, buffer: RequestBuffer
) -> None:
    buffer.add(f"{LOOK}\r\n".encode())

    assert "Retry-After" not in _headers(shedding.refusal(buffer, LONGEST))
    assert _headers(shedding.refusal(buffer, LONGEST + 0.1))["Retry-After"] == str(SOONEST)


def test_the_journal_has_it_under_the_name_that_the_answer_tells(
    shedding: PollShedding, told: list[journal.Answered], buffer: RequestBuffer
) -> None:
    buffer.add(f"{LOOK}\r\n".encode())

    headers = _headers(shedding.refusal(buffer, LATE))

    assert [one.request for one in told] == [headers["X-Request-Id"]]
    assert headers["Content-Length"] == "0"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "closes"),
    [
        (LOOK, False),
        (f"{LOOK}Connection: keep-alive\r\n", False),
        (f"{LOOK}connection: CLOSE\r\n", True),
        (LOOK.replace("HTTP/1.1", "HTTP/1.0"), True),
    ],
)
def test_the_line_stays_open_for_whoever_wants_it(
    shedding: PollShedding, buffer: RequestBuffer, asked: str, closes: bool
) -> None:
    buffer.add(f"{asked}\r\nGET /people HTTP/1.1\r\nConnection: close\r\n\r\n".encode())

    assert (_headers(shedding.refusal(buffer, LATE)).get("Connection") == "close") is closes


def _status(answer: bytes | None) -> bytes:
    return (answer or b"").partition(b"\r\n")[0]


def _headers(answer: bytes | None) -> dict[str, str]:
    lines = (answer or b"").partition(b"\r\n")[2]
    return dict(BytesParser().parsebytes(lines).items())
