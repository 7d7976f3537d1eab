"""A push service and a mail server of our own, and what the minute's look would do."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from blueprints.accounts.models import Person
from blueprints.notifications.delivering import nudge
from blueprints.notifications.models import Wishes
from blueprints.shared.database import db
from blueprints.shared.posting import Wellmet
from tests import cast, postbox
from tests import evening as believable
from tests.conftest import Actor, Clock
from tests.notifications import push_service
from tests.notifications.push_service import Browser, Service
from tests.postbox import Postbox

KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"  # RFC 8291, appendix A

# When Alice is nudged, the morning after her evening.
NINE = datetime.fromisoformat("2026-12-04T09:00:00+00:00")

Look = Callable[[datetime], None]


@pytest.fixture
def service(app: Wellmet) -> Iterator[Service]:
    """A push service that this Wellmet knows."""
    before = dict(app.config)
    with push_service.opened() as running:
        app.config.update(PUSH_HOSTS=(running.origin,), VAPID_PRIVATE_KEY=KEY)
        yield running
    app.config.clear()
    app.config.update(before)


@pytest.fixture
def browser(service: Service, alice: Actor) -> Browser:
    """Alice's browser, which takes nudges."""
    opened = Browser(service)
    assert alice.post("/me/nudges/phones", opened.form).status_code == 204
    return opened


@pytest.fixture
def box(app: Wellmet) -> Iterator[Postbox]:
    """A Wellmet that can send mail, and where it arrives."""
    with postbox.opened(app) as opened:
        yield opened


@pytest.fixture
def confirmed(app: Wellmet, alice: Actor) -> None:
    """Alice's address is hers."""
    with app.app_context():
        db.session.get_one(Person, alice.id).confirm()
        db.session.commit()


@pytest.fixture
def after(app: Wellmet, alice: Actor) -> str:
    """The id of an evening at which Alice met people and made promises."""
    with app.app_context():
        event = believable.fill(db.session.get_one(Person, alice.id), cast.EVENING_START)
        db.session.commit()
        return event.id


@pytest.fixture
def look(app: Wellmet, clock: Clock) -> Look:
    """What the scheduler does at a moment."""

    def at(moment: datetime) -> None:
        clock.set(moment)
        with app.app_context():
            due = Wishes.to_look_at(moment, 100)
            db.session.rollback()
            for person_id in due:
                nudge(person_id)

    return at
