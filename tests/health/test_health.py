"""Whether a process lives, and whether it can be used: each thing it lacks, for real."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from app import create_app
from blueprints.shared.database import db
from tests.conftest import SameOriginClient, settings
from tests.servers.postgresql import PostgreSQL
from tests.servers.redis import Redis


@pytest.fixture
def own(postgresql: PostgreSQL, redis: Redis) -> Iterator[Flask]:
    """An app on a PostgreSQL of its own, and on the tests' Redis."""
    app = create_app(settings(postgresql.new_database("health"), redis.url))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whoever_asks_is_told_often_and_nobody_keeps_it(
    stranger: SameOriginClient, path: str
) -> None:
    for _ in range(200):
        answer = stranger.get(path)
        assert (answer.status_code, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_without_its_database_it_lives_and_is_not_ready(own: Flask, postgresql: PostgreSQL) -> None:
    assert asked(own, "/readyz") == (200, "ok")

    postgresql.stop()
    try:
        assert asked(own, "/readyz") == (503, "database")
        assert asked(own, "/healthz") == (200, "ok")
    finally:
        postgresql.start()
    assert asked(own, "/readyz") == (200, "ok")


def test_without_redis_it_lives_and_is_not_ready(own: Flask, redis: Redis) -> None:
    redis.stop()
    try:
        assert asked(own, "/readyz") == (503, "redis")
        assert asked(own, "/healthz") == (200, "ok")
    finally:
        redis.start()
    assert asked(own, "/readyz") == (200, "ok")


def test_before_it_is_migrated_it_is_not_ready(own: Flask) -> None:
    for revision in ("-1", "base"):
        with own.app_context():
            downgrade(revision=revision)
        assert asked(own, "/readyz") == (503, "migrations")
    assert asked(own, "/healthz") == (200, "ok")


def asked(app: Flask, path: str) -> tuple[int, str]:
    answer = app.test_client().get(path)
    return answer.status_code, answer.text
