"""A database that fails: what passes by itself is told apart from what does not."""

import pytest
from sqlalchemy.exc import OperationalError

from app import create_app
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests.conftest import Actor

GONE = "Wellmet cannot get at its records just now."
BUSY = "Too many people are saving at once."
FAULT = "Something went wrong on our side."


class Failure(Exception):
    """What a driver raises, with the code of its database."""

    def __init__(self, **code: str | None) -> None:
        super().__init__("it failed")
        self.__dict__.update(code)


@pytest.mark.parametrize(
    ("failure", "gone", "status", "sentence"),
    [
        (Failure(sqlite_errorname="SQLITE_BUSY_SNAPSHOT"), False, 503, BUSY),
        (Failure(sqlite_errorname="SQLITE_LOCKED"), False, 503, BUSY),
        (Failure(sqlstate="40P01"), False, 503, BUSY),
        (Failure(sqlstate="55P03"), False, 503, BUSY),
        (Failure(), True, 503, GONE),
        (Failure(sqlstate=None), False, 503, GONE),
        (Failure(sqlstate="57P01"), False, 503, GONE),
        (Failure(sqlite_errorname="SQLITE_FULL"), False, 500, FAULT),
        (Failure(sqlite_errorname="SQLITE_ERROR"), False, 500, FAULT),
        (Failure(sqlstate=""), False, 500, FAULT),
    ],
    ids=lambda given: ascii(vars(given)) if isinstance(given, Failure) else None,
)
def test_a_failure_is_logged_and_told_as_what_it_is(
    app: Wellmet,
    alice: Actor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Failure,
    gone: bool,
    status: int,
    sentence: str,
) -> None:
    def fail() -> None:
        raise OperationalError("UPDATE", {}, failure, connection_invalidated=gone)

    name = app.url_map.bind("").match("/swap/code", "POST")[0]
    monkeypatch.setitem(app.view_functions, name, fail)
    answer = alice.post("/swap/code")

    assert answer.status_code == status
    assert sentence in answer.get_data(as_text=True)
    assert "it failed" in caplog.text


def test_a_connection_to_postgresql_is_tried_before_it_is_used() -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    app = create_app({"SECRET_KEY": "only for tests", "SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        assert db.engine.pool._pre_ping
