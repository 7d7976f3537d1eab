"""What the pages between events cost beside a bare one: whom to keep warm, and who should meet."""

import logging
import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import select

from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from tests import cast
from tests.matching.people import FIRST, SECOND

from .many_met import Crowd, gather
from .measure import Case, ratio, rounds
from .stage import LATE_IN_THE_EVENING, get

# A network as large as most people can keep, and one of whom everybody told something.
MET = (40, 300)
ROUNDS, WARM_UP = 20, 2
AIM = 3.0
AGO = (60, 40)  # days since they wrote, and since Alice did, of every second
LATER = timedelta(days=60)


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    for count in MET:
        with TemporaryDirectory() as folder:
            _tell(count, _times(gather(Path(folder), count)))
    return 0


def _times(crowd: Crowd) -> dict[str, list[float]]:
    with crowd.app.app_context():
        for number, contact in enumerate(db.session.scalars(select(Contact)).all()):
            _get_to_know(contact, number)
        db.session.commit()
    crowd.app.extensions["clock"] = lambda: LATE_IN_THE_EVENING + LATER
    cases = _cases(crowd)
    rounds(crowd.app, cases, WARM_UP)
    return rounds(crowd.app, cases, ROUNDS)


def _get_to_know(contact: Contact, number: int) -> None:
    """They told what one of the labelled people did; with every second there were words."""
    guest = (FIRST + SECOND)[number % len(FIRST + SECOND)]
    card = replace(contact.whole_card, headline=guest.headline, looking_for=guest.looking_for)
    contact.edit(replace(card, can_help=guest.can_help))
    days = zip(("they", "me"), AGO, strict=True) if number % 2 else ()
    for who, ago in days:
        on = (cast.EVENING_START - timedelta(days=ago)).date()
        Touch.log(contact, new_id(), who, on, "email", "About the rota")


def _cases(crowd: Crowd) -> dict[str, Case]:
    paths = {"bare page": "/bare/mine", "Today": "/today", "Introductions": "/introductions"}
    paths |= {"a person": crowd.people[0], "write down": "/people/new"}
    return {name: partial(get, path, crowd.cookie) for name, path in paths.items()}


def _tell(count: int, times: dict[str, list[float]]) -> None:
    print(f"\nBetween events, {count} people met: CPU beside a bare page of 50 rows, signed in")
    for name, spent in times.items():
        beside = f"{ratio(spent, times['bare page']):6.2f} x (aim: {AIM:g} at most)"
        print(f"  {name:14} {median(spent) * 1000:6.2f} ms {beside if name != 'bare page' else ''}")


if __name__ == "__main__":
    sys.exit(main())
