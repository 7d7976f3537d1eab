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

from blueprints.shared.config import ROOT, BadSetting, load
from tests.shared.serving.started import PATIENCE, Start, page, soon

# So many answers show that a server is at work.
ENOUGH = 20
AS_SYSTEMD_DOES = f"""
import os
os.dup2(int(os.environ["DOOR"]), 3)
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
        first = _serve(door, tmp_path)
        assert soon(lambda: answers["200"] >= ENOUGH)
        first.send_signal(signal.SIGTERM)
        assert first.wait(PATIENCE) == 0
        more, second = answers["200"] + ENOUGH, _serve(door, tmp_path)
        assert soon(lambda: answers["200"] >= more)
    second.kill()
    second.wait(PATIENCE)

    assert set(answers) == {"200"}


def _serve(door: socket.socket, folder: Path) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "WELLMET_INSTANCE": str(folder),
        "LISTEN_FDS": "1",
        "DOOR": str(door.fileno()),
    }
    return subprocess.Popen(
        [sys.executable, "-c", AS_SYSTEMD_DOES],
        cwd=ROOT,
        env=environment,
        pass_fds=(door.fileno(),),
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
