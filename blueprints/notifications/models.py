"""What each person wishes to be told and how, and what they were told."""

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    delete,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from blueprints.accounts.models import Person
from blueprints.accounts.signals import moved, placed, renewed
from blueprints.goals import going
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db

from .nudging import FURTHEST, QUIET_FROM, QUIET_UNTIL, Key, Quiet, Whereabouts, next_look

# A random address of 128 bits: nobody guesses whose calendar it leads to.
TOKEN_BYTES = 16
_TOKEN = re.compile(r"[\w-]{22}", re.ASCII)
# How long the page that a mail's link leads to offers to undo what it did. Later, whoever finds the
# mail would turn on what its person wants no more.
_REGRET = timedelta(hours=1)


class Wishes(Model):
    """How a person wishes to be nudged, and when to see whether there is anything to say.

    `look_at` alone drives the scheduler: a coming morning; while a nudge is on its way, when to try
    again should nobody hear how it went.
    """

    __tablename__ = "nudge_wishes"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    mail: Mapped[bool] = mapped_column(Boolean, default=True)
    # Counted up when mails are turned on again, or go to another address: links in those from
    # before stop nothing any more.
    mail_round: Mapped[int] = mapped_column(Integer, default=0)
    # When the link in one stopped them; None where they come, or their person turned them off.
    mail_stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    quiet_from: Mapped[int] = mapped_column(Integer, default=QUIET_FROM)
    quiet_until: Mapped[int] = mapped_column(Integer, default=QUIET_UNTIL)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    calendar_token: Mapped[str | None] = mapped_column(String(22), unique=True)
    look_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    person: Mapped[Person] = relationship(viewonly=True)

    @classmethod
    def of(cls, person_id: str) -> "Wishes":
        """A person's wishes."""
        return db.session.get_one(cls, person_id)

    @classmethod
    def by_token(cls, token: str) -> "Wishes | None":
        """Whose calendar that is."""
        if not _TOKEN.fullmatch(token):
            return None
        return db.session.scalar(select(cls).where(cls.calendar_token == token))

    @classmethod
    def to_look_at(cls, now: datetime, most: int) -> Sequence[str]:
        """The people to look at now, whoever has waited longest first: two indexed reads."""
        due = or_(cls.look_at <= now, cls.look_at > now + FURTHEST)
        return db.session.scalars(
            select(cls.person_id).where(due).order_by(cls.look_at, cls.person_id).limit(most)
        ).all()

    def is_due(self, now: datetime) -> bool:
        """Whether to look now. A look further ahead than any is was set by a clock gone wrong."""
        return self.look_at <= now or self.look_at > now + FURTHEST

    @property
    def whereabouts(self) -> Whereabouts:
        """By which clocks they live, and when they are to be left in peace."""
        quiet = Quiet(self.quiet_from, self.quiet_until)
        return Whereabouts(self.person.zone, quiet, going.occasions(self.person_id))

    def settle(self, by_mail: bool, quiet: Quiet) -> None:
        """Set whether mail may come, and the quiet hours."""
        before = Quiet(self.quiet_from, self.quiet_until)
        if by_mail and not self.mail:
            self.end_links()
        # From now on it is as they have it: nobody who finds a mail undoes that.
        self.mail_stopped_at = None
        self.mail, self.quiet_from, self.quiet_until = by_mail, quiet.begins, quiet.ends
        # Or what is to be tried again this morning would be left for the next.
        if quiet != before:
            self.time_anew(self.person.zone)

    def stop(self) -> None:
        """No nudge from now on, by any way. Safe twice."""
        self.stopped_at = self.stopped_at or clock.now()

    def go_on(self) -> None:
        """Undo the stop. Safe twice."""
        self.stopped_at = None

    def stop_mail(self) -> None:
        """No more mails, as the link in one says. Safe twice."""
        if self.mail:
            self.mail, self.mail_stopped_at = False, clock.now()

    @property
    def may_regret(self) -> bool:
        """Whether a mail's link stopped the mails just now, so that it may undo that."""
        return bool(self.mail_stopped_at and clock.now() - self.mail_stopped_at < _REGRET)

    def regret(self) -> None:
        """Undo what a mail's link has just done; later nothing. Safe twice."""
        if self.may_regret:
            self.mail, self.mail_stopped_at = True, None

    def end_links(self) -> None:
        """The links in all mails so far stop nothing any more."""
        self.mail_round += 1

    def open_calendar(self) -> None:
        """Make an address for the calendar; one that was given out before ends."""
        self.calendar_token = secrets.token_urlsafe(TOKEN_BYTES)

    def close_calendar(self) -> None:
        """The calendar has no address any more. Safe twice."""
        self.calendar_token = None

    def time_anew(self, zone: str) -> None:
        """Look on the next morning of these clocks."""
        quiet = Quiet(self.quiet_from, self.quiet_until)
        self.look_at = next_look(clock.arrival(), Whereabouts(zone, quiet))


@placed.connect
def _time_anew(person: Person) -> None:
    wishes = db.session.get(Wishes, person.id)
    if wishes is None:
        usual = {"quiet_from": QUIET_FROM, "quiet_until": QUIET_UNTIL}
        wishes = Wishes(person_id=person.id, mail=True, mail_round=0, **usual)
        db.session.add(wishes)
    wishes.time_anew(person.zone)


@renewed.connect
def _close_calendar(person: Person) -> None:
    Wishes.of(person.id).close_calendar()


@moved.connect
def _end_links(person: Person) -> None:
    Wishes.of(person.id).end_links()


class Nudge(Model):
    """What a person was told on a day of theirs. Until it is sent it may grow, and move a day."""

    __tablename__ = "nudges"
    __table_args__ = (UniqueConstraint("person_id", "day"),)

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE")
    )
    day: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    way: Mapped[str] = mapped_column(String(8), default="")  # "", push, mail or refused

    told: Mapped[list["Told"]] = relationship(order_by="Told.position", viewonly=True)

    @classmethod
    def on(cls, person_id: str, day: date) -> "Nudge | None":
        """The nudge of that day, if there is one."""
        return db.session.scalar(select(cls).where(cls.person_id == person_id, cls.day == day))

    @classmethod
    def unsent(cls, person_id: str) -> "Nudge | None":
        """The nudge that was begun and is not known to have arrived. There is one at most."""
        return db.session.scalar(
            select(cls).where(cls.person_id == person_id, cls.sent_at.is_(None))
        )

    @classmethod
    def sent_to(cls, person_id: str, most: int) -> Sequence["Nudge"]:
        """What a person was told, the latest first."""
        sent = (cls.person_id == person_id, cls.sent_at.is_not(None))
        latest = select(cls).where(*sent).order_by(cls.sent_at.desc(), cls.id).limit(most)
        return db.session.scalars(latest.options(selectinload(cls.told))).all()

    def tell(self, lines: Sequence["Told"]) -> None:
        """Set what it tells, in place of what it would have told before."""
        db.session.execute(delete(Told).where(Told.nudge_id == self.id))
        db.session.add_all(lines)

    def take_back(self) -> None:
        """There is nothing left to tell."""
        db.session.delete(self)


class Told(Model):
    """A matter of a nudge, in the words of that day: nothing is told twice."""

    __tablename__ = "nudge_matters"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    subject: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    nudge_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("nudges.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(Integer)
    # Empty for what another line of the same nudge covers.
    words: Mapped[str] = mapped_column(String(500), default="")
    href: Mapped[str] = mapped_column(String(80), default="")

    @property
    def key(self) -> Key:
        """By this the matter is known again."""
        return (self.kind, self.subject, self.day)

    @classmethod
    def before(cls, person_id: str, unsent: Nudge | None) -> set[Key]:
        """All that a person has been told, but by the nudge that was not sent yet."""
        of_person = select(cls.kind, cls.subject, cls.day).where(cls.person_id == person_id)
        query = of_person.where(cls.nudge_id != unsent.id) if unsent else of_person
        return {(kind, subject, day) for kind, subject, day in db.session.execute(query)}
