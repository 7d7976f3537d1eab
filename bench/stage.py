"""An app in the middle of a believable evening, and the requests its guests send."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import session
from flask.sessions import SecureCookieSessionInterface
from flask_login import login_user
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from blueprints.accounts.devices import Device
from blueprints.accounts.models import Person
from blueprints.contacts.models import Contact
from blueprints.exchange.models import Code
from blueprints.goals.models import Event
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast, evening

from . import bare

HOST = "localhost"
LATE_IN_THE_EVENING = cast.EVENING_START + timedelta(minutes=125)
# Quick hashing: nobody signs in while the clock runs, and the stage is set sooner.
SETTINGS = {"SECRET_KEY": "only for benches, and long enough", "PASSWORD_METHOD": "scrypt:256:8:1"}

Environ = dict[str, Any]


@dataclass
class Stage:
    """The app, and what the cases need to know of the evening."""

    app: Wellmet
    alice: str  # the Cookie header of her browser
    person: str  # the path of somebody she met
    code: str  # Bob's; whoever scans it meets him, and leaves Alice's evening as it is
    guests: list[str]  # the Cookie header of each


def build(folder: Path, guests: int) -> Stage:
    """Alice's evening in a database in `folder`, with so many guests ready to scan Bob's code."""
    database = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/bench.sqlite3"}
    app = create_app(SETTINGS | database)
    app.register_blueprint(bare.blueprint)
    app.extensions["clock"] = lambda: LATE_IN_THE_EVENING
    with app.app_context():
        upgrade()
        bare.TABLE.create(db.engine)
        stage = _fill(app, guests)
        db.session.commit()
    return stage


def get(path: str, cookie: str = "") -> Environ:
    """A page asked for by a browser that sends this cookie."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_COOKIE": cookie,
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": None,
    }


def post(path: str, cookie: str, form: dict[str, str]) -> Environ:
    """A form posted from a page of ours."""
    body = urlencode(form).encode()
    return get(path, cookie) | {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }


def _fill(app: Wellmet, guests: int) -> Stage:
    alice, bob = cast.person(cast.ALICE), cast.person(cast.BOB)
    event = evening.fill(alice)
    event.join(bob.id)
    contact = db.session.scalars(select(Contact).where(Contact.name == evening.GUESTS[0].card.name))
    met = contact.one()
    met.write_note(new_id(), "Knows the head of procurement at the county hospital.")
    return Stage(
        app=app,
        alice=cookie(app, alice),
        person=f"/people/{met.id}",
        code=Code.show(bob.id, event.id).word,
        guests=[cookie(app, _guest(event, number)) for number in range(guests)],
    )


def _guest(event: Event, number: int) -> Person:
    card = replace(cast.BOB, name=f"Guest {number}", email=f"guest{number}@example.org")
    guest = cast.person(card)
    event.join(guest.id)
    return guest


def cookie(app: Wellmet, person: Person) -> str:
    signed_in = Device.open(person, "bench")
    db.session.flush()
    interface = SecureCookieSessionInterface()
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        session.permanent = True
        login_user(signed_in)
        # A browser that has been here today already, so that no new cookie is due.
        app.preprocess_request()
        return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(dict(session))}"
