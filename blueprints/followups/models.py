"""The checklist of the next day: its steps for each meeting, and how each one ended."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, selectinload

from blueprints.contacts.models import Contact, Meeting
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.ids import new_id
from blueprints.shared.records import Owned

from .queue import Met


class Step(Owned, Model):
    """One step of a meeting's checklist, once it has ended."""

    __tablename__ = "steps"

    meeting_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("meetings.id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(8))  # one of checklist.KINDS
    state: Mapped[str] = mapped_column(String(10))  # "", done, scheduled or let_go
    text: Mapped[str] = mapped_column(String(2000), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """Each kind of step once for a meeting."""
        return (UniqueConstraint("meeting_id", "kind"),)

    @classmethod
    def set(
        cls, meeting: Meeting, kind: str, state: str, text: str = "", due_on: date | None = None
    ) -> None:
        """End a step as done, scheduled or let go; the empty state opens it again."""
        step = db.session.scalar(
            select(cls).where(cls.meeting_id == meeting.id, cls.kind == kind)
        ) or cls(id=new_id(), owner_id=meeting.owner_id, meeting_id=meeting.id, kind=kind)
        step.state, step.due_on, step.set_at = state, due_on, clock.now()
        step.text = text or step.text or ""
        db.session.add(step)

    @classmethod
    def of(cls, meeting_ids: Sequence[str]) -> dict[str, dict[str, "Step"]]:
        """The steps of those meetings, by meeting and kind."""
        found: dict[str, dict[str, Step]] = {meeting_id: {} for meeting_id in meeting_ids}
        for step in db.session.scalars(select(cls).where(cls.meeting_id.in_(meeting_ids))):
            found[step.meeting_id][step.kind] = step
        return found


def met_at(event_id: str, owner_id: str) -> list[tuple[Meeting, Met]]:
    """Whom the owner met at that event, each with the facts that the queue is ordered by."""
    meetings = db.session.scalars(
        select(Meeting)
        .where(Meeting.owner_id == owner_id, Meeting.event_id == event_id)
        .options(selectinload(Meeting.contact).selectinload(Contact.promises))
    ).all()
    steps = Step.of([meeting.id for meeting in meetings])
    return [(meeting, _facts(meeting, steps[meeting.id])) for meeting in meetings]


def _facts(meeting: Meeting, steps: dict[str, Step]) -> Met:
    promises = [p for p in meeting.contact.promises if p.released_at is None]
    owed = [p.due_on or date.max for p in promises if p.mine]
    return Met(
        id=meeting.id,
        met_at=meeting.met_at,
        owed_on=min(owed, default=None),
        moves_goal=meeting.moves_goal,
        talked=bool(meeting.heard) + bool(promises),
        states={kind: step.state for kind, step in steps.items() if step.state},
        let_go=meeting.contact.let_go_at is not None,
    )
