"""What only a phone shows, in the worker's rendering and in Jinja2's, from the same values."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import render_template

from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, Clock

from .conftest import NOW, Told, pull
from .phone import Phone, difference, same, switched_on

pytestmark = pytest.mark.once

HERE = {"signed_in": True, "said": [], "unsent": 0, "needs_you": 0}
SHELLS: dict[str, Told] = {
    "nothing waits": {},
    "one waits": {"unsent": 1},
    "some need somebody": {"unsent": 2, "needs_you": 12},
    "signed out": {"unsent": 1, "signed_out": True},
    "it may be cleared": {"may_be_cleared": True},
    "it may be cleared, and something waits": {"unsent": 3, "may_be_cleared": True},
    "the phone made it": {"from_phone": True},
    "something was said": {
        "said": [{"text": "<Kept>", "undo": "/people/1/return", "back": "/people/room"}]
    },
    "it had been cleared": {"said": [{"text": "This browser had cleared it."}]},
    "nobody is signed in": {"signed_in": False},
}
PAGES = ("/today", "/people", "/me", "/waiting", "/sign-out", "/me/card")


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with switched_on() as one:
        yield one


@pytest.fixture
def known(alice: Actor) -> Told:
    return pull(alice, since=0)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("shell", SHELLS.values(), ids=SHELLS)
def test_the_frame_is_drawn_alike(
    app: Wellmet, clock: Clock, phone: Phone, known: Told, path: str, shell: Told
) -> None:
    drawn = phone.framed(known, path, written(clock()), HERE | shell, entries=[_act("/people")])

    _agree(app, drawn, HERE | shell)


REFUSED: dict[str, Told] = {
    "wrong": {"status": 422, "sentence": "A <name> is what people remember.", "html": "<p>No</p>"},
    "gone": {"status": 404, "sentence": "", "html": ""},
    "unreadable": {"status": 400, "sentence": "", "html": ""},
}


@pytest.mark.parametrize("kept", ["", "yes", "no", "unknown"])
@pytest.mark.parametrize("refused", [[], *([one] for one in REFUSED), list(REFUSED)], ids=str)
def test_what_waits_is_listed_alike(
    app: Wellmet, clock: Clock, phone: Phone, known: Told, refused: list[str], kept: str
) -> None:
    entries = [
        *(_act("/people", refused=REFUSED[name]) for name in refused),
        _act(f"/people/{new_id()}/notes", text="<b>Reads</b>\r\ntenders"),
    ]
    shell = HERE | {"unsent": 1, "needs_you": len(refused)}
    drawn = phone.framed(known, "/waiting", written(clock()), shell, entries=entries, kept=kept)

    assert len(drawn["context"]["refused"]) == len(refused)
    _agree(app, drawn, shell)


@pytest.mark.parametrize("count", [1, 2])
def test_signing_out_is_asked_about_alike(
    app: Wellmet, clock: Clock, phone: Phone, known: Told, count: int
) -> None:
    entries = [_act("/people") for _ in range(count)]
    drawn = phone.framed(known, "/sign-out", written(clock()), HERE, entries=entries)

    _agree(app, drawn, HERE)


@pytest.mark.parametrize(
    "typed", [None, [], [["headline", "<Nurse> & more"], ["id", "hidden"]]], ids=str
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_need_of_a_network_is_told_alike(
    app: Wellmet,
    clock: Clock,
    phone: Phone,
    known: Told,
    typed: list[Any] | None,
    signed_in: bool,
) -> None:
    shell = HERE | {"signed_in": signed_in}
    drawn = phone.framed(known, "/me/card", written(clock()), shell, typed=typed)

    assert ("hidden" in drawn["context"]["kept"]) is False
    assert ("Nothing has changed on this phone." in drawn["html"]) is (typed is not None)
    _agree(app, drawn, shell)


def _agree(app: Wellmet, drawn: Told, shell: Told) -> None:
    with app.test_request_context():
        online = same(render_template(drawn["template"], **(shell | drawn["context"])))
    offline = same(drawn["html"])
    assert online == offline, difference(online, offline)


def _act(path: str, refused: Told | None = None, **fields: str) -> Told:
    typed = {"id": new_id(), "name": "Wei Zhang", "prefers": "", **fields}
    waits = {"seq": 1, "key": new_id(), "person": "", "seen": 0, "made_at": NOW, "onward": ""}
    refusal = {"refused": refused} if refused else {}
    return {**waits, "path": path, "fields": list(typed.items()), **refusal}
