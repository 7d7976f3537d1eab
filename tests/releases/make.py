"""`make fixture VERSION=0.3`: keeps how this release leaves an evening in its database.

Run once, when a release is ready. Its file then stays as it is for ever: it stands for the
databases that people have.
"""

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_migrate import upgrade

from app import create_app
from blueprints.shared.database import db
from tests.conftest import settings

from .dump import dumped
from .evening import BEFORE, live

HERE = Path(__file__).parent


def main(version: str) -> None:
    """Write the fixture of a release."""
    with TemporaryDirectory() as folder:
        file = f"sqlite:///{folder}/wellmet.sqlite3"
        app = create_app(settings(Path(folder)) | {"SQLALCHEMY_DATABASE_URI": file})
        times = [BEFORE]
        app.extensions["clock"] = lambda: times[-1]

        def set_time(time: datetime) -> None:
            times.append(time)

        with app.app_context():
            upgrade()
        live(app.test_client, set_time)
        with app.app_context():
            (HERE / f"{version}.sql").write_text(_written(version))


def _written(version: str) -> str:
    with db.engine.connect() as connection:
        schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        return f"-- Wellmet {version}, schema {schema}\n\n{dumped(connection)}"


if __name__ == "__main__":
    main(sys.argv[1])
