"""A full world of Alice's: every word she keeps to herself can be told from what she shares.

Bob goes to her event and has her card; Charlie has nothing of hers; one who left has a cookie.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import Column, ColumnElement, RowMapping, Select, Table, bindparam
from werkzeug.routing import Rule

from blueprints.accounts.models import Person
from blueprints.accounts.sign_ins import SignIn
from blueprints.contacts.introductions import Introduction
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.notes import Note
from blueprints.contacts.promises import Promise
from blueprints.contacts.touches import Touch
from blueprints.followups.messages import Message
from blueprints.followups.proposals import Proposal
from blueprints.goals.models import Event
from blueprints.goals.targets import Target
from blueprints.notifications.models import Nudge, Told
from blueprints.notifications.phones import Phone
from blueprints.shared.card import Card
from blueprints.shared.database import db
from blueprints.shared.facts import Earlier
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Clock, SameOriginClient, enter
from tests.exchange.codes import word_of
from tests.notifications.push_service import Browser, Service

# In every word that is Alice's alone, and in every word that she shares: neither is said elsewhere.
PRIVATE, SHARED = "quillfern", "marlowbrook"

CARD = Card(
    name="Alice Lindqvist",
    headline=f"Makes {SHARED} rotas",
    organisation=f"{PRIVATE} organisation",
    email=f"{PRIVATE}@example.org",
    phone="+447911123456",
    links=(f"https://{PRIVATE}.example/",),
    looking_for=f"A {SHARED} buyer",
    can_help=f"With {PRIVATE} help",
    prefers="phone",
)
SWITCHED_ON = ("headline", "phone", "looking_for")
TYPED = (
    *("name", "headline", "organisation", "email", "phone"),
    *("looking_for", "can_help", "prefers"),
)
# What Bob and Charlie may read of it, as it stands in a page.
ON_HER_CARD = (CARD.name, CARD.headline, CARD.phone, CARD.looking_for)
GONE = Card(name="Dana Left", email="dana@example.org")


@dataclass(frozen=True)
class Cast:
    """Everybody who comes to the door, each on a browser of their own."""

    alice: Actor
    bob: Actor
    charlie: Actor
    nobody: SameOriginClient
    gone: SameOriginClient

    def client(self, who: str) -> SameOriginClient:
        """The browser of the one with that name."""
        found = getattr(self, who)
        return found.client if isinstance(found, Actor) else found


@dataclass(frozen=True)
class World:
    """The cast, and what each name in a path stands for: real ids of Alice's."""

    cast: Cast
    ids: dict[str, str]


def make(app: Wellmet, clock: Clock) -> World:
    """Fill an empty database. Afterwards it is the morning after the evening."""
    actors = Cast(
        alice=enter(app, CARD),
        bob=enter(app, cast.BOB),
        charlie=enter(app, cast.CHARLIE),
        nobody=_browser(app),
        gone=_left(app),
    )
    event_id = _event(app, actors)
    _own_page(actors.alice)
    word = word_of(actors.alice)
    _meet_bob(actors, word)
    contact_id = _meet_ifeoma(actors.alice)
    _prepare(actors.alice, event_id)
    clock.set(cast.EVENING_END + timedelta(hours=12))
    _follow_up(app, actors.alice, contact_id)
    _nudge(app, actors.alice.id)
    return World(actors, _ids(app, actors.alice.id, event_id, contact_id, word))


def tables_of_persons() -> Iterator[tuple[Table, list[Column[str]]]]:
    """Each table whose rows are somebody's, with the columns that say whose; `persons` aside."""
    for table in db.metadata.sorted_tables:
        owners = [
            column
            for column in table.columns
            if any(key.column.table.name == "persons" for key in column.foreign_keys)
        ]
        if owners:
            yield table, owners


def rows_of(app: Wellmet, person_id: str) -> set[str]:
    """Every row of theirs in every table, as it is; but the counter of their changes."""
    found: list[dict[str, Any]] = []
    with app.app_context():
        for name, reading in _readings():
            of_table = db.session.execute(reading, {"hers": person_id}).mappings()
            found += [{"table": name, **row} for row in of_table]
    return {repr(row | {"last_rev": 0} if row["table"] == "persons" else row) for row in found}


# Written once: it is read after every request, and writing costs more than reading.
@cache
def _readings() -> list[tuple[str, Select[Any]]]:
    owners = {table: table.c.get("owner_id", of[0]) for table, of in tables_of_persons()}
    persons = db.metadata.tables["persons"]
    return [
        (table.name, table.select().where(owner == bindparam("hers")))
        for table, owner in {persons: persons.c.id, **owners}.items()
    ]


def rows(table: Table, where: ColumnElement[bool]) -> list[RowMapping]:
    """The rows of a table."""
    return list(db.session.execute(table.select().where(where)).mappings())


def path(rule: Rule, full: World) -> str:
    """The address that a rule leads to with ids of Alice's."""
    built = rule.build({name: full.ids[name] for name in rule.arguments})
    assert built is not None, rule
    return built[1]


def _browser(app: Wellmet) -> SameOriginClient:
    client = app.test_client()
    assert isinstance(client, SameOriginClient)
    return client


def _left(app: Wellmet) -> SameOriginClient:
    """A browser that kept its cookie when its person's account was deleted from another."""
    kept, other = enter(app, GONE).client, _browser(app)
    other.post("/sign-in", data={"email": GONE.email, "password": cast.PASSWORD})
    assert other.post("/me/delete", data={"password": cast.PASSWORD}).location == "/"
    return kept


def _event(app: Wellmet, actors: Cast) -> str:
    with app.app_context():
        event = cast.evening(db.session.get_one(Person, actors.alice.id))
        event.join(actors.bob.id)
        db.session.commit()
        return event.id


def _own_page(alice: Actor) -> None:
    photo = BytesIO()
    Image.new("RGB", (90, 90)).save(photo, "PNG")
    photo.seek(0)
    assert alice.post("/me/photo", {"photo": (photo, "me.png")}).status_code == 303
    typed = {name: getattr(CARD, name) for name in TYPED}
    card = typed | {"links": CARD.links[0], "shared": [*SWITCHED_ON]}
    assert alice.post("/me/card", card).location == "/me"
    alice.post("/me/nudges/calendar")
    alice.post("/me/nudges/phones", Browser(Service("https://fcm.googleapis.com")).form)


def _meet_bob(actors: Cast, word: str) -> None:
    swap = {"mode": "swap", "id": new_id()}
    assert actors.bob.post(f"/c/{word}/swap", swap).status_code == 303


def _meet_ifeoma(alice: Actor) -> str:
    contact_id = new_id()
    card = {"name": f"Ifeoma {PRIVATE}", "email": f"ifeoma@{PRIVATE}.example"}
    alice.post("/people", card | {"id": contact_id})
    heard = {"heard": f"Stuck on {PRIVATE} heard", "promised": f"The {PRIVATE} list"}
    alice.post(f"/people/{contact_id}/listening", heard | {"moves_goal": "yes"})
    return contact_id


def _prepare(alice: Actor, event_id: str) -> None:
    alice.post(f"/events/{event_id}/goal", {"goal": f"One {PRIVATE} goal"})
    parts = {name: f"{PRIVATE} {name}" for name in ("who", "why", "offer", "opening")}
    alice.post(f"/events/{event_id}/targets", parts)


def _follow_up(app: Wellmet, alice: Actor, contact_id: str) -> None:
    here = f"/people/{contact_id}"
    alice.post(f"{here}/notes", {"text": f"{PRIVATE} note"})
    alice.post(f"{here}/touches", {"who": "they", "text": f"{PRIVATE} touch"})
    alice.post(f"{here}/messages", {"told": f"{PRIVATE} message"})
    times = {"first": "2027-02-01T10:00", "second": "2027-02-02T10:00", "minutes": "30"}
    proposal = {"kind": "call", "zone": "UTC", "place": f"{PRIVATE} room", **times}
    alice.post(f"{here}/proposals", proposal)
    with app.app_context():
        proposed = db.session.scalars(db.select(Proposal)).one()
    alice.post(f"/proposals/{proposed.id}/choice", {"moment": proposed.moments[0]})
    alice.post(f"{here}/next", {"next_step": f"{PRIVATE} next"})
    alice.post("/people", {"name": f"Sam {PRIVATE}", "id": (sam := new_id())})
    alice.post("/introductions", {"first": contact_id, "second": sam})
    # Looking for pairs makes the index of what people need.
    alice.read("/introductions")
    _change_her_mind(app, contact_id)
    with app.app_context():
        meeting = db.session.scalars(db.select(Meeting).filter_by(contact_id=contact_id)).one()
    help_ = {"state": "done", "text": f"{PRIVATE} help"}
    alice.post(f"/follow-ups/{meeting.id}/steps/help", help_)


def _change_her_mind(app: Wellmet, contact_id: str) -> None:
    with app.app_context():
        contact = db.session.get_one(Contact, contact_id)
        kept = {"fact": "next_step", "text": f"{PRIVATE} earlier", "made_at": contact.met_at}
        of = {"subject_table": "contacts", "subject_id": contact_id, "contact_id": contact_id}
        db.session.add(Earlier(id=new_id(), owner_id=contact.owner_id, event_id=None, **of, **kept))
        db.session.commit()


def _nudge(app: Wellmet, person_id: str) -> None:
    day, at = cast.EVENING_END.date(), cast.EVENING_END
    with app.app_context():
        nudge = Nudge(id=new_id(), person_id=person_id, day=day, made_at=at, sent_at=at, way="push")
        db.session.add(nudge)
        db.session.flush()
        told = {"kind": "queue", "subject": new_id(), "day": day, "position": 1}
        words = {"words": f"{PRIVATE} nudge", "href": "/follow-ups"}
        db.session.add(Told(person_id=person_id, nudge_id=nudge.id, **told, **words))
        db.session.commit()


def _ids(app: Wellmet, owner: str, event_id: str, contact_id: str, word: str) -> dict[str, str]:
    with app.app_context():

        def one(kind: type, **of: str) -> str:
            found = db.session.scalars(db.select(kind).filter_by(owner_id=owner, **of)).first()
            assert found is not None, kind
            return str(found.id)

        phone = db.session.scalars(db.select(Phone).filter_by(person_id=owner)).one()
        sign_in = db.session.scalars(db.select(SignIn).filter_by(person_id=owner)).one()
        return {
            "contact_id": contact_id,
            "event_id": event_id,
            "introduction_id": one(Introduction),
            "line_id": one(Message),
            "meeting_id": one(Meeting, contact_id=contact_id),
            "message_id": one(Message),
            "note_id": one(Note),
            "phone_id": phone.id,
            "promise_id": one(Promise),
            "proposal_id": one(Proposal),
            "target_id": one(Target),
            "sign_in_id": sign_in.id,
            "touch_id": one(Touch),
            "code": db.session.get_one(Event, event_id).join_code.lower(),
            "word": word,
            # Words that lead somewhere, and a letter that nobody but Alice was sent.
            "kind": "help",
            "choice": "deep",
            "zone": cast.ZONE,
            "who": "first",
            "token": "of-no-letter",
        }
