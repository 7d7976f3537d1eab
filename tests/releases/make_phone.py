"""What is on somebody's phone on which one act of every kind waits, as this release keeps it."""

import json
from pathlib import Path
from typing import Any

from blueprints.exchange.models import Code
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast

from . import evening
from .phones import switched_on

# What the forms of this release send, one of every kind, each after what it needs.
POSTS = Path(__file__).parent / "posts.json"
# Charlie's code, as it stands in them.
WORD = "00000000WMET"


def invite(app: Wellmet) -> None:
    """Let there be somebody whose code they scan."""
    with app.app_context():
        charlie = cast.person(cast.CHARLIE)
        Code.show(charlie.id, None).word = WORD
        db.session.commit()


def made(app: Wellmet) -> str:
    """The store of Alice's phone, once all of it was done there."""
    client = app.test_client()
    client.post("/sign-in", data={"email": evening.ALICE, "password": evening.PASSWORD})
    with switched_on(client) as phone:
        assert phone.do("wake") == "done"
        for post in json.loads(POSTS.read_text()):
            assert phone.do("act", **post), post["path"]
        return readable(phone.do("kept"))


def readable(kept: dict[str, Any]) -> str:
    """A row a line."""
    stores = ",\n".join(f"{json.dumps(name)}: {_store(store)}" for name, store in _stores(kept))
    return f'{{"version": {kept["version"]}, "stores": {{\n{stores}\n}}}}\n'


def _stores(kept: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(kept["stores"].items())


def _store(store: dict[str, Any]) -> str:
    rows = ",\n".join(json.dumps(row) for row in store["rows"])
    facts = json.dumps({name: value for name, value in store.items() if name != "rows"})
    return f'{facts[:-1]}, "rows": [\n{rows}\n]}}'
