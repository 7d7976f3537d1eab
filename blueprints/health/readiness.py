"""What a request needs of other machines."""

from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import DBAPIError

from blueprints.shared.database import db
from blueprints.shared.folders import ROOT
from blueprints.shared.limits import limiter


def missing() -> str:
    """The first thing that this process lacks, in a word; "" where it can answer everybody."""
    return _database() or _redis()


def _database() -> str:
    try:
        there = MigrationContext.configure(db.session.connection()).get_current_heads()
    except DBAPIError:
        current_app.logger.exception("The database failed.")
        return "database"
    finally:
        db.session.rollback()
    return "" if set(there) == _heads() else "migrations"


def _redis() -> str:
    return "" if limiter.storage.check() else "redis"


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
