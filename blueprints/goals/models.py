"""Events: what and when they are, and who goes to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from blinker import Signal
from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.accounts.models import Person
from blueprints.accounts.signals import arrived, leaving
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.ids import derived, new_code, new_id, plain_code
from blueprints.shared.records import Owned, next_revs

from . import said
from .attendances import Attendance

JOIN_CODE_LENGTH = 12

changing = Signal("An event is about to change: what its hours have ended has ended for good.")
changed = Signal("What an event is has changed, and with it whatever shows its title.")


class Event(Owned, Model):
    """A meetup or a conference. One for all who attend; only its maker, the owner, edits it."""

    __tablename__ = "events"
    after_its_owner = False

    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200))
    link: Mapped[str] = mapped_column(String(500))
    join_code: Mapped[str] = mapped_column(String(JOIN_CODE_LENGTH), unique=True)

    @property
    def join_path(self) -> str:
        """Where the event's link leads, and the code on its poster."""
        return join_path(self.join_code)

    @classmethod
    def plan(cls, owner_id: str, event_id: str, facts: dict[str, Any]) -> "Event":
        """A new event, which its maker attends."""
        event = cls(id=event_id, owner_id=owner_id, join_code=new_code(JOIN_CODE_LENGTH), **facts)
        db.session.add(event)
        db.session.flush()
        event._admit(owner_id, derived(event_id, "attendance"))
        return event

    @classmethod
    def by_join_code(cls, code: str) -> "Event | None":
        """The event that a link or a poster leads to."""
        return db.session.scalar(select(cls).where(cls.join_code == code))

    @classmethod
    def hold(cls, event_id: str) -> None:
        """Let nobody change the event until this transaction ends. Before any person is locked."""
        # On SQLite whoever may write does so alone, from its first look on.
        if db.engine.dialect.name != "sqlite":
            db.session.execute(_HOLD, {"event": event_id})

    def edit(self, facts: dict[str, Any]) -> None:
        """Set what the event is, and tell everybody's copy of it."""
        going = self._lock_all()
        changing.send(self)
        if set_fact(self, "event", facts, said.event, event_id=self.id):
            self._tell(going)

    def hand_on(self, heir_id: str) -> None:
        """Let somebody else edit it from now on."""
        going = self._lock_all()
        # When and where its maker said what it is tells the heir nothing: they have seen it.
        self.owner_id, self.said = heir_id, {}
        self._tell(going)

    def _lock_all(self) -> Sequence[Attendance]:
        # Whoever joins or meets somebody there holds the event: they are done by now, or wait.
        db.session.refresh(self, with_for_update={"key_share": True})
        going = db.session.scalars(select(Attendance).where(Attendance.event_id == self.id)).all()
        next_revs({self.owner_id, *(attendance.owner_id for attendance in going)})
        return going

    def _tell(self, going: Sequence[Attendance]) -> None:
        for attendance in going:
            attendance.event_changed_at = clock.now()
        db.session.flush()
        changed.send(self)

    def join(self, person_id: str) -> Attendance:
        """This person's attendance, made if there is none. Safe twice."""
        self.hold(self.id)
        return self.attendance_of(person_id) or self._admit(person_id, new_id())

    def _admit(self, person_id: str, attendance_id: str) -> Attendance:
        attendance = Attendance(id=attendance_id, owner_id=person_id, event_id=self.id)
        db.session.add(attendance)
        db.session.flush()
        return attendance

    def attendance_of(self, person_id: str) -> Attendance | None:
        """This person's attendance, if they have joined."""
        return db.session.scalar(
            select(Attendance).where(
                Attendance.owner_id == person_id, Attendance.event_id == self.id
            )
        )


def join_path(join_code: str) -> str:
    """Where a link with an event's code leads."""
    return f"/e/{join_code.lower()}"


@arrived.connect
def _join_on_arrival(person: Person, bound_for: str) -> None:
    """Whoever signed up to join an event has joined it."""
    poster, _, code = bound_for.partition(join_path(""))
    found = Event.by_join_code(plain_code(code)) if code and not poster else None
    if found:
        found.join(person.id)


@leaving.connect
def _hand_on_events(maker: Person) -> None:
    """An event outlives its maker: somebody who attends it takes it over."""
    theirs = select(Event).where(Event.owner_id == maker.id).order_by(Event.id)
    for event in db.session.scalars(theirs.with_for_update(key_share=True)).all():
        others = (Attendance.event_id == event.id, Attendance.owner_id != maker.id)
        willing = (Attendance.plan == "slide", Attendance.id)
        heir = db.session.scalar(select(Attendance.owner_id).where(*others).order_by(*willing))
        if heir:
            event.hand_on(heir)


# Built once: putting it together takes longer than running it.
_HOLD = select(Event.id).where(Event.id == bindparam("event")).with_for_update(read=True)
