"""`make demo`: fills an empty database with an evening that is going on right now."""

import sys
from datetime import timedelta

from flask_migrate import upgrade

from app import create_app
from blueprints.accounts.models import Person
from blueprints.shared import clock
from blueprints.shared.database import db
from blueprints.shared.variables import BadSetting
from tests import cast, evening


def main() -> int:
    """Fill the database, or say why not."""
    try:
        app = create_app()
    except BadSetting as problem:
        print(f"Wellmet cannot start: {problem}", file=sys.stderr)
        return 2
    with app.app_context():
        upgrade()
        if db.session.scalar(db.select(db.func.count(Person.id))):
            print("The database holds people already; the demo leaves it alone.", file=sys.stderr)
            return 1
        _fill()
        db.session.commit()
    print(f"\n  Sign in as {cast.ALICE.email} or {cast.BOB.email}")
    print(f"  with the password: {cast.PASSWORD}\n")
    return 0


def _fill() -> None:
    alice, bob = cast.person(cast.ALICE), cast.person(cast.BOB)
    start = clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    event = evening.fill(alice, start)
    event.join(bob.id)


if __name__ == "__main__":
    sys.exit(main())
