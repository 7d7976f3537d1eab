"""What every answer says of itself, and that the server goes nowhere a person sends it."""

import json
import logging
import socket
from typing import Any

import pytest
import requests

from blueprints.shared.limits import limiter
from blueprints.shared.posting import Wellmet
from tests.conftest import SameOriginClient
from tests.strangers import world
from tests.strangers.world import World
from tests.test_hostile import ENDING, FIELDS

ELSEWHERE = "http://169.254.169.254/latest/meta-data"


def test_every_route_says_the_same_of_itself(app: Wellmet, full: World) -> None:
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        limiter.reset()
        headers = full.cast.bob.get(world.path(rule, full)).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), rule
        assert "unsafe" not in headers["Content-Security-Policy"], rule
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", rule
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", rule
        assert headers["Referrer-Policy"] == "same-origin", rule
        assert headers["X-Content-Type-Options"] == "nosniff", rule
        assert "geolocation=()" in headers["Permissions-Policy"], rule
        assert "Strict-Transport-Security" not in headers, rule


def test_behind_tls_a_browser_is_asked_to_stay_there(
    app: Wellmet, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://wellmet.example")
    said = stranger.get("/sign-in").headers["Strict-Transport-Security"]
    assert said == "max-age=31536000; includeSubDomains"


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
        for body in (b"", b"[]", b'{"csp-report": 1}', b"[" * 9000, b'{"csp-report": {}}'):
            assert stranger.post("/policy-reports", data=body).status_code == 204

    assert answer.status_code == 204
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "script-src-elem",
        *["unnamed"] * 5,
    ]
    assert stranger.post("/policy-reports", data=b"x" * 20_000).status_code == 413


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
