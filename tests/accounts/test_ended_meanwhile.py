"""A sign-in that is ended while its own request waits for its turn to write."""

import contextvars
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from blueprints.accounts import devices
from blueprints.accounts.sign_ins import SignIn
from blueprints.notifications.phones import Phone
from blueprints.shared.database import db, writing
from blueprints.shared.ids import new_id
from tests.cast import ALICE, PASSWORD
from tests.conftest import ORIGIN, Actor, Clock, SameOriginClient, Stored
from tests.notifications.push_service import Browser, Service

SCRIPT = {"Origin": ORIGIN, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}
FORMS: dict[str, dict[str, str]] = {
    "/me/nudges/phones": Browser(Service("https://fcm.googleapis.com")).form,
    "/people": {"name": "Somebody met"},
}
AS_ACT = {"Origin": ORIGIN, "Idempotency-Key": new_id()}


@pytest.fixture
def lost(alice: Actor, stranger: SameOriginClient) -> SameOriginClient:
    """Another phone of Alice's."""
    stranger.post("/sign-in", data={"email": ALICE.email, "password": PASSWORD})
    return stranger


@pytest.fixture
def waits(alice: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alice ends every other sign-in while the next one to keep its use waits for its turn."""

    @contextmanager
    def waiting() -> Iterator[None]:
        monkeypatch.undo()
        db.session.rollback()
        ended = contextvars.Context().run(alice.post, "/me/devices/removal")
        assert ended.status_code == 303
        with writing():
            yield

    monkeypatch.setattr(devices, "writing", waiting)


@pytest.mark.usefixtures("waits")
@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "place"),
    [
        ("GET", "/today", {}, 303, "/sign-in?next=/today"),
        ("GET", "/", {}, 200, None),
        ("POST", "/people", {"Origin": ORIGIN}, 401, None),
        ("POST", "/people", AS_ACT, 401, None),
        ("POST", "/me/photo/removal", {"Origin": ORIGIN}, 303, "/sign-in"),
        ("GET", "/replica", SCRIPT, 401, None),
        ("POST", "/outbox", SCRIPT, 401, None),
    ],
)
def test_the_first_use_of_a_day_is_answered_as_any_ended_sign_in(
    lost: SameOriginClient,
    clock: Clock,
    stored: Stored,
    method: str,
    path: str,
    headers: dict[str, str],
    status: int,
    place: str | None,
) -> None:
    clock.set(clock.time + timedelta(days=1))
    answers = [
        lost.open(path, method=method, headers=headers, data=FORMS.get(path)) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [status, status]
    assert [answer.location for answer in answers] == [place, place]
    assert len(stored(SignIn)) == 1


@pytest.fixture
def is_written(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], TestResponse]], None]:
    """Does something right after the next use of a sign-in was written."""

    def arrange(act: Callable[[], TestResponse]) -> None:
        @contextmanager
        def wrote() -> Iterator[None]:
            monkeypatch.undo()
            with writing():
                yield
            db.session.rollback()
            assert contextvars.Context().run(act).status_code == 303

        monkeypatch.setattr(devices, "writing", wrote)

    return arrange


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/me/nudges/phones", 401),
        ("/people", 401),
        ("/me/photo/removal", 303),
        ("/me/nudges/calendar", 303),
    ],
)
def test_an_account_that_goes_between_the_use_and_the_act_is_answered_so_too(
    alice: Actor,
    lost: SameOriginClient,
    clock: Clock,
    is_written: Callable[[Callable[[], TestResponse]], None],
    path: str,
    status: int,
) -> None:
    clock.set(clock.time + timedelta(days=1))
    is_written(lambda: alice.post("/me/delete", {"password": PASSWORD}))

    assert lost.post(path, data=FORMS.get(path, {})).status_code == status


def test_a_browser_whose_sign_in_goes_between_the_use_and_the_act_is_told_nothing(
    alice: Actor,
    lost: SameOriginClient,
    clock: Clock,
    stored: Stored,
    is_written: Callable[[Callable[[], TestResponse]], None],
) -> None:
    clock.set(clock.time + timedelta(days=1))
    is_written(lambda: alice.post("/me/devices/removal"))

    path = "/me/nudges/phones"
    assert lost.post(path, data=FORMS[path]).status_code == 401
    assert stored(Phone) == []
