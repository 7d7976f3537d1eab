"""A server that a test starts, kills and starts again: being offline is having none."""

import json
import multiprocessing
import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from app import create_app
from blueprints.shared import assets
from blueprints.shared.database import db
from tests import cast
from tests.conftest import MEMORY
from tests.processes import answers, free_port, wait_until

from .serve import LOG, RAN_OUT, SAID, WORKER, open_app, serve, settings

# To import Wellmet takes far longer than to serve it: one process does, and servers are its forks.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["pytest", serve.__module__])


@dataclass(frozen=True)
class Request:
    """A request as the server saw it; a header that it had not is ""."""

    method: str
    path: str
    site: str
    origin: str
    referrer: str
    status: int


class Server:
    """Wellmet at an address of its own. `app` is on the same database, to fill it and look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.set_time(cast.EVENING_START)
        (folder / "wellmet.sqlite3").write_bytes(empty_database())
        self.app = open_app(folder / "wellmet.sqlite3", folder / "now")
        self._process: ForkServerProcess | None = None

    def start(self) -> None:
        """Serve on the same port and database as before; return once somebody would be answered."""
        files = (self.folder / "wellmet.sqlite3", self.folder / "now")
        self._process = FORKS.Process(target=serve, args=(self.port, *files), daemon=True)
        self._process.start()
        wait_until(lambda: answers(self.port), f"No server on port {self.port}")

    def kill(self) -> None:
        """End the server at once. From here on, everybody is offline."""
        if self._process:
            self._process.kill()
            self._process.join()

    def close(self) -> None:
        """End the server for good."""
        self.kill()
        with self.app.app_context():
            db.engine.dispose()

    def said(self) -> str:
        """What it wrote on its output since it was last started."""
        log = self.folder / SAID
        return log.read_text() if log.exists() else ""

    def set_time(self, now: datetime) -> None:
        """Let it be that time, from the next request on."""
        self._say_time(now.isoformat())

    def let_time_pass(self, begun: datetime) -> None:
        """Let it be that time now, and later as time passes."""
        self._say_time(f"{begun.isoformat()}\n{time.time()}")

    def let_cookies_run_out(self) -> None:
        """Hear none any more that was signed until now, as after half a year."""
        # They are signed to the second.
        second = int(time.time()) + 1
        new = self.folder / "ran-out.new"
        new.write_text(str(second))
        new.replace(self.folder / RAN_OUT)
        wait_until(lambda: time.time() >= second, "No next second")

    def serve_worker(self, version: str) -> None:
        """Serve another build of the worker, which says its version when it gets a port."""
        says = f"onmessage = ({{ ports: [port] }}) => port?.postMessage({json.dumps(version)});"
        new = self.folder / "worker.new"
        built = (assets.DIST / WORKER).read_bytes()
        new.write_bytes(built + f"\n{says}\n".encode())
        new.replace(self.folder / WORKER)

    def requests(self, method: str = "", path: str = "") -> list[Request]:
        """What was asked of the server so far, the oldest first; all of it, or of one kind."""
        log = self.folder / LOG
        lines = log.read_text().splitlines() if log.exists() else []
        seen = [Request(**json.loads(line)) for line in lines]
        return [one for one in seen if method in ("", one.method) and path in ("", one.path)]

    def _say_time(self, said: str) -> None:
        new = self.folder / "now.new"
        new.write_text(said)
        new.replace(self.folder / "now")


@cache
def empty_database() -> bytes:
    """A database as the migrations leave it: all of them take as long as a short journey."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        file = Path(folder) / "wellmet.sqlite3"
        with create_app(settings(file)).app_context():
            upgrade()
            # The last one who leaves it has all of it in the one file.
            db.engine.dispose()
        return file.read_bytes()
