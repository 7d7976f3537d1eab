"""Without Redis nothing is counted: everybody goes on, and only what has to be counted is shut."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from werkzeug.test import TestResponse

from blueprints.shared.limits import NOT_NOW, limiter
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, SameOriginClient
from tests.postbox import opened
from tests.processes import free_port
from tests.strangers import world
from tests.strangers.expected import EXPECTED, GUESTS
from tests.strangers.test_matrix import BODY, listed, turn
from tests.strangers.world import World

pytestmark = pytest.mark.once

# They try a password, mail somebody, or put a guest's card into another's records.
SHUT = {
    "POST /sign-in",
    "POST /sign-up",
    *("POST /me/address", "POST /me/password", "POST /me/delete", "POST /me/confirmation"),
    "POST /c/<word>/return",
}
SHUT_TO_GUESTS = {"POST /scan/shared"}


@pytest.fixture
def uncounted(app: Wellmet, full: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Alice's world, and then no Redis is where there was one."""
    with _uncounted(app, monkeypatch):
        yield full


@pytest.mark.parametrize("who", GUESTS)
def test_everybody_goes_on_and_the_doors_are_shut_with_a_sentence(
    app: Wellmet, uncounted: World, who: str
) -> None:
    expected, found = {route: statuses[who] for route, statuses in EXPECTED.items()}, {}
    for rule, method in sorted(listed(app), key=turn):
        body = BODY if method == "POST" else {}
        path = world.path(rule, uncounted)
        answer = uncounted.cast.client(who).open(path, method=method, data=body)
        found[f"{method} {rule}"] = answer.status_code
        if answer.status_code == 503 and method == "POST":
            _is_kind(answer)

    assert found == expected | dict.fromkeys(_shut(who), 503)


def test_no_link_is_mailed_and_none_sets_a_password(
    app: Wellmet, alice: Actor, stranger: SameOriginClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(app) as postbox:
        asking = {"email": cast.ALICE.email}
        stranger.post("/password-reset", data=asking)
        link = postbox.next_path()
        with _uncounted(app, monkeypatch):
            _is_kind(stranger.post("/password-reset", data=asking))
            _is_kind(stranger.post(link, data={"password": "another lamp, another table"}))


@contextmanager
def _uncounted(app: Wellmet, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        gone = f"redis://127.0.0.1:{free_port()}"
        patched.setitem(app.config, "RATELIMIT_STORAGE_URI", gone)
        limiter.init_app(app)
        yield
    limiter.init_app(app)


def _shut(who: str) -> set[str]:
    """Whoever is not signed in is led to the sign-in by what is for others."""
    if who in ("charlie", "bob"):
        return {*SHUT, "GET /readyz"}
    for_others = {route for route in SHUT if route.startswith("POST /me/")}
    return (SHUT | SHUT_TO_GUESTS | {"GET /readyz"}) - for_others


def _is_kind(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert NOT_NOW in answer.text
    assert answer.headers["Retry-After"] == "60"
