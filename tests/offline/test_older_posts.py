"""What a phone of an earlier release still has waiting is taken by this one.

`fixtures/queued_posts/` holds a file for each release: one act of every kind, as that release's
forms queue them (`outbox.sent`), on an account that has nothing yet. Before a release, copy the
last file under its number and add what its forms send otherwise; older files stay as they are.
"""

import json
from pathlib import Path

import pytest

from blueprints.exchange.models import Code
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor

from .conftest import Phone, Told

RELEASES = sorted(Path(__file__).parent.glob("fixtures/queued_posts/*.json"))
# Bob's code, as all the files have it.
WORD = "00000000WMET"


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_what_an_earlier_release_queued_is_taken(
    app: Wellmet, phone: Phone, bob: Actor, release: Path
) -> None:
    _show_code(app, bob)
    acts = json.loads(release.read_text())

    told = phone.send(*acts, sent_at=acts[-1]["made_at"])

    refused = [
        (act["path"], answer["status"], answer["sentence"])
        for act, answer in zip(acts, told["answers"], strict=True)
        if answer["status"] != 303
    ]
    assert refused == []


def test_this_release_has_queued_one_of_every_kind(app: Wellmet) -> None:
    queued = {_endpoint(app, act) for act in json.loads(RELEASES[-1].read_text())}
    waits = {name for name, view in app.view_functions.items() if getattr(view, "may_wait", False)}
    assert queued == waits


def _show_code(app: Wellmet, bob: Actor) -> None:
    with app.app_context():
        code = Code.show(bob.id, None)
        code.word = WORD
        db.session.commit()


def _endpoint(app: Wellmet, act: Told) -> str:
    endpoint, _ = app.url_map.bind("").match(act["path"], "POST")
    return str(endpoint)
