"""Wellmet as it is run, `python app.py`, in processes that a test can kill."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from blueprints.shared.folders import ROOT
from tests import processes
from tests.processes import free_port, wait_until

from .proxy import ask

# What the environment of the tests may say to it; the rest could be anybody's settings.
PLAIN = ("PATH", "HOME", "LANG")
# It starts several processes; a busy machine may take its time.
PATIENCE = 90.0
SECRET = "only for tests, and long enough"


class Machine:
    """One server on a port of its own: gunicorn, its workers, and what nudges beside them."""

    def __init__(self, folder: Path, settings: Mapping[str, object]) -> None:
        self.folder, self.port = folder, free_port()
        kept = {name: value for name, value in os.environ.items() if name in PLAIN}
        here = {"HOST": "127.0.0.1", "PORT": self.port, "WELLMET_INSTANCE": folder}
        self.settings = {**kept, "SECRET_KEY": SECRET, **here, **settings}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to start, on the same port as before."""
        said = self.folder / f"{self.port}.log"
        self.process = processes.start(
            [sys.executable, ROOT / "app.py"], said, self.settings, alone=True
        )

    def wait(self) -> None:
        """Wait until it is ready."""
        wait_until(self._is_ready, f"No Wellmet on port {self.port}", PATIENCE)

    def start_again(self) -> None:
        """Have it run, and wait until it does."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        self.wait()

    def kill(self) -> None:
        """End every process of it at once, as a power cut does."""
        if self.process:
            processes.kill(self.process)

    def _is_ready(self) -> bool:
        try:
            return ask(self.port, "GET", "/readyz").status == 200
        except OSError:
            return False
