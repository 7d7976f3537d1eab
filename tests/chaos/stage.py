"""The evening every schedule begins with, and a server that stumbles when told to."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import insert, select

from blueprints.accounts.models import Person
from blueprints.contacts.consent import WHO
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.exchange.models import Code
from blueprints.followups.drafting import PARTS
from blueprints.followups.messages import Message
from blueprints.followups.proposals import Offer, Proposal
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.shared.acts import ENVIRON_KEY
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.moments import written
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock

from .world import COOKIE, RETRY_AFTER, Line, Pipe, World

# Each phone, and whose it is.
PHONES = {"alice-1": "alice", "alice-2": "alice", "bob-1": "bob"}
CARDS = {"alice": cast.ALICE, "bob": cast.BOB}
BEGINS = cast.EVENING_START + timedelta(minutes=30)
OTHERS = (Card(name="Dana Reyes"), Card(name="Erin Walsh"))
TIMES = [datetime(2027, 2, day, 10, tzinfo=UTC) for day in (1, 2)]
# How a batch can end in its middle, and whether the act is done by then.
STOPS = {"503": False, "429": False, "401": False, "500": True}


class Stumbling:
    """The app, which stops at the n-th act of a batch when it is told to."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.steady()

    def steady(self) -> None:
        self.before, self.how = -1, ""

    def stop(self, before: int, how: str) -> None:
        self.before, self.how = before, how

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if ENVIRON_KEY not in environ or not self.how:
            return self.app(environ, start)
        self.before -= 1
        return self.app(environ, start) if self.before >= 0 else self._stumble(environ, start)

    def _stumble(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        how = self.how
        self.steady()
        if STOPS[how]:
            list(self.app(environ, lambda *_: lambda _: None))
        start(f"{how} Stopped", [("Retry-After", RETRY_AFTER)] if how == "429" else [])
        return [b""]


@dataclass(repr=False)
class Stage:
    """The app as every schedule finds it."""

    app: Wellmet
    clock: Clock
    pipe: Pipe
    stumbling: Stumbling
    ids: dict[str, str]
    codes: dict[str, str]
    rows: dict[str, list[dict[str, Any]]]
    cookies: dict[str, str]

    def world(self) -> World:
        """Put everything back to where it began."""
        # What outlives a schedule grows with each, and need not be looked through before the next.
        gc.collect()
        gc.freeze()
        self.stumbling.steady()
        with self.app.app_context():
            _restore(self.rows)
        lines = {name: self._line(name) for name in PHONES}
        world = World(self.pipe, self.clock, lines, self.app.test_client())
        world.do("reset")
        self.clock.set(BEGINS)
        return world

    def _line(self, phone: str) -> Line:
        client = self.app.test_client()
        client.set_cookie(COOKIE, self.cookies[phone])
        return Line(client, self.ids[PHONES[phone]])


def build(app: Wellmet, clock: Clock, pipe: Pipe, people: dict[str, Actor]) -> Stage:
    """An evening with a person met already, and phones that have been opened with a network."""
    stumbling = Stumbling(app.wsgi_app)
    app.wsgi_app = stumbling  # type: ignore[assignment, method-assign]
    ids = {name: person.id for name, person in people.items()}
    with app.app_context():
        codes = begin(ids)
        know(ids["alice"])
    lines = {name: _signed_in(app, name, ids) for name in PHONES}
    world = World(pipe, clock, lines, app.test_client())
    clock.set(BEGINS)
    for name in PHONES:
        assert world.do("wake", name, now=False) == "done"
        world.do("keep", name)
    cookies = {name: line.cookie for name, line in lines.items()}
    with app.app_context():
        rows = rows_of_all()
    return Stage(app, clock, pipe, stumbling, ids, codes, rows, cookies)


def begin(ids: dict[str, str]) -> dict[str, str]:
    """The evening of Alice and Bob, at which she has met Charlie. Their codes there."""
    event = cast.evening(db.session.get_one(Person, ids["alice"]))
    event.join(ids["bob"])
    assert Contact.add(ids["alice"], new_id(), cast.CHARLIE, "typed", event.id)
    codes = {name: Code.show(person_id, event.id).word for name, person_id in ids.items()}
    db.session.commit()
    return codes


def know(owner_id: str) -> None:
    """What Alice has noted by then: of each kind one, so that something can become of it."""
    (event,) = db.session.scalars(select(Event)).all()
    (charlie,) = db.session.scalars(select(Contact)).all()
    others = [Contact.add(owner_id, new_id(), card, "typed", event.id) for card in OTHERS]
    for minutes, contact in enumerate([charlie, *others]):
        contact.met_at += timedelta(minutes=minutes)
    charlie.promise(new_id(), True, "Send the rota plan", None)
    Touch.log(charlie, new_id(), "they", charlie.met_at.date(), text="A card")
    charlie.write_note(new_id(), "Sails")
    parts = {part: "" for part in PARTS} | {"who": "Alice here", "told": "The rota plan"}
    Message.write(charlie, new_id(), parts)
    Message.write_line(others[1].meetings[0], new_id(), f"A line or Erin at {event.title}")
    moments = [written(at) for at in TIMES]
    Proposal.propose(charlie, new_id(), Offer("coffee", "The pier", 45, moments, cast.ZONE))
    _introduce(charlie, others[0])
    attendance = event.attendance_of(owner_id)
    assert attendance
    Target.add(attendance, new_id(), {"who": "A nurse", "why": "", "offer": "", "opening": ""})
    db.session.commit()


def _introduce(first: Contact, second: Contact) -> None:
    """Both have been asked, and would like to meet."""
    begun_id, today = new_id(), first.met_at.date()
    Introduction.begin(begun_id, first, second, {"reason": "Rotas", "need": "", "offer": ""})
    db.session.flush()
    begun = db.session.get_one(Introduction, begun_id)
    for who in WHO:
        begun.ask(who, "", today)
        begun.answer(who, "yes")


def sign_in(line: Line, person: str) -> None:
    """Sign one of the cast in on a phone."""
    signing_in = {"email": CARDS[person].email, "password": cast.PASSWORD}
    assert line.client.post("/sign-in", data=signing_in).status_code == 303


def _signed_in(app: Wellmet, phone: str, ids: dict[str, str]) -> Line:
    line = Line(app.test_client(), ids[PHONES[phone]])
    sign_in(line, PHONES[phone])
    return line


def rows_of_all() -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    connection = db.session.connection()
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in db.metadata.sorted_tables
    }


def _restore(rows: dict[str, list[dict[str, Any]]]) -> None:
    connection = db.session.connection()
    for table in reversed(db.metadata.sorted_tables):
        connection.execute(table.delete())
    for table in db.metadata.sorted_tables:
        if rows[table.name]:
            connection.execute(insert(table), rows[table.name])
    db.session.commit()
