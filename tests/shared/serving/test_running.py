"""What whoever runs a server relies on: a journal, figures, a restart that drops nobody."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from blueprints.shared.config import load
from blueprints.shared.folders import ROOT
from blueprints.shared.variables import BadSetting
from tests.shared.serving.started import PATIENCE, Start, page, soon

# So many answers show that a server is at work.
ENOUGH = 20
AS_SYSTEMD_DOES = f"""
import os
doors = [os.dup(int(door)) for door in os.environ["DOORS"].split()]
for at, door in enumerate(doors, 3):
    os.dup2(door, at) if door != at else os.set_inheritable(at, True)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execv({sys.executable!r}, [{sys.executable!r}, "app.py"])
"""


def test_json_is_all_that_is_written_of_a_request(start: Start, port: int) -> None:
    process = start(PORT=port, HOST="127.0.0.1", LOG="json")
    page(f"http://127.0.0.1:{port}/")
    with contextlib.suppress(HTTPError):
        urlopen(f"http://127.0.0.1:{port}/people?q=Ifeoma", timeout=PATIENCE)

    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=PATIENCE)

    lines = [json.loads(line) for line in err.splitlines()]
    asked = [(line["route"], line["status"]) for line in lines if line["says"] == "answered"]
    assert asked[:2] == [("/", 200), ("/people", 303)]
    assert "Ifeoma" not in err


def test_a_prometheus_is_told_what_all_processes_did(start: Start, port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        apart = probe.getsockname()[1]
    start(PORT=port, HOST="127.0.0.1", METRICS=f"127.0.0.1:{apart}")
    for _ in range(20):
        page(f"http://127.0.0.1:{port}/")

    figures = page(f"http://127.0.0.1:{apart}/metrics")

    line = 'wellmet_request_seconds_count{method="GET",route="/",status="2xx"} 20.0'
    assert line in figures.splitlines()
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("LOG", "xml"), ("METRICS", "9464"), ("METRICS", "here:"), ("METRICS", "127.0.0.1:99999")],
)
def test_a_bad_setting_is_named(variable: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{variable} "):
        load({variable: value, "SECRET_KEY": "only for tests, and long enough"})


@pytest.mark.skipif(sys.platform != "linux", reason="a door is handed over as systemd does")
def test_a_restart_with_the_door_held_open_drops_nobody(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as door, asking(door) as answers:
        first = _serve(tmp_path, door)
        assert soon(lambda: answers["200"] >= ENOUGH)
        first.send_signal(signal.SIGTERM)
        assert first.wait(PATIENCE) == 0
        more, second = answers["200"] + ENOUGH, _serve(tmp_path, door)
        assert soon(lambda: answers["200"] >= more)
    second.kill()
    second.wait(PATIENCE)

    assert set(answers) == {"200"}


@pytest.mark.skipif(sys.platform != "linux", reason="doors are handed over as systemd does")
def test_every_door_that_is_held_open_is_served_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "door"
    with socket.socket(socket.AF_UNIX) as in_a_file, socket.create_server(("127.0.0.1", 0)) as door:
        in_a_file.bind(str(file))
        in_a_file.listen()
        process = _serve(tmp_path, in_a_file, door)
        assert page(f"http://127.0.0.1:{door.getsockname()[1]}/healthz") == "ok"
        assert _says_at(file).endswith(b"ok")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

    assert file.exists()


def _says_at(file: Path) -> bytes:
    with socket.socket(socket.AF_UNIX) as guest:
        guest.settimeout(PATIENCE)
        guest.connect(str(file))
        guest.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: guest.recv(4096), b""))


def _serve(folder: Path, *doors: socket.socket) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "WELLMET_INSTANCE": str(folder),
        "LISTEN_FDS": str(len(doors)),
        "DOORS": " ".join(str(door.fileno()) for door in doors),
    }
    return subprocess.Popen(
        [sys.executable, "-c", AS_SYSTEMD_DOES],
        cwd=ROOT,
        env=environment,
        pass_fds=[door.fileno() for door in doors],
        stdout=subprocess.DEVNULL,
    )


@contextlib.contextmanager
def asking(door: socket.socket) -> Iterator[Counter[str]]:
    """Four connections who ask one thing after another, and what became of it."""
    url = f"http://127.0.0.1:{door.getsockname()[1]}/sign-in"
    answers: Counter[str] = Counter()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            answers[_answer(url)] += 1

    connections = [threading.Thread(target=ask) for _ in range(4)]
    for connection in connections:
        connection.start()
    yield answers
    over.set()
    for connection in connections:
        connection.join(PATIENCE)


def _answer(url: str) -> str:
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            answer.read()
            return str(answer.status)
    except OSError as error:
        return repr(error)
