"""Events, who attends them with which one goal, and whom they hope to find there."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from blinker import Signal
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
)
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship
from werkzeug.exceptions import NotFound

from blueprints.accounts.models import Person, leaving
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.ids import derived, new_code, new_id
from blueprints.shared.records import Owned, next_revs

from . import said
from .moment import Occasion, under_way

GOAL_LENGTH = 140
MOST_TARGETS = 3
JOIN_CODE_LENGTH = 12

looked_back = Signal("A page about an event that is over asks what came of it: verdicts, as lists.")
changed = Signal("What an event is has changed, and with it whatever shows its title.")


class Event(Owned, Model):
    """A meetup or a conference. One for all who attend; only its maker, the owner, edits it."""

    __tablename__ = "events"

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
    def attended_now(cls, person_id: str) -> "Event | None":
        """The event the person is at now, if any."""
        event_id = Attendance.under_way(person_id, clock.now())
        return db.session.get(cls, event_id) if event_id else None

    @classmethod
    def hold(cls, event_id: str) -> None:
        """Let nobody change the event until this transaction ends. Before any person is locked."""
        db.session.execute(_HOLD, {"event": event_id})

    def edit(self, facts: dict[str, Any]) -> None:
        """Set what the event is, and tell everybody's copy of it."""
        going = self._lock_all()
        if set_fact(self, "event", facts, said.event, event_id=self.id):
            self._tell(going)

    def hand_on(self, heir_id: str) -> None:
        """Let somebody else edit it from now on."""
        going = self._lock_all()
        self.owner_id = heir_id
        self._tell(going)

    def _lock_all(self) -> Sequence["Attendance"]:
        # Whoever joins or meets somebody there holds the event: they are done by now, or wait.
        db.session.refresh(self, with_for_update={"key_share": True})
        going = db.session.scalars(select(Attendance).where(Attendance.event_id == self.id)).all()
        next_revs({self.owner_id, *(attendance.owner_id for attendance in going)})
        return going

    def _tell(self, going: Sequence["Attendance"]) -> None:
        for attendance in going:
            attendance.event_changed_at = clock.now()
        db.session.flush()
        changed.send(self)

    def join(self, person_id: str) -> "Attendance":
        """This person's attendance, made if there is none. Safe twice."""
        self.hold(self.id)
        return self.attendance_of(person_id) or self._admit(person_id, new_id())

    def _admit(self, person_id: str, attendance_id: str) -> "Attendance":
        attendance = Attendance(id=attendance_id, owner_id=person_id, event_id=self.id)
        db.session.add(attendance)
        db.session.flush()
        return attendance

    def attendance_of(self, person_id: str) -> "Attendance | None":
        """This person's attendance, if they have joined."""
        return db.session.scalar(
            select(Attendance).where(
                Attendance.owner_id == person_id, Attendance.event_id == self.id
            )
        )


def join_path(join_code: str) -> str:
    """Where a link with an event's code leads."""
    return f"/e/{join_code.lower()}"


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


class Attendance(Owned, Model):
    """One person at one event: whether they go, their one goal, and how it turned out."""

    __tablename__ = "attendances"

    event_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    plan: Mapped[str] = mapped_column(String(8), default="")  # "", go or slide
    goal: Mapped[str] = mapped_column(String(GOAL_LENGTH), default="")
    reached: Mapped[str] = mapped_column(String(8), default="")  # "", yes, partly or no
    learned: Mapped[str] = mapped_column(String(2000), default="")
    again: Mapped[str] = mapped_column(String(8), default="")  # "", yes or no
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    event_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship(lazy="joined", innerjoin=True)
    targets: Mapped[list["Target"]] = relationship(
        order_by="Target.position",
        viewonly=True,
        primaryjoin="and_(Target.attendance_id == Attendance.id, Target.removed_at.is_(None))",
    )

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """One attendance, and so one goal, for a person and an event."""
        return (UniqueConstraint("owner_id", "event_id"),)

    @classmethod
    def of(cls, person_id: str) -> Sequence["Attendance"]:
        """All a person's attendances with their events, the latest event first."""
        return db.session.scalars(_ALL.where(cls.owner_id == person_id)).all()

    @classmethod
    def at(cls, event_id: str, person_id: str) -> "Attendance":
        """The person's attendance at that event. Raises NotFound where they have not joined."""
        given = {"person": person_id, "event": event_id}
        found = db.session.scalars(_ONE, given).unique().one_or_none()
        if found is None:
            raise NotFound
        return found

    @classmethod
    def goal_at(cls, event_id: str, person_id: str) -> str:
        """What the person had set out for at that event; "" without a goal, or if they left it."""
        there = (cls.event_id == event_id, cls.owner_id == person_id)
        return db.session.scalar(select(cls.goal).where(*there)) or ""

    @classmethod
    def occasions(cls, person_id: str) -> list[Occasion]:
        """All events the person has joined, as the clock sees them."""
        return [
            Occasion(
                row.event_id, row.starts_at, row.ends_at, row.zone, bool(row.closed_at), row.slid
            )
            for row in db.session.execute(_OCCASIONS, {"person": person_id})
        ]

    @classmethod
    def under_way(cls, person_id: str, now: datetime) -> str | None:
        """The id of the event the person is at now, if any: whom they meet, they meet there."""
        return under_way(cls.occasions(person_id), now)

    @property
    def occasion(self) -> Occasion:
        """The event as the clock sees it."""
        event, closed = self.event, self.closed_at is not None
        slid = self.plan == "slide"
        return Occasion(event.id, event.starts_at, event.ends_at, event.zone, closed, slid)

    def set_goal(self, goal: str) -> None:
        """Set the one goal, and with it the intention to go. An empty one takes it back."""
        stands = set_fact(self, "goal", {"goal": goal}, said.goal, event_id=self.event_id)
        if stands and goal:
            self.decide("go")

    def decide(self, plan: str) -> None:
        """Go, or let the event slide."""
        set_fact(self, "plan", {"plan": plan}, said.plan, event_id=self.event_id)

    def reflect(self, reached: str, learned: str, again: str) -> None:
        """Say how it turned out, which closes the event. Said again, it is set again."""
        outcome = {"reached": reached, "learned": learned, "again": again}
        closed = {"closed_at": self.closed_at or clock.now()}
        set_fact(self, "outcome", outcome | closed, said.outcome, event_id=self.event_id)

    def free_position(self) -> int | None:
        """The first of the three places for a target that nobody has, if any is left."""
        taken = {target.position for target in self.targets}
        return next((place for place in range(1, MOST_TARGETS + 1) if place not in taken), None)


class Target(Owned, Model):
    """A person, or a kind of person, to look for at an event."""

    __tablename__ = "targets"

    attendance_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("attendances.id", ondelete="CASCADE"), index=True
    )
    # None once removed: then the place is free, and the row tells other phones of the removal.
    position: Mapped[int | None]
    who: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(280), default="")
    offer: Mapped[str] = mapped_column(String(280), default="")
    opening: Mapped[str] = mapped_column(String(280), default="")
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    attendance: Mapped[Attendance] = relationship(viewonly=True)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """Three places at an event, and one target in each."""
        return (
            UniqueConstraint("attendance_id", "position"),
            CheckConstraint(f"position BETWEEN 1 AND {MOST_TARGETS}", name="three"),
        )

    @classmethod
    def add(cls, attendance: Attendance, target_id: str, facts: dict[str, str]) -> "Target | None":
        """A new target in the first free place, or None when three are named already."""
        position = attendance.free_position()
        if position is None:
            return None
        target = cls(
            id=target_id,
            owner_id=attendance.owner_id,
            attendance_id=attendance.id,
            position=position,
            **facts,
        )
        db.session.add(target)
        return target

    @classmethod
    def hold(cls, event_id: str) -> None:
        """Let nobody change the event until this transaction ends. Before any person is locked."""
        db.session.execute(_HOLD, {"event": event_id})

    def edit(self, facts: dict[str, str]) -> None:
        """Set what is known of the target."""
        event_id = self.attendance.event_id
        set_fact(self, "target", facts, said.target, event_id=event_id)

    def meet(self) -> None:
        """They were found. Safe twice."""
        self._say("met", {"met_at": self.met_at or clock.now()}, said.met)

    def miss(self) -> None:
        """They were not found after all."""
        self._say("met", {"met_at": None}, said.met)

    def remove(self) -> None:
        """Give the place free. Safe twice."""
        place = {"removed_at": self.removed_at or clock.now(), "position": None}
        self._say("place", place, said.place)

    def restore(self) -> bool:
        """Undo the removal, if a place is still free."""
        if position := self.position or self.attendance.free_position():
            self._say("place", {"removed_at": None, "position": position}, said.place)
        return self.removed_at is None

    def _say(
        self, fact: str, values: dict[str, Any], in_words: Callable[[str, said.Said], str]
    ) -> None:
        event_id = self.attendance.event_id
        set_fact(self, fact, values, partial(in_words, self.who), event_id=event_id)


# Built once: putting one of these together takes longer than running it.
_HOLD = select(Event.id).where(Event.id == bindparam("event")).with_for_update(read=True)
_WITH_EVENT = select(Attendance).join(Attendance.event).options(contains_eager(Attendance.event))
_ALL = _WITH_EVENT.order_by(Event.starts_at.desc(), Event.id)
_ONE = _WITH_EVENT.where(
    Attendance.owner_id == bindparam("person"), Attendance.event_id == bindparam("event")
).options(joinedload(Attendance.targets))
_OCCASIONS = (
    select(
        Attendance.event_id,
        Attendance.closed_at,
        (Attendance.plan == "slide").label("slid"),
        Event.starts_at,
        Event.ends_at,
        Event.zone,
    )
    .join(Event, Event.id == Attendance.event_id)
    .where(Attendance.owner_id == bindparam("person"))
)
