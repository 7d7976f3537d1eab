"""A call, a video chat or a coffee: proposed, agreed on, and whether it happened."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.contacts.touches import Touch
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import InWords, set_fact
from blueprints.shared.ids import derived
from blueprints.shared.moments import read, written
from blueprints.shared.records import Owned, next_rev
from blueprints.shared.zones import day_in

from . import said
from .models import Step
from .proposing import KINDS

PLACE_LENGTH = 300


@dataclass(frozen=True)
class Offer:
    """What is proposed: `moments` as text that sorts, `zone` is that of the other person."""

    kind: str
    place: str
    minutes: int
    moments: list[str]
    zone: str


class Proposal(Owned, Model):
    """A next step with a contact. One that has neither happened nor been called off is open."""

    __tablename__ = "proposals"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))  # one of proposing.KINDS
    place: Mapped[str] = mapped_column(String(PLACE_LENGTH))  # or a link
    minutes: Mapped[int]
    moments: Mapped[list[str]] = mapped_column(JSON)  # two or three, the soonest first
    zone: Mapped[str] = mapped_column(String(64))  # the other's
    chosen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # How often it was changed, and when last: calendars tell newer from older by these.
    sequence: Mapped[int] = mapped_column(default=0)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    happened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped[Contact] = relationship(viewonly=True)

    @classmethod
    def propose(cls, contact: Contact, proposal_id: str, offer: Offer) -> "Proposal":
        """Begin one; it takes the place of any that was open with the same person.

        Where a later one was begun on another phone, that one stays, and this one is called off.
        """
        now = clock.now()
        proposal = cls(
            id=proposal_id,
            owner_id=contact.owner_id,
            contact_id=contact.id,
            proposed_at=now,
            changed_at=now,
            sequence=0,
            **asdict(offer),
        )
        if not proposal._takes_over():
            proposal.cancelled_at = now
        db.session.add(proposal)
        db.session.flush()
        return proposal

    @classmethod
    def latest_with(cls, contact_id: str) -> "Proposal | None":
        """The open one; where there is none, the last."""
        theirs = select(cls).where(cls.contact_id == contact_id)
        query = theirs.order_by(cls.proposed_at.desc(), cls.id)
        found = db.session.scalars(query).all()
        return next((one for one in found if one.open), next(iter(found), None))

    @property
    def open(self) -> bool:
        """Whether it still stands."""
        return self.happened_at is None and self.cancelled_at is None

    @property
    def times(self) -> Sequence[datetime]:
        """The moments that were proposed."""
        return [read(moment) for moment in self.moments]

    def revise(self, offer: Offer, here: str) -> None:
        """Set what is proposed. What was agreed on stays, if it is still among the times."""
        self._unplan()
        changed = self._say("proposal", asdict(offer), said.offered)
        if self.chosen_at and written(self.chosen_at) not in self.moments:
            # A fact of its own: it may have been said later than this, or nobody here has seen it.
            changed |= self._say("chosen", {"chosen_at": None}, said.chosen)
        self._count(changed)
        if self.chosen_at is None:
            self._open_step("scheduled")
        self._plan_again(here)

    def choose(self, moment: str, here: str) -> None:
        """They chose this time: the contact's next step, on its day in the zone `here`."""
        self._count(self._say("chosen", {"chosen_at": read(moment)}, said.chosen))
        self._plan(here)

    def happen(self, today: date, here: str) -> None:
        """It took place: that is a touch, on its own day unless that is yet to come. Safe twice."""
        day = min(self._day(here) or today, today)
        again = self.happened_at is not None
        self._end(self.happened_at or clock.now(), None)
        self._unplan()
        if self.happened_at:
            Touch.follow(self.contact, self._touch_id, "both", day, self.kind)
            if not again and self._step_is_free:
                self._end_step("done")

    def cancel(self) -> None:
        """It was called off. Safe twice."""
        again = self.cancelled_at is not None
        self._unplan()
        Touch.unfollow(self.owner_id, self._touch_id)
        self._end(None, self.cancelled_at or clock.now())
        if self.cancelled_at and not again:
            self._open_step("done", "scheduled")

    def take_back(self, here: str) -> None:
        """It stands again, instead of any other that was not begun later. Safe twice."""
        if self._takes_over():
            Touch.unfollow(self.owner_id, self._touch_id)
            self._end(None, None)
            self._plan_again(here)

    def _end(self, happened_at: datetime | None, cancelled_at: datetime | None) -> None:
        ended = {"happened_at": happened_at, "cancelled_at": cancelled_at}
        self._count(self._say("ended", ended, said.ended))

    def _say(self, fact: str, values: Mapping[str, Any], in_words: InWords) -> bool:
        """Set a fact. Returns whether it says something else from now on."""
        before = {name: getattr(self, name) for name in values}
        stands = set_fact(self, fact, values, in_words, contact_id=self.contact_id)
        return stands and before != values

    def _count(self, changed: bool) -> None:
        if changed:
            self.sequence, self.changed_at = self.sequence + 1, clock.now()

    def _takes_over(self) -> bool:
        """Call off any other that is open, unless it has stood since later than now."""
        # The lock on the owner's counter: of two at once, the second sees the first.
        next_rev(self.owner_id)
        theirs = (Proposal.contact_id == self.contact_id, Proposal.id != self.id)
        still = (Proposal.happened_at.is_(None), Proposal.cancelled_at.is_(None))
        others = db.session.scalars(select(Proposal).where(*theirs, *still)).all()
        if any(other._stands_since > clock.now() for other in others):
            return False
        for other in others:
            other.cancel()
        return True

    @property
    def _stands_since(self) -> datetime:
        """When it was begun, or last taken up again."""
        ended = (self.said or {}).get("ended")
        return max(self.proposed_at, read(ended[0])) if ended else self.proposed_at

    def _plan(self, here: str) -> None:
        if self.open and (day := self._day(here)):
            self.contact.plan_next(KINDS[self.kind], day)
            self._end_step("scheduled", day)

    def _plan_again(self, here: str) -> None:
        """The same, but what they planned meanwhile in words of their own stays."""
        if not self.open or (day := self._day(here)) is None:
            return
        if self.contact.next_step in ("", *KINDS.values()):
            self.contact.plan_next(KINDS[self.kind], day)
        if self._step_is_free:
            self._end_step("scheduled", day)

    def _unplan(self) -> None:
        if self.chosen_at and self.contact.next_step == KINDS[self.kind]:
            self.contact.plan_next("", None)

    def _day(self, here: str) -> date | None:
        return day_in(here, self.chosen_at) if self.chosen_at else None

    @property
    def checked(self) -> Meeting | None:
        """The meeting whose checklist has the next step."""
        meeting = self.contact.latest_meeting
        return meeting if meeting and meeting.event_id else None

    @property
    def step(self) -> Step | None:
        """The next step of that checklist, if it was ever ended."""
        return Step.of([self.checked.id])[self.checked.id].get("next") if self.checked else None

    def _end_step(self, state: str, on: date | None = None) -> None:
        if self.checked:
            Step.mark(self.checked, "next", state, KINDS[self.kind], on)

    def _open_step(self, *states: str) -> None:
        """Open the step again, if it ended so by asking or by agreeing."""
        if self.step and self.step.state in states and self._ended_it:
            self._end_step("")

    @property
    def _step_is_free(self) -> bool:
        """Whether the step is open, or ended by a proposal."""
        return not (self.step and self.step.state) or self._ended_it

    @property
    def _ended_it(self) -> bool:
        """Whether the step ended by a proposal: in no words of their own, and not let go."""
        if self.step is None or self.step.state == "let_go":
            return False
        return self.step.text in KINDS.values()

    @property
    def _touch_id(self) -> str:
        return derived(self.id, "touch")
