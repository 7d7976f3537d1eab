"""Meetings: when and where two people met, what the owner heard, how far to follow up."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from blinker import Signal
from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.goals.models import Event, changed
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned, stamp_all

from . import said

if TYPE_CHECKING:
    from .models import Contact

met_already = Signal(
    "A meeting that a phone has named stands under an older id, with all beside it."
)


class Meeting(Owned, Model):
    """That two people met: when, at which event, and what the owner heard."""

    __tablename__ = "meetings"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("events.id", ondelete="SET NULL")
    )
    met_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard: Mapped[str] = mapped_column(String(2000), default="")
    moves_goal: Mapped[str] = mapped_column(String(8), default="")  # "", yes, maybe or no
    listened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # How far to follow up, as the owner chose: deep, line (one courteous line) or "" for not yet.
    focus: Mapped[str] = mapped_column(String(4), default="")

    contact: Mapped["Contact"] = relationship(viewonly=True)
    event: Mapped[Event | None] = relationship(viewonly=True, lazy="joined")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """One meeting of two people at an event, however often they bump into each other."""
        return (UniqueConstraint("contact_id", "event_id"),)

    def listen(self, heard: str, moves_goal: str) -> None:
        """Keep the answers given right after the swap; an empty one leaves what was there.

        A page opened earlier, in another tab or on another phone, must not erase a note.
        """
        if heard:
            set_fact(self, "heard", {"heard": heard}, said.heard, contact_id=self.contact_id)
        if moves_goal:
            moves = {"moves_goal": moves_goal}
            set_fact(self, "moves_goal", moves, said.moves_goal, contact_id=self.contact_id)
        self.listened_at = self.listened_at or clock.now()

    def follow_up(self, focus: str) -> None:
        """Set how far to follow up: deep, line or "" for not decided."""
        set_fact(self, "focus", {"focus": focus}, said.focus, contact_id=self.contact_id)


@changed.connect
def _tell_meetings(event: Event) -> None:
    """Each meeting there shows the event's title, and its hour by the event's clocks."""
    stamp_all(Meeting, Meeting.event_id == event.id, {})
