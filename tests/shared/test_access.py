"""Who may ask: sign-in by default, and posts from our own pages only."""

from inspect import iscoroutinefunction

import pytest

from blueprints.contacts.models import Contact
from blueprints.shared.posting import Wellmet
from tests.conftest import ORIGIN, Actor, SameOriginClient, Stored

IDS = {"code": "000000000000", "kind": "recall", "token": "x"}


def test_every_page_asks_strangers_to_sign_in_unless_it_is_public(
    app: Wellmet, stranger: SameOriginClient
) -> None:
    views = app.view_functions
    for rule in app.url_map.iter_rules():
        if getattr(views[rule.endpoint], "is_public", False):
            continue
        id_ = "00000000-0000-4000-8000-000000000000"
        path = rule.build({name: IDS.get(name, id_) for name in rule.arguments})
        assert path is not None
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = stranger.open(path[1], method=method)
        assert answer.status_code == 303, rule
        assert answer.location.startswith("/sign-in"), rule


@pytest.mark.once
def test_nothing_that_answers_a_request_is_a_coroutine(app: Wellmet) -> None:
    # `Wellmet.ensure_sync` has all of it called as it is.
    around = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    asked = [one for those in around for some in those.values() for one in some]
    asked += [*app.view_functions.values(), *app.teardown_appcontext_funcs]
    asked += [one for kinds in app.error_handler_spec[None].values() for one in kinds.values()]

    assert len(asked) > 100
    assert not any(iscoroutinefunction(one) for one in asked)


def test_after_signing_in_one_is_where_one_wanted_to_be(stranger: SameOriginClient) -> None:
    assert stranger.get("/people?q=wei").location == "/sign-in?next=/people?q%3Dwei"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": f"{ORIGIN}/people"},
        {},
    ],
)
def test_a_post_from_elsewhere_is_refused(
    alice: Actor, stored: Stored, headers: dict[str, str]
) -> None:
    answer = alice.post("/people", {"name": "Eve"}, headers=headers)

    assert answer.status_code == 403
    assert "did not come from a Wellmet page" in answer.get_data(as_text=True)
    assert stored(Contact) == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": ORIGIN}])
def test_a_post_from_our_own_page_is_taken(alice: Actor, headers: dict[str, str]) -> None:
    assert alice.post("/people", {"name": "Ifeoma"}, headers=headers).status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_link_may_be_followed_from_anywhere(alice: Actor, site: str) -> None:
    assert alice.get("/people", headers={"Sec-Fetch-Site": site}).status_code == 200


def test_every_answer_carries_the_security_headers(stranger: SameOriginClient) -> None:
    for path in ("/", "/sign-in", "/nothing-here", "/today"):
        headers = stranger.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_built_files_are_kept_for_ever_and_only_the_reader_compiles(
    app: Wellmet, stranger: SameOriginClient
) -> None:
    assets = app.extensions["assets"]

    sheet = stranger.get(f"/static/{assets['main.css']}", headers={"Accept-Encoding": "br"})
    reader = stranger.get(f"/static/{assets['reader.js']}")

    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.headers["Content-Encoding"] == "br"
    assert "wasm" not in sheet.headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in reader.headers["Content-Security-Policy"]
    sheet.close()
    reader.close()


def test_what_is_not_there_says_so_kindly(alice: Actor) -> None:
    answer = alice.get("/nothing-here")

    assert answer.status_code == 404
    assert "There is nothing here." in answer.get_data(as_text=True)
    assert alice.client.delete("/people").status_code == 405
