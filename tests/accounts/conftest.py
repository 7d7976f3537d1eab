"""A mail server of our own, and what it was handed."""

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
