"""The real server, in the middle of a believable evening."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.shared import clock
from blueprints.shared.database import db
from blueprints.shared.folders import ROOT
from tests import cast, evening

# How often the start is asked whether it is done, ten times a second.
ATTEMPTS = 300


@dataclass(frozen=True)
class Evening:
    """Where the server is, the paths of the pages that matter, and Alice's Cookie header."""

    origin: str
    paths: dict[str, str]
    cookie: str
    public: tuple[str, ...] = ("landing", "card")


@contextmanager
def serve(folder: Path) -> Iterator[Evening]:
    """The server with its data in `folder`, stopped at the end."""
    port = _free_port()
    variables = {"WELLMET_INSTANCE": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    os.environ.update(variables)
    paths = _fill()
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        origin = f"http://localhost:{port}"
        _wait_for(origin)
        yield Evening(origin, paths, _sign_in(origin))
    finally:
        process.terminate()
        process.wait()


def _fill() -> dict[str, str]:
    with create_app().app_context():
        upgrade()
        alice = cast.person(cast.ALICE)
        event = evening.fill(alice, clock.now() - timedelta(hours=2))
        code = Code.show(alice.id, event.id)
        met = db.session.scalars(select(Contact.id).order_by(Contact.met_at)).first()
        db.session.commit()
        return {
            "landing": "/",
            "card": f"/c/{code.word.lower()}",
            "Today": "/today",
            "a person": f"/people/{met}",
            "the queue": "/follow-ups",
        }


def _wait_for(origin: str) -> None:
    for _ in range(ATTEMPTS):
        try:
            urlopen(origin).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start.")


def _sign_in(origin: str) -> str:
    form = urlencode({"email": cast.ALICE.email, "password": cast.PASSWORD}).encode()
    request = Request(f"{origin}/sign-in", form, {"Origin": origin})
    answer = build_opener(_Stay).open(request)
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


class _Stay(HTTPRedirectHandler):
    """Takes a redirect for the answer: its cookie is what is asked for."""

    def http_error_303(self, _request: object, answer: object, *_: object) -> object:
        return answer


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
