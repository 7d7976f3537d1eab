"""`make fixture VERSION=0.3`: keeps what this release leaves in a database, and on a phone.

Run once, when a release is ready. Its files then stay as they are for ever: they stand for what
people have.
"""

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from app import create_app
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import SameOriginClient, settings

from .dump import dumped
from .evening import live
from .make_phone import invite, made

HERE = Path(__file__).parent


def main(version: str) -> None:
    """Write the fixtures of a release."""
    with TemporaryDirectory() as folder:
        app = _app(Path(folder))
        live(app.test_client, lambda time: _set(app, time))
        invite(app)
        with app.app_context():
            (HERE / f"{version}.sql").write_text(_written(version))
        _set(app, cast.EVENING_START)
        (HERE / f"{version}.phone.json").write_text(made(app))


def _app(folder: Path) -> Wellmet:
    """The app on an empty database."""
    app = create_app(settings(f"sqlite:///{folder}/wellmet.sqlite3"))
    app.test_client_class = SameOriginClient
    with app.app_context():
        upgrade()
    return app


def _set(app: Wellmet, time: datetime) -> None:
    app.extensions["clock"] = lambda: time


def _written(version: str) -> str:
    with db.engine.connect() as connection:
        schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return f"-- Wellmet {version}, schema {schema}\n\n{dumped(connection)}"


if __name__ == "__main__":
    main(sys.argv[1])
