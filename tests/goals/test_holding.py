"""An event stays as it is while somebody meets somebody there."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from blueprints.goals.models import Event
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet

# What has another connection wait for a twentieth of a second at most.
HASTY = {"sqlite": "PRAGMA busy_timeout = 50", "postgresql": "SET lock_timeout = 50"}


def test_nobody_changes_an_event_that_is_held(app: Wellmet, evening: str) -> None:
    with app.app_context():
        somebody = create_engine(db.engine.url, poolclass=NullPool)
        db.session.get_one(Event, evening).hold(evening)
        with somebody.connect() as other:
            other.execute(text(HASTY[somebody.dialect.name]))
            with pytest.raises(OperationalError):
                other.execute(text("UPDATE events SET title = 'Another'"))
        db.session.rollback()
