"""Attendances: whether somebody goes to an event, with which one goal, and how it turned out."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from blinker import Signal
from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned

from . import said
from .moment import Occasion
from .targets import MOST_TARGETS, Target

if TYPE_CHECKING:
    from .models import Event

GOAL_LENGTH = 140

looked_back = Signal("A page about an event that is over asks what came of it: verdicts, as lists.")


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

    event: Mapped["Event"] = relationship(lazy="joined", innerjoin=True)
    targets: Mapped[list[Target]] = relationship(
        order_by=Target.position,
        viewonly=True,
        primaryjoin="and_(Target.attendance_id == Attendance.id, Target.removed_at.is_(None))",
    )

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """One attendance, and so one goal, for a person and an event."""
        return (UniqueConstraint("owner_id", "event_id"),)

    @classmethod
    def goal_at(cls, event_id: str, person_id: str) -> str:
        """What the person had set out for at that event; "" without a goal, or if they left it."""
        there = (cls.event_id == event_id, cls.owner_id == person_id)
        return db.session.scalar(select(cls.goal).where(*there)) or ""

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
