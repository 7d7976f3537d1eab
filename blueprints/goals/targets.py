"""Targets: up to three people, or kinds of people, to look for at an event."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned

from . import said

if TYPE_CHECKING:
    from .attendances import Attendance

MOST_TARGETS = 3


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

    attendance: Mapped["Attendance"] = relationship(viewonly=True)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """Three places at an event, and one target in each."""
        return (
            UniqueConstraint("attendance_id", "position"),
            CheckConstraint(f"position BETWEEN 1 AND {MOST_TARGETS}", name="three"),
        )

    @classmethod
    def add(
        cls, attendance: "Attendance", target_id: str, facts: dict[str, str]
    ) -> "Target | None":
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
        """Undo the removal, if a place is still free. Returns whether one was."""
        position = self.position or self.attendance.free_position()
        if position:
            self._say("place", {"removed_at": None, "position": position}, said.place)
        return position is not None

    def _say(
        self, fact: str, values: dict[str, Any], in_words: Callable[[str, said.Said], str]
    ) -> None:
        event_id = self.attendance.event_id
        set_fact(self, fact, values, partial(in_words, self.who), event_id=event_id)
