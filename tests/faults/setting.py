"""The app of a fault: on a database of its own, and it knows Alice."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_migrate import upgrade

from app import create_app
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import SameOriginClient, Settings


@contextmanager
def knowing_alice(settings: Settings) -> Iterator[Wellmet]:
    """An app with these settings, until it is not needed any more."""
    app = create_app(settings)
    app.test_client_class = SameOriginClient
    with app.app_context():
        upgrade()
        cast.person(cast.ALICE)
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()
