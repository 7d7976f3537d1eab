"""Wellmet, started for real: `python app.py` in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from blueprints.shared.folders import ROOT

from .started import Start


@pytest.fixture
def terminal() -> Iterator[None]:
    """A terminal for whoever is started: under nohup it would outlive that, as the tests do."""
    # A handler does not go through an exec: what was ignored is heard again.
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def start(tmp_path: Path, terminal: None) -> Iterator[Start]:
    """Start Wellmet with variables of the environment, in an instance folder of the test's.

    What is to run it goes before.
    """
    started: list[subprocess.Popen[str]] = []

    def run(*before: str, **variables: object) -> subprocess.Popen[str]:
        plain = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
        given = {"WELLMET_INSTANCE": tmp_path / "instance", **variables}
        process = subprocess.Popen(
            [*before, sys.executable, "app.py"],
            cwd=ROOT,
            env=plain | {name: str(value) for name, value in given.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
