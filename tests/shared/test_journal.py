"""The journal tells what was asked and how it went, and nothing of anybody."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from blueprints.shared import journal
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient
from tests.offline.conftest import Phone

Read = Callable[[], list[dict[str, Any]]]

SECRET = "Stuck on hiring her first nurse lead"


@pytest.fixture
def read() -> Iterator[Read]:
    """The journal's lines since the last look."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(journal.Lines())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]

    def told() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in lines]
        lines.clear()
        return found

    logging.getLogger("wellmet").addHandler(handler)
    logging.getLogger("app").addHandler(handler)
    journal.log.setLevel(logging.INFO)
    yield told
    journal.log.setLevel(logging.NOTSET)
    logging.getLogger("app").removeHandler(handler)
    logging.getLogger("wellmet").removeHandler(handler)


def test_a_request_is_one_line_that_names_the_route_and_nobody(
    alice: Actor, ifeoma: str, read: Read
) -> None:
    answer = alice.post(f"/people/{ifeoma}/notes?q={SECRET}", {"text": SECRET, "id": new_id()})

    (line,) = read()
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "says": "answered",
        "request": answer.headers["X-Request-Id"],
        "method": "POST",
        "route": "/people/<id:contact_id>/notes",
        "status": 303,
    }


def test_a_refused_sign_in_is_a_line_that_tells_no_address(
    stranger: SameOriginClient, read: Read
) -> None:
    guess = {"email": cast.ALICE.email, "password": SECRET}
    assert stranger.post("/sign-in", data=guess).status_code == 422

    (line,) = read()
    assert (line["method"], line["route"], line["status"]) == ("POST", "/sign-in", 422)
    assert cast.ALICE.email not in json.dumps(line)


def test_an_address_that_leads_nowhere_is_not_repeated(
    stranger: SameOriginClient, read: Read
) -> None:
    stranger.get("/people/ifeoma@example.org")

    assert [(line["route"], line["status"]) for line in read()] == [(None, 404)]


@pytest.mark.parametrize("given", ["0f3c9a7e-of-a-proxy", "a" * 64])
def test_a_name_that_a_proxy_gave_is_kept(stranger: SameOriginClient, given: str) -> None:
    assert stranger.get("/", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "two words", 'a"}\t{"b":"c'])
def test_a_name_that_is_none_is_made_anew(stranger: SameOriginClient, given: str) -> None:
    assert UUID(stranger.get("/", headers={"X-Request-Id": given}).headers["X-Request-Id"])


def test_acts_that_waited_are_lines_under_the_name_of_what_brought_them(
    alice: Actor, ifeoma: str, read: Read
) -> None:
    phone = Phone(alice)
    notes = [phone.act(f"/people/{ifeoma}/notes", {"text": text}) for text in ("One", "Two")]
    answer = phone.post(*notes)

    told = [(line["route"], line["request"]) for line in read()]
    name = answer.headers["X-Request-Id"]
    act = ("/people/<id:contact_id>/notes", name)
    assert told == [act, act, ("/outbox", name)]


def test_a_fault_tells_its_kind_and_place_and_not_what_was_typed(
    app: Wellmet, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall() -> str:
        raise ValueError(f"cannot read {SECRET!r} of {cast.ALICE.email}")

    fall.is_public = True  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", fall)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    assert app.test_client().get("/sign-in").status_code == 500

    fault, line = read()
    assert (fault["level"], fault["error"], line["status"]) == ("error", "ValueError", 500)
    assert fault["at"][-1].endswith(" fall")
    assert SECRET not in json.dumps(fault)
    assert cast.ALICE.email not in json.dumps(fault)


@pytest.mark.parametrize("path", ["/password-reset/{}", "/c/{}"])
def test_a_fault_tells_its_route_and_no_code_of_its_path(
    app: Wellmet, read: Read, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr("blueprints.accounts.routes_reset.to_reset", lambda _token: 1 / 0)
    monkeypatch.setattr("blueprints.exchange.routes.Code.holder", lambda _word: 1 / 0)

    assert app.test_client().get(path.format("K7QW2M9ZP4TX")).status_code == 500

    fault, _ = read()
    assert fault["error"] == "ZeroDivisionError"
    assert path.split("/")[1] in fault["says"]
    assert "K7QW" not in json.dumps(fault).upper()
