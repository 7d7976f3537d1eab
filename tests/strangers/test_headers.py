"""What every answer says of itself, and that the server goes nowhere a person sends it."""

import json
import logging
import socket
from typing import Any

import pytest
import requests
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import SameOriginClient
from tests.strangers import world
from tests.strangers.world import World
from tests.test_hostile import ENDING, FIELDS

ELSEWHERE = "http://169.254.169.254/latest/meta-data"


UNREADABLE = [b"", b"[]", b'{"csp-report": 1}', b"[" * 9000, b'{"csp-report": {}}']


def test_every_route_says_the_same_of_itself(app: Wellmet, full: World) -> None:
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        limiter.reset()
        headers = full.cast.bob.get(world.path(rule, full)).headers
        says_the_same(headers, rule)
        assert "Strict-Transport-Security" not in headers, rule


def test_what_no_route_answers_says_the_same(app: Wellmet, stranger: SameOriginClient) -> None:
    for answer in beside_the_routes(app, stranger):
        says_the_same(answer.headers, answer.request.path)
        assert "Strict-Transport-Security" not in answer.headers, answer.request.path


def test_behind_tls_a_browser_is_asked_to_stay_there(
    app: Wellmet, full: World, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://wellmet.example")
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            limiter.reset()
            stays(full.cast.bob.client.open(world.path(rule, full), method=method))
    for answer in beside_the_routes(app, stranger):
        stays(answer)


def says_the_same(headers: Headers, of: object) -> None:
    assert headers["Content-Security-Policy"].startswith("default-src 'none'"), of
    assert "unsafe" not in headers["Content-Security-Policy"], of
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", of
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", of
    assert headers["Referrer-Policy"] == "same-origin", of
    assert headers["X-Content-Type-Options"] == "nosniff", of
    assert "geolocation=()" in headers["Permissions-Policy"], of
    names = [name for name, _ in headers]
    assert len(names) == len(set(names)), of


def stays(answer: TestResponse) -> None:
    said = answer.headers.getlist("Strict-Transport-Security")
    assert said == ["max-age=31536000; includeSubDomains"], answer.request


def beside_the_routes(app: Wellmet, client: SameOriginClient) -> list[TestResponse]:
    """Files: one of each kind, known already, in part, refused; and what is not there."""
    style = f"/static/{app.extensions['assets']['main.css']}"
    whole = client.get(style)
    known = client.get(style, headers={"If-None-Match": whole.headers["ETag"]})
    in_part = client.get(style, headers={"Range": "bytes=0-9"})
    answers = [whole, known, in_part, client.post(style), client.get("/robots.txt")]
    answers += [client.get(path) for path in ("/static/none.css", "/none", "//none")]
    assert [answer.status_code for answer in answers] == [200, 304, 206, 405, 200, 404, 404, 308]
    return answers


def test_a_report_is_counted_and_nothing_of_it_is_kept(
    stranger: SameOriginClient, caplog: pytest.LogCaptureFixture
) -> None:
    told = {
        "document-uri": "http://localhost/people/who-alice-met",
        "blocked-uri": "https://evil.example/?q=who",
        "effective-directive": "script-src-elem",
        "script-sample": "who",
    }
    with caplog.at_level(logging.WARNING):
        answer = stranger.post("/policy-reports", data=json.dumps({"csp-report": told}))
        for body in UNREADABLE + [named(what) for what in ("who-alice-met", 1, ["img-src"])]:
            assert stranger.post("/policy-reports", data=body).status_code == 204

    assert answer.status_code == 204
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "script-src-elem",
        *["unnamed"] * 8,
    ]
    assert stranger.post("/policy-reports", data=b"x" * 20_000).status_code == 413


def named(what: object) -> bytes:
    """A report that names that as the part of the policy that was hit."""
    return json.dumps({"csp-report": {"effective-directive": what}}).encode()


def test_reports_are_limited(stranger: SameOriginClient) -> None:
    statuses = [stranger.post("/policy-reports", data=b"{}").status_code for _ in range(21)]
    assert statuses == [204] * 20 + [429]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every connection that Python was asked for since; none of them is made."""
    where: list[Any] = []
    connect = socket.socket.connect

    def refuse(*given: Any, **_: Any) -> Any:
        where.append(given)
        raise OSError("the server went elsewhere")

    def refuse_others(one: socket.socket, address: Any) -> Any:
        # What is counted or queued in Redis is so on this machine, in the tests.
        if not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost"):
            return connect(one, address)
        return refuse(address)

    # A database that is reached by C code is not counted here, and neither is a file.
    monkeypatch.setattr(socket, "gethostbyname", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse_others)
    return where


def test_no_address_that_somebody_gives_is_asked(
    app: Wellmet, full: World, asked: list[Any]
) -> None:
    """Links, places and addresses are kept and shown; a browser opens them, never the server."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in ENDING:
            limiter.reset()
            fields = dict.fromkeys(FIELDS, ELSEWHERE) | {"name": "Typed", "title": "Typed"}
            full.cast.alice.post(world.path(rule, full), fields, follow_redirects=True)
    assert asked == []


def test_the_guard_would_see_it(asked: list[Any]) -> None:
    with pytest.raises(requests.ConnectionError):
        requests.get(ELSEWHERE, timeout=1)
    assert asked
