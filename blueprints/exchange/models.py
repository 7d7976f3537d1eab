"""Codes: what a person shows, so that whoever scans it gets their card."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ForeignKey,
    RowMapping,
    String,
    Uuid,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.accounts.models import Person
from blueprints.accounts.signals import taken_over
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.goals.models import Event, changing
from blueprints.shared import acts, clock
from blueprints.shared.card import Card
from blueprints.shared.database import Base, Model, UtcDateTime, db
from blueprints.shared.ids import new_code, new_id
from blueprints.shared.records import Owned, next_rev, stamp_all

# Twelve characters of base 32 are 60 bits: nobody comes upon one by trying.
CODE_LENGTH = 12
LIFE_AFTER_EVENT = timedelta(days=1)
# A phone shows its code for days without a network, and whoever scans it may be without one too.
LIFE_WITHOUT_EVENT = timedelta(days=8)
RENEWED_AFTER = timedelta(days=1)
# How far apart the clocks of two phones may be that nobody has set wrong on purpose.
CLOCKS_DIFFER = timedelta(hours=1)


@dataclass(frozen=True)
class Holder:
    """Whose code it is, what they share, and what it was shown for."""

    word: str
    owner_id: str
    event_id: str | None
    event_title: str
    card: Card
    has_photo: bool
    locale: str
    made_at: datetime
    expires_at: datetime

    @property
    def expired(self) -> bool:
        """Whether the code has outlived its occasion."""
        return clock.now() >= self.expires_at

    def date(self) -> None:
        """Nobody has scanned a code before it was made, whatever hour their phone says."""
        if clock.now() < self.made_at - CLOCKS_DIFFER:
            acts.not_before(self.made_at)


@dataclass(frozen=True)
class Living:
    """A code that is answered until one moment, and shown until another, which may come first."""

    id: str
    word: str
    event_id: str | None
    event_title: str
    living_until: datetime
    young_until: datetime


class Code(Owned, Model):
    """A random word in a URL that leads to its owner's card, for one event or for some days."""

    __tablename__ = "codes"

    word: Mapped[str] = mapped_column(String(CODE_LENGTH), unique=True)
    event_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("events.id", ondelete="SET NULL")
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def shown_by(cls, owner_id: str, event_id: str | None) -> "Code | None":
        """The code this person shows there, if they have a living one."""
        living = (cls.owner_id == owner_id, cls.event_id == event_id, cls.ended_at.is_(None))
        query = select(cls).where(*living).order_by(cls.made_at.desc(), cls.id).limit(1)
        code = db.session.scalar(query)
        return code if code and (event_id or code._young()) else None

    @classmethod
    def show(cls, owner_id: str, event_id: str | None) -> "Code":
        """The code this person shows there, made if they have none. Safe twice."""
        # Two pages opened at once wait here for each other, and find one code.
        next_rev(owner_id)
        return cls.shown_by(owner_id, event_id) or cls._add(owner_id, event_id)

    @classmethod
    def renew(cls, owner_id: str, event_id: str | None) -> "Code":
        """A new code. Whichever else this person has shown leads nowhere from now on."""
        cls.end_all(owner_id)
        return cls._add(owner_id, event_id)

    @classmethod
    def holder(cls, word: str) -> Holder | None:
        """Who shows that code; nobody when it was renewed, was never made, or they are gone."""
        row = db.session.connection().execute(_HOLDER, {"word": word}).one_or_none()
        if row is None:
            return None
        return Holder(
            word=word,
            owner_id=row.owner_id,
            event_id=row.event_id,
            event_title=row.title or "",
            card=Card.from_json(row.card).only(row.shared),
            has_photo=row.photo_id is not None and "photo" in row.shared,
            locale=row.locale,
            made_at=row.made_at,
            expires_at=_expiry(row.made_at, row.ends_at),
        )

    @classmethod
    def living(cls, owner_id: str) -> list[Living]:
        """This person's codes that are answered still, the latest made first."""
        rows = db.session.connection().execute(_OF_OWNER, {"owner": owner_id}).mappings()
        codes = [_living(row) for row in rows]
        return [code for code in codes if clock.now() < code.living_until]

    @classmethod
    def end_all(cls, owner_id: str) -> None:
        """No code that this person has shown leads anywhere from now on. Safe twice."""
        living = (cls.owner_id == owner_id, cls.ended_at.is_(None))
        ended = {"ended_at": clock.now(), "rev": next_rev(owner_id)}
        db.session.execute(update(cls).where(*living).values(**ended))

    def living_until(self, event: Event | None) -> datetime:
        """When it ends, where it is the code of that event or of none."""
        return _expiry(self.made_at, event.ends_at if event else None)

    def _young(self) -> bool:
        return clock.now() < self.made_at + RENEWED_AFTER

    @classmethod
    def _add(cls, owner_id: str, event_id: str | None) -> "Code":
        code = cls(
            id=new_id(),
            owner_id=owner_id,
            event_id=event_id,
            word=new_code(CODE_LENGTH),
            made_at=clock.now(),
        )
        db.session.add(code)
        db.session.flush()
        return code


@taken_over.connect
def _end_codes(person: Person) -> None:
    Code.end_all(person.id)


@changing.connect
def _end_codes_for_good(event: Event) -> None:
    """A code that has outlived its event leads nowhere, though the event moves to another day."""
    if clock.now() >= event.ends_at + LIFE_AFTER_EVENT:
        living = (Code.event_id == event.id) & Code.ended_at.is_(None)
        stamp_all(Code, living, {"ended_at": clock.now()})


def arrivals(person_id: str, rev: int, since: int) -> tuple[int, list[dict[str, str]]]:
    """Whoever got this person's card after the revision `since`; and the revision now.

    `rev` is their last one as far as is known.
    """
    known = min(max(since, 0), rev)
    if known == rev:
        # *My code* asks every two seconds; mostly nobody has come.
        return known, []
    rows = db.session.execute(_ARRIVALS, {"owner": person_id, "since": known}).all()
    people = [{"name": row.name, "href": f"/people/{row.id}/listening"} for row in rows]
    return max([rev, *(row.rev for row in rows)]), people


def _expiry(made_at: datetime, event_ends_at: datetime | None) -> datetime:
    if event_ends_at is None:
        return made_at + LIFE_WITHOUT_EVENT
    return event_ends_at + LIFE_AFTER_EVENT


def _living(row: RowMapping) -> Living:
    until = _expiry(row["made_at"], row["ends_at"])
    return Living(
        id=row["id"],
        word=row["word"],
        event_id=row["event_id"],
        event_title=row["title"] or "",
        living_until=until,
        young_until=until if row["event_id"] else row["made_at"] + RENEWED_AFTER,
    )


# Over tables, not classes: it is asked at every scan, where the ORM would take twice as long.
_codes, _persons, _events = (
    Base.metadata.tables[table.__tablename__] for table in (Code, Person, Event)
)
_HOLDER = (
    select(
        _codes.c.owner_id,
        _codes.c.event_id,
        _codes.c.made_at,
        _events.c.title,
        _events.c.ends_at,
        _persons.c.card,
        _persons.c.shared,
        _persons.c.photo_id,
        _persons.c.locale,
    )
    .join(_persons, _persons.c.id == _codes.c.owner_id)
    .outerjoin(_events, _events.c.id == _codes.c.event_id)
    .where(_codes.c.word == bindparam("word"), _codes.c.ended_at.is_(None))
)
_OF_OWNER = (
    select(
        _codes.c.id,
        _codes.c.word,
        _codes.c.event_id,
        _codes.c.made_at,
        _events.c.title,
        _events.c.ends_at,
    )
    .outerjoin(_events, _events.c.id == _codes.c.event_id)
    .where(_codes.c.owner_id == bindparam("owner"), _codes.c.ended_at.is_(None))
    .order_by(_codes.c.made_at.desc(), _codes.c.id)
)
_LATEST = func.max(Meeting.rev).label("rev")
_ARRIVALS = (
    select(Contact.id, Contact.name, _LATEST)
    .join(Contact, Contact.id == Meeting.contact_id)
    .where(
        Meeting.owner_id == bindparam("owner"),
        Meeting.rev > bindparam("since"),
        Meeting.listened_at.is_(None),
        Contact.source.in_(("swap", "return")),
    )
    .group_by(Contact.id, Contact.name)
    .order_by(_LATEST, Contact.id)
)
