"""The checklist of the next day: its steps for each meeting, and how each one ended."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, selectinload

from blueprints.accounts.models import Person
from blueprints.contacts.meetings import Meeting, met_already
from blueprints.contacts.models import Contact
from blueprints.contacts.promises import Promise
from blueprints.contacts.said import Days, with_day
from blueprints.goals.attendances import Attendance
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.ids import derived
from blueprints.shared.posting import became
from blueprints.shared.records import Owned, beside, id_beside

from .queue import KINDS, Met, queue

# As many promises as a phone makes of one step before it hears of a meeting it did not know of.
_NAMED = 3
_ENDED = {"": "Open", "done": "Done", "scheduled": "I will", "let_go": "Let go"}


class Step(Owned, Model):
    """One step of a meeting's checklist, once it has ended."""

    __tablename__ = "steps"

    meeting_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("meetings.id", ondelete="CASCADE")
    )
    kind: Mapped[str] = mapped_column(String(8))  # one of queue.KINDS
    state: Mapped[str] = mapped_column(String(10))  # "", done, scheduled or let_go
    text: Mapped[str] = mapped_column(String(2000), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """Each kind of step once for a meeting."""
        return (UniqueConstraint("meeting_id", "kind"),)

    @classmethod
    def end(
        cls, meeting: Meeting, kind: str, state: str, text: str = "", due_on: date | None = None
    ) -> None:
        """End a step as done, scheduled or let go; the empty state opens it again.

        What is scheduled goes where it will be seen: a way to help into the ledger of promises,
        the next step onto the person's page.
        """
        step, stands = cls.mark(meeting, kind, state, text, due_on)
        if state == "scheduled" and kind != "next":
            step._promise(meeting.contact, text, due_on, stands)
        elif state == "scheduled" and stands:
            meeting.contact.plan_next(text, due_on)

    @classmethod
    def mark(
        cls, meeting: Meeting, kind: str, state: str, text: str = "", due_on: date | None = None
    ) -> tuple["Step", bool]:
        """The same in the checklist alone. Returns the step, and whether it stands so."""
        step, contact_id = cls._of_kind(meeting, kind), meeting.contact_id
        ended = {"state": state, "due_on": due_on, "set_at": clock.now()}
        ended["text"] = text or step.text or ""
        in_words = partial(_step_in_words, Person.days_of(step.owner_id))
        stands = set_fact(step, "step", ended, in_words, contact_id=contact_id)
        db.session.add(step)
        return step, stands

    @classmethod
    def of(cls, meeting_ids: Sequence[str]) -> dict[str, dict[str, "Step"]]:
        """The steps of those meetings, by meeting and kind."""
        found: dict[str, dict[str, Step]] = {meeting_id: {} for meeting_id in meeting_ids}
        for step in db.session.scalars(select(cls).where(cls.meeting_id.in_(meeting_ids))):
            found[step.meeting_id][step.kind] = step
        return found

    def promise_ids(self) -> Iterator[str]:
        """Under which ids its promises stand from now on: the open one, then those to come."""
        latest, next_id = self._promised()
        if latest and latest.open:
            yield latest.id
        yield from _each_from(next_id)

    def _promise(self, contact: Contact, text: str, due_on: date | None, stands: bool) -> None:
        latest, next_id = self._promised()
        if latest is None or not latest.open:
            # Also where the step says something else by now: a phone has shown it, and may have
            # gone on with it.
            own_id = id_beside(Promise, self.owner_id, next_id)
            contact.promise(own_id, True, text, due_on)
        elif stands:
            latest.edit(text, due_on)

    def _promised(self) -> tuple[Promise | None, str]:
        """The latest promise it made, and the id of the next one.

        However often it is set, it is one promise, until that is kept or released. What is said
        then is another: the words of the one that has ended are a fact, and stay.
        """
        latest: Promise | None = None
        next_id = derived(self.id, "promise")
        while known := beside(Promise, self.owner_id, next_id):
            latest, next_id = known, derived(next_id, "promise")
        return latest, next_id

    @classmethod
    def _of_kind(cls, meeting: Meeting, kind: str) -> "Step":
        known = db.session.scalar(select(cls).where(cls.meeting_id == meeting.id, cls.kind == kind))
        return known or cls(
            id=derived(meeting.id, kind),
            owner_id=meeting.owner_id,
            meeting_id=meeting.id,
            kind=kind,
            state="",
        )


@met_already.connect
def _name_its_steps(proposed_id: str, meeting_id: str) -> None:
    """A phone that did not know of the meeting has named steps and promises after its own."""
    known = Step.of([meeting_id])[meeting_id]
    for kind in KINDS:
        proposed, step = derived(proposed_id, kind), known.get(kind)
        step_id = step.id if step else derived(meeting_id, kind)
        became(proposed, step_id)
        stand = step.promise_ids() if step else _each_from(derived(step_id, "promise"))
        named = islice(_each_from(derived(proposed, "promise")), _NAMED)
        for pair in zip(named, stand, strict=False):
            became(*pair)


def _each_from(promise_id: str) -> Iterator[str]:
    """The ids of a step's promises from this one on: each follows from the one before it."""
    while True:
        yield promise_id
        promise_id = derived(promise_id, "promise")


def _step_in_words(days: Days, said: Mapping[str, Any]) -> str:
    ended, text = _ENDED[said["state"]], with_day(days, said["text"], said["due_on"])
    return f"{ended}: {text}" if text else ended


def queue_of(attendance: Attendance, cap: int) -> list[tuple[Meeting, Met]]:
    """Whom to follow up after an event, `cap` people at most, in their order."""
    return seated(met_at(attendance), cap)


def seated(met: Sequence[tuple[Meeting, Met]], cap: int) -> list[tuple[Meeting, Met]]:
    """Those of them who have a seat in the queue, in their order."""
    meetings = {facts.id: meeting for meeting, facts in met}
    return [(meetings[facts.id], facts) for facts in queue([facts for _, facts in met], cap)]


def met_at(attendance: Attendance) -> list[tuple[Meeting, Met]]:
    """All whom their person met at an event, with what the queue needs to know."""
    whole = selectinload(Meeting.contact).options(selectinload(Contact.promises))
    met = (Meeting.owner_id == attendance.owner_id, Meeting.event_id == attendance.event_id)
    meetings = db.session.scalars(select(Meeting).where(*met).options(whole)).all()
    steps = Step.of([meeting.id for meeting in meetings])
    event = attendance.event
    return [(meeting, _facts(meeting, steps[meeting.id], event)) for meeting in meetings]


def _facts(meeting: Meeting, steps: dict[str, Step], event: Event) -> Met:
    promises = [p for p in meeting.contact.promises if _counts(p, event)]
    owed = [p.due_on or date.max for p in promises if p.mine]
    let_go_at = meeting.contact.let_go_at
    return Met(
        id=meeting.id,
        met_at=meeting.met_at,
        owed_on=min(owed, default=None),
        moves_goal=meeting.moves_goal,
        talked=bool(meeting.heard) + bool(promises),
        states={kind: step.state for kind, step in steps.items() if step.state},
        let_go=let_go_at is not None,
        let_go_late=let_go_at is not None and let_go_at >= event.ends_at,
        focus=meeting.focus,
    )


def _counts(promise: Promise, event: Event) -> bool:
    # Kept since the event began, it still counts: keeping one must not shuffle the queue.
    kept_at = promise.kept_at
    return promise.released_at is None and (kept_at is None or kept_at >= event.starts_at)
