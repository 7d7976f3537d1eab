"""A sign-in that is ended while its own request waits for its turn to write."""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from blueprints.accounts import devices
from blueprints.accounts.sign_ins import SignIn
from blueprints.shared.database import db, writing
from blueprints.shared.ids import new_id
from tests.cast import ALICE, PASSWORD
from tests.conftest import ORIGIN, Actor, Clock, SameOriginClient, Stored

SCRIPT = {"Origin": ORIGIN, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}
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
    form = {"name": "Somebody met"} if path == "/people" else {}

    answers = [lost.open(path, method=method, headers=headers, data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [status, status]
    assert [answer.location for answer in answers] == [place, place]
    assert len(stored(SignIn)) == 1
