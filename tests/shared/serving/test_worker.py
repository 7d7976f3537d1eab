"""What connections may do to a real server's threads: nobody else has to wait for it."""

import json
import os
import re
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

if sys.platform != "linux":
    pytest.skip("gunicorn's own threads serve here", allow_module_level=True)

from blueprints.shared.folders import ROOT
from blueprints.shared.ids import new_id
from blueprints.shared.serving.load_shedding import POLL_PATIENCE
from blueprints.shared.serving.request_buffer import IN_MEMORY, LARGEST
from blueprints.shared.serving.server import MOST_CONNECTIONS, THREADS, WORKERS
from blueprints.shared.serving.worker import ON_THE_DISK
from tests import cast
from tests.processes import answers, limited, wait_until
from tests.servers.wellmet import Machine
from tests.shared.serving.started import PATIENCE, Start, page

pytestmark = pytest.mark.once

TOO_MANY = 3 * WORKERS * THREADS
MORE_THAN_ARE_KEPT = WORKERS * MOST_CONNECTIONS + 100
FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
ASKS = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
BY_SCRIPT = b"Host: localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"
LOOKS = b"GET /swap/arrivals HTTP/1.1\r\nConnection: close\r\n" + BY_SCRIPT + b"\r\n"
DOES = LOOKS.replace(b"GET /swap/arrivals", b"POST /outbox")
MANY = 40
GREETS_AS_TLS = bytes.fromhex("16030100a5010000a10303")
POSTS = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\nemail="
)
FORM = 400
# Long before a server that ends cuts off whoever is slow, in seconds.
SOON = 8.0
FAR_TOO_LONG = 4 * 1024 * 1024
LARGE = 100_000
WELCOME = b"HTTP/1.1 100 Continue\r\n\r\n"
SIGN_UP = (
    b"POST /sign-up HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
FILE = SIGN_UP.replace(b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x")
UNREAD = SIGN_UP.replace(b"application/x-www-form-urlencoded", b"text/plain")
REPORT = b"POST /policy-reports HTTP/1.1\r\nHost: localhost\r\n"
NONSENSE = [
    b"a secret\r\nname=x\r\n0\r\n\r\n",
    b"\r\nname=x\r\n0\r\n\r\n",
    b"-6\r\nname=x\r\n0\r\n\r\n",
    b'6;a="secret\r\nname=x\r\n0\r\n\r\n',
    b"6\r\nname=xsecret\r\n0\r\n\r\n",
    b"6\r\nname=x\r\n0\r\na secret\r\n\r\n",
    b"6\r\nname=x\r\n0\r\nA: b\r\n secret\r\n\r\n",
]
ALICE = urlencode(
    {
        **{"id": new_id(), "name": cast.ALICE.name, "email": cast.ALICE.email},
        **{"password": cast.PASSWORD, "zone": cast.ZONE},
    }
).encode()
SIGNS_UP = SIGN_UP + b"Content-Length: %d\r\n\r\n" % len(ALICE) + ALICE


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
    with _guests(served) as connections:
        for connection in connections:
            connection.sendall(LAST)
        assert all(_heard(connection).startswith(b"HTTP/1.1 200 ") for connection in connections)
        assert _is_served(served)


def test_nonsense_costs_no_thread(served: int) -> None:
    with _guests(served) as connections:
        for connection in connections:
            connection.sendall(GREETS_AS_TLS)
            connection.shutdown(socket.SHUT_WR)
        for connection in connections:
            _heard(connection)
        assert _is_served(served)


def test_whoever_goes_silent_in_the_middle_gives_the_thread_back(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    with _guest(port) as asking, _guest(port) as posting:
        asking.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        posting.sendall(POSTS % FORM)
        assert _heard(asking) == b""
        assert _heard(posting).startswith(b"HTTP/1.1 400 ")
    process.send_signal(signal.SIGTERM)

    assert process.communicate(timeout=PATIENCE)[1] == ""


def test_whoever_says_it_slowly_keeps_nobody_waiting(served: int) -> None:
    slow = [(ASKS, len(ASKS) // 2), (SIGNS_UP, len(SIGNS_UP) - 1)]
    with _guests(served) as asking, _guests(served) as posting:
        pairs = list(zip((asking, posting), slow, strict=True))
        for connections, (said, half) in pairs:
            for connection in connections:
                connection.sendall(said[:half])
        assert _is_served(served)
        for connections, (said, half) in pairs:
            connections[0].sendall(said[half:])
        assert _heard(asking[0]).startswith(b"HTTP/1.1 200 ")
        assert _heard(posting[0]).startswith(b"HTTP/1.1 303 ")


def test_whoever_hears_it_slowly_keeps_nobody_waiting(served: int) -> None:
    with ExitStack() as opened:
        connections = [opened.enter_context(_slow_guest(served)) for _ in range(TOO_MANY)]
        for connection in connections:
            connection.sendall(b"GET /service_worker.js HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert _is_served(served)
        head, _, script = _heard(connections[0]).partition(b"\r\n\r\n")
        assert f"Content-Length: {len(script)}".encode() in head


def test_what_was_cut_off_is_not_done(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(SIGN_UP + b"Content-Length: %d\r\n\r\n" % (len(ALICE) + 1) + ALICE)
        connection.shutdown(socket.SHUT_WR)
        assert _heard(connection).startswith(b"HTTP/1.1 400 ")


def test_who_asks_whether_they_may_send_it_is_told(served: int) -> None:
    head, _, form = SIGNS_UP.partition(b"\r\n\r\n")
    with _guest(served) as connection:
        connection.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(len(WELCOME)) == WELCOME
        connection.sendall(form)
        assert _heard(connection).startswith(b"HTTP/1.1 303 ")


def test_who_asks_whether_they_may_send_far_too_much_is_told_no_such_thing(served: int) -> None:
    with _guest(served) as connection:
        length = b"Content-Length: %d\r\n" % (LARGEST + 1)
        connection.sendall(SIGN_UP + length + b"Expect: 100-continue\r\n\r\n")
        assert _heard(connection).startswith(b"HTTP/1.1 413 ")


def test_a_form_may_come_in_chunks(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(SIGN_UP + b"Transfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n%s\r\n" % (len(ALICE), ALICE))
        connection.sendall(b"0\r\n\r\n")
        assert _heard(connection).startswith(b"HTTP/1.1 303 ")


def test_whoever_only_announces_something_large_takes_no_room(served: int) -> None:
    with _guests(served, WORKERS * ON_THE_DISK + 1) as connections:
        for connection in connections:
            connection.sendall(POSTS % LARGE)
        with _guest(served) as posting:
            posting.sendall(POSTS % LARGE + b"x" * (LARGE - len(b"email=")))
            assert _heard(posting).startswith(b"HTTP/1.1 422 ")


def test_whoever_takes_a_long_answer_slowly_keeps_nobody_waiting(served: int) -> None:
    (reader,) = (ROOT / "static/dist").glob("zxing_reader-*.wasm")
    asks = b"GET /static/%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % reader.name.encode()
    with ExitStack() as opened:
        guests = [opened.enter_context(_slow_guest(served)) for _ in range(TOO_MANY)]
        for guest in guests:
            guest.sendall(asks)
        opened.enter_context(_sipping(guests))
        assert page(f"http://127.0.0.1:{served}/sign-in")


def test_nonsense_is_not_written_down(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1", LOG="json")
    page(f"http://127.0.0.1:{port}/")
    with _guest(port) as guest:
        guest.sendall(b"GET /c/0000aaaa0000 HTTP/9\r\n\r\n")
        assert _heard(guest).startswith(b"HTTP/1.1 400 ")
    process.send_signal(signal.SIGTERM)

    assert "0000aaaa0000" not in process.communicate(timeout=PATIENCE)[1]


def test_chunks_that_nobody_can_read_are_refused_and_not_written_down(
    start: Start, port: int
) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    for chunks in NONSENSE:
        for head in (SIGN_UP, FILE, REPORT):
            with _guest(port) as guest:
                guest.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + ASKS)
                answer = _heard(guest)
            assert answer.startswith(b"HTTP/1.1 400 "), chunks
            assert b"\r\nConnection: close\r\n" in answer
            assert answer.count(b"HTTP/1.1 ") == 1
    process.send_signal(signal.SIGTERM)

    assert process.communicate(timeout=PATIENCE)[1] == ""


def test_chunks_that_nobody_reads_are_nonsense_in_silence(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    for chunks in NONSENSE:
        with _guest(port) as guest:
            guest.sendall(UNREAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + ASKS)
            answer = _heard(guest)
        assert answer.startswith(b"HTTP/1.1 422 ")
        assert answer.count(b"HTTP/1.1 ") == 1
    process.send_signal(signal.SIGTERM)

    assert process.communicate(timeout=PATIENCE)[1] == ""


def test_no_more_large_bodies_come_in_at_once_than_the_disk_has_room_for(served: int) -> None:
    with _guests(served, WORKERS * ON_THE_DISK + 1) as connections:
        for connection in connections:
            connection.sendall(POSTS % LARGE + b"x" * (IN_MEMORY + 1))
        assert _is_served(served)
        assert any(_is_sent_away(connection) for connection in connections)
    with _guest(served) as connection:
        connection.sendall(POSTS % LARGE + b"x" * (LARGE - len(b"email=")))
        assert _heard(connection).startswith(b"HTTP/1.1 422 ")


def test_whoever_is_told_goodbye_and_goes_on_talking_is_not_heard(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(LAST)
        assert _heard(connection).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(ConnectionError):
            _talk_for_ever(connection)


def test_a_connection_may_ask_again_and_twice_in_one_breath(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(ASKS)
        assert connection.recv(1024).startswith(b"HTTP/1.1 200 ")
        connection.sendall(ASKS + ASKS + LAST)
        assert _heard(connection).count(b"HTTP/1.1 200 ") == 3


def test_what_somebody_does_goes_before_what_scripts_look_at(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1", LOG="json")
    page(f"http://127.0.0.1:{port}/")
    one, other = wait_until(lambda: _all_workers(process.pid), "all who answer")
    with _stopped(one), _guests(port, MANY) as connections:
        for connection in connections:
            connection.sendall(ASKS)
            assert connection.recv(1024).startswith(b"HTTP/1.1 200 ")
        with _stopped(other):
            for connection in connections[1:]:
                connection.sendall(LOOKS)
            connections[0].sendall(DOES)
        for connection in connections:
            _heard(connection)
    process.send_signal(signal.SIGTERM)

    lines = map(json.loads, process.communicate(timeout=PATIENCE)[1].splitlines())
    methods = [line["method"] for line in lines if line["route"] != "/healthz"][-MANY:]
    assert methods.index("POST") < MANY / 2


def test_a_look_that_waited_too_long_is_turned_away_and_its_line_stays_open(
    start: Start, port: int
) -> None:
    process = start(PORT=port, HOST="127.0.0.1", LOG="json")
    page(f"http://127.0.0.1:{port}/")
    workers = wait_until(lambda: _all_workers(process.pid), "all who answer")
    with _guest(port) as staying, _guest(port) as parting:
        with _stopped(workers[0]), _stopped(workers[1]):
            staying.sendall(LOOKS.replace(b"close", b"keep-alive") + ASKS + LAST)
            parting.sendall(LOOKS)
            time.sleep(2 * POLL_PATIENCE)
        answers = _heard(staying).split(b"HTTP/1.1 ")
        assert [answer[:4] for answer in answers] == [b"", b"429 ", b"200 ", b"200 "]
        assert _heard(parting).startswith(b"HTTP/1.1 429 ")
    process.send_signal(signal.SIGTERM)

    lines = map(json.loads, process.communicate(timeout=PATIENCE)[1].splitlines())
    looks = [line["status"] for line in lines if line["route"] == "/swap/arrivals"]
    assert looks == [429, 429]


def test_while_it_ends_whoever_comes_is_refused_and_does_not_wait_for_nobody(
    start: Start, port: int
) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    with _guest(port) as slow:
        slow.sendall(POSTS % FORM)
        process.send_signal(signal.SIGTERM)

        wait_until(lambda: not answers(port), "a closed door", SOON)
        slow.sendall(b"x" * (FORM - len(b"email=")))
        assert _heard(slow).startswith(b"HTTP/1.1 422 ")


def test_whoever_came_before_it_was_to_end_is_answered(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1")
    page(f"http://127.0.0.1:{port}/")
    one, other = wait_until(lambda: _all_workers(process.pid), "all who answer")
    with ExitStack() as opened:
        with _stopped(one), _stopped(other):
            guests = opened.enter_context(_guests(port, MANY))
            for guest in guests:
                guest.sendall(LAST)
            process.send_signal(signal.SIGTERM)
            wait_until(lambda: _is_to_end(one) and _is_to_end(other), "workers that are to end")
        assert all(_heard(guest).startswith(b"HTTP/1.1 200 ") for guest in guests)


def test_nobody_says_where_our_paths_begin(served: int) -> None:
    for said in (b"SCRIPT_NAME: /foo", b"SCRIPT_NAME: /health", b"PATH_INFO: /foo"):
        with _guest(served) as connection:
            connection.sendall(LAST.replace(b"Connection", said + b"\r\nConnection"))
            assert _heard(connection).startswith(b"HTTP/1.1 200 ")


def test_a_connection_that_is_not_needed_is_closed(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(ASKS)
        assert _heard(connection).startswith(b"HTTP/1.1 200 ")


def test_who_sends_far_too_much_hears_why(served: int) -> None:
    with _guest(served) as connection:
        connection.sendall(POSTS % FAR_TOO_LONG)
        connection.sendall(b"x" * FAR_TOO_LONG)
        assert _heard(connection).startswith(b"HTTP/1.1 413 ")


def _all_workers(server: int) -> list[int] | None:
    """The processes that answer, which are those with threads for it; None until all are there."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    threads = {int(one): len(list(Path(f"/proc/{one}/task").iterdir())) for one in children}
    workers = [one for one, count in threads.items() if count > THREADS]
    return workers if len(workers) == WORKERS else None


def _is_to_end(process: int) -> bool:
    """Whether SIGTERM waits for it: ShdPnd in proc_pid_status(5)."""
    status = Path(f"/proc/{process}/status").read_text()
    (waits,) = re.findall(r"^ShdPnd:\s*(\w+)$", status, re.MULTILINE)
    return bool(int(waits, 16) & 1 << signal.SIGTERM - 1)


@contextmanager
def _stopped(process: int) -> Iterator[None]:
    os.kill(process, signal.SIGSTOP)
    try:
        # On a busy machine a thread may go on for a while, and answer.
        wait_until(lambda: _stands_still(process), "a process that stands still")
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def _stands_still(process: int) -> bool:
    """Whether none of its threads runs: state T in proc_pid_stat(5), after the name in brackets."""
    stats = [one.read_text() for one in Path(f"/proc/{process}/task").glob("*/stat")]
    return all(stat.rpartition(") ")[2].startswith("T") for stat in stats)


@contextmanager
def _guests(port: int, count: int = TOO_MANY) -> Iterator[list[socket.socket]]:
    """So many connections: more than there are threads."""
    with ExitStack() as opened:
        yield [opened.enter_context(_guest(port)) for _ in range(count)]


def _guest(port: int) -> closing[socket.socket]:
    return closing(socket.create_connection(("127.0.0.1", port), PATIENCE))


def _slow_guest(port: int) -> closing[socket.socket]:
    """Whoever takes little at a time: the rest has to wait somewhere."""
    sock = socket.socket()
    sock.settimeout(PATIENCE)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    sock.connect(("127.0.0.1", port))
    return closing(sock)


@contextmanager
def _sipping(guests: list[socket.socket]) -> Iterator[None]:
    """Meanwhile they take a little at a time, and never nothing for long."""
    done = threading.Event()

    def sip() -> None:
        while not done.wait(0.2):
            for guest in guests:
                with suppress(OSError):
                    guest.recv(500, socket.MSG_DONTWAIT)

    thread = threading.Thread(target=sip)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _talk_for_ever(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"x" * LARGE)


def _is_sent_away(connection: socket.socket) -> bool:
    try:
        return connection.recv(12, socket.MSG_DONTWAIT) == b"HTTP/1.1 429"
    except BlockingIOError:
        return False


def _heard(connection: socket.socket) -> bytes:
    """All that is said until the server hangs up."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


def _is_served(port: int) -> bool:
    with urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=PATIENCE) as answer:
        return bool(answer.status == 200)
