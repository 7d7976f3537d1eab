"""The world that strangers come to."""

import pytest

from blueprints.shared.posting import Wellmet
from tests.conftest import Clock
from tests.strangers import world
from tests.strangers.world import World


@pytest.fixture
def full(app: Wellmet, clock: Clock) -> World:
    return world.make(app, clock)
