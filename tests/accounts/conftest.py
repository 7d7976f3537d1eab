"""A mail server of our own, and what it was handed; two who write at once."""

from collections.abc import Iterator

import pytest

from blueprints.shared.posting import Wellmet
from tests.postbox import PLACE, Postbox, opened

__all__ = ["PLACE", "Postbox"]


@pytest.fixture
def postbox(app: Wellmet) -> Iterator[Postbox]:
    """A Wellmet that can send mail, and the box where it arrives."""
    with opened(app) as box:
        yield box


@pytest.fixture
def two_may_write(app: Wellmet) -> None:
    """SQLite lets people do one after the other."""
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("needs a database in which two may write at once")
