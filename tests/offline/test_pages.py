"""What the server answers where a phone's worker will: its script, and what waits."""

from pathlib import Path

import pytest
from flask import render_template

from blueprints.shared import assets
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor, SameOriginClient

pytestmark = pytest.mark.once


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the front end is built."""
    monkeypatch.setattr(assets, "DIST", tmp_path)
    return tmp_path


def test_the_worker_is_for_anybody_and_asked_for_each_time(
    stranger: SameOriginClient, dist: Path
) -> None:
    (dist / "service_worker.js").write_text("self.onfetch = () => {};\n")

    answer = stranger.get("/service_worker.js")

    assert answer.get_data(as_text=True) == "self.onfetch = () => {};\n"
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; connect-src 'self'; script-src 'self'"
    )
    same = {"If-None-Match": answer.headers["ETag"]}
    assert stranger.get("/service_worker.js", headers=same).status_code == 304


def test_the_worker_comes_as_the_build_compressed_it(
    stranger: SameOriginClient, dist: Path
) -> None:
    for name in ("service_worker.js", "service_worker.js.br", "service_worker.js.gz"):
        (dist / name).write_text(name)

    for accepted, suffix in (("gzip, br", ".br"), ("gzip, br;q=0", ".gz"), ("identity", "")):
        answer = stranger.get("/service_worker.js", headers={"Accept-Encoding": accepted})
        assert answer.get_data(as_text=True) == f"service_worker.js{suffix}"
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_worker_that_is_not_built_is_not_there(stranger: SameOriginClient, dist: Path) -> None:
    assert stranger.get("/service_worker.js").status_code == 404


def test_nothing_waits_here(alice: Actor, stranger: SameOriginClient) -> None:
    assert "Nothing is waiting" in alice.read("/waiting")
    assert 'data-waits="0/0" hidden' in alice.read("/today")
    assert stranger.get("/waiting").location == "/sign-in?next=/waiting"


SHELL = {"signed_in": True, "said": [], "place": "me"}


def test_what_needs_somebody_comes_first(app: Wellmet) -> None:
    waits = {"href": "/waiting/1", "words": "A note on Ifeoma", "typed": []}
    refused = {
        **{"href": "/waiting/2", "words": "Somebody written down"},
        **{"mendable": True, "again": True},
        **{"typed": ["<Ife>"], "sentence": "A name is what people remember."},
    }
    with app.test_request_context():
        page = render_template(
            "offline/waiting.html", **SHELL, acts=[waits], refused=[refused], unsent=1, needs_you=1
        )

    assert page.index("Somebody written down") < page.index("A note on Ifeoma")
    assert "&lt;Ife&gt;" in page
    assert "<span data-waits-count>2</span>" in page
    assert page.count("Fix it</a>") == 1
    assert page.count('action="/waiting/2/again"') == page.count('/discarding"') == 1


def test_what_needs_a_network_shows_what_was_typed(app: Wellmet) -> None:
    with app.test_request_context():
        page = render_template(
            "offline/needs_network.html", **SHELL, path="/me/card", kept=["<Nightshift>"]
        )

    assert "This needs a network" in page
    assert "&lt;Nightshift&gt;" in page
    assert 'href="/me/card"' in page


def test_what_needs_a_network_can_be_sent_from_there(app: Wellmet) -> None:
    again = {"path": "/scan/typed", "fields": [{"name": "code", "value": "<7Q>"}]}
    with app.test_request_context():
        page = render_template(
            "offline/needs_network.html", **SHELL, path="/scan", to_do=True, again=again
        )

    assert '<form method="post" action="/scan/typed">' in page
    assert '<input type="hidden" name="code" value="&lt;7Q&gt;">' in page
    assert 'href="/scan"' not in page
