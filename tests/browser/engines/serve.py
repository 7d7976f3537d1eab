"""Wellmet in a process of its own, on a port, a database and a file that says the time, NOW_FILE.

It may be killed and started again on the same port and database. The time is what NOW_FILE says,
in ISO 8601; where it has a second line, time passes since the machine's clock showed that. Every
request is noted in requests.jsonl beside the database; a worker.js there is served instead of the
built one. Cookies that were signed before the second in a file `ran-out` are not heard.
"""

import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itsdangerous.encoding import base64_decode, bytes_to_int
from werkzeug.serving import make_server

from app import create_app
from blueprints.shared import assets
from blueprints.shared.database_url import database_url
from blueprints.shared.posting import Wellmet

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOG = "requests.jsonl"
SAID = "server.log"
WORKER = "service_worker.js"
RAN_OUT = "ran-out"
COOKIE = re.compile(r"wellmet=[^;]*\.([\w-]+)\.[\w-]+")
NOTED = {
    "method": "REQUEST_METHOD",
    "path": "PATH_INFO",
    "site": "HTTP_SEC_FETCH_SITE",
    "origin": "HTTP_ORIGIN",
    "referrer": "HTTP_REFERER",
}


def serve(port: int, database: Path, now: Path) -> None:
    """Serve until killed, and speak into a file beside the database."""
    _speak_into(database.with_name(SAID))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = open_app(database, now)
    assets.service_worker = partial(worker, database.with_name(WORKER))
    heard = Hearing(app.wsgi_app, database.with_name(RAN_OUT))
    app.wsgi_app = Noting(heard, database.with_name(LOG))  # type: ignore[method-assign]
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


def _speak_into(log: Path) -> None:
    with log.open("wb") as heard:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(heard.fileno(), stream.fileno())


def open_app(database: Path, now: Path) -> Wellmet:
    """The app on a database."""
    app = create_app(settings(database))
    app.extensions["clock"] = partial(told, now)
    return app


def told(now: Path) -> datetime:
    """The time, by a file that says it."""
    said, *since = now.read_text().splitlines()
    passed = sum(time.time() - float(one) for one in since)
    return datetime.fromisoformat(said) + timedelta(seconds=passed)


def settings(database: Path) -> dict[str, Any]:
    """What these tests change of the app's settings."""
    return {
        "TESTING": True,
        "SECRET_KEY": "only for tests, and long enough",
        "SQLALCHEMY_DATABASE_URI": database_url(f"sqlite:///{database}"),
        "PASSWORD_METHOD": "scrypt:256:8:1",
    }


def worker(instead: Path, _accepted: object) -> tuple[bytes, str]:
    """The newest worker's script, as it was written."""
    return (instead if instead.exists() else assets.DIST / WORKER).read_bytes(), ""


class Hearing:
    """Hears no cookie that has run out: after its time, a browser would not send it."""

    def __init__(self, app: "WSGIApplication", ran_out: Path) -> None:
        self.app = app
        self.ran_out = ran_out

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        signed = COOKIE.search(environ.get("HTTP_COOKIE", ""))
        if signed and self._is_over(bytes_to_int(base64_decode(signed[1]))):
            del environ["HTTP_COOKIE"]
        return self.app(environ, start_response)

    def _is_over(self, signed_at: int) -> bool:
        return self.ran_out.exists() and signed_at < int(self.ran_out.read_text())


class Noting:
    """Writes a line about each request as soon as its answer begins."""

    def __init__(self, app: "WSGIApplication", log: Path) -> None:
        self.app = app
        self.log = log

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        def note(status: str, *rest: Any) -> Callable[[bytes], object]:
            line = {name: environ.get(key, "") for name, key in NOTED.items()}
            self._write({**line, "status": int(status.split()[0])})
            return start_response(status, *rest)

        return self.app(environ, note)

    def _write(self, line: dict[str, object]) -> None:
        # One short write to the end of a file is never mixed with another thread's.
        with self.log.open("a") as log:
            log.write(json.dumps(line) + "\n")
