"""People somebody met: their card, and what becomes of being in touch."""

from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    Uuid,
    bindparam,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from blueprints.accounts.models import Person
from blueprints.accounts.signals import leaving, showing
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.card import LONGEST_NAME, Card
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.ids import derived, new_id
from blueprints.shared.records import Owned, stamp_all

from . import said
from .cadence import Rhythm
from .meetings import Meeting
from .notes import Note
from .promises import Promise
from .touches import Touch


class Contact(Owned, Model):
    """Somebody the owner met, as the card they gave says. `person_id` is set after a swap."""

    __tablename__ = "contacts"

    person_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="SET NULL"), index=True
    )
    # The photo they let others see, kept here so that lists need not ask them.
    photo_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    # How they came: swap, take, return (which is not verified), typed, vcard or introduced.
    source: Mapped[str] = mapped_column(String(10))
    # Another contact of the owner's, who introduced them.
    introduced_by: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    met_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_step: Mapped[str] = mapped_column(String(280), default="")
    next_on: Mapped[date | None] = mapped_column(Date)
    # How often to be in touch, as the owner wishes: cadence.Rhythm.
    rhythm_every: Mapped[int] = mapped_column(default=0)
    rhythm_unit: Mapped[str] = mapped_column(String(6), default="")
    rhythm_on: Mapped[date | None] = mapped_column(Date)
    let_go_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When the owner last chose to keep them, asked whom they could let go: room.py.
    room_kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    meetings: Mapped[list[Meeting]] = relationship(
        order_by=(Meeting.met_at.desc(), Meeting.id), viewonly=True
    )
    promises: Mapped[list[Promise]] = relationship(
        order_by=(Promise.made_at, Promise.id), viewonly=True
    )
    notes: Mapped[list[Note]] = relationship(
        order_by=(Note.written_at.desc(), Note.id),
        viewonly=True,
        primaryjoin="and_(Note.contact_id == Contact.id, Note.removed_at.is_(None))",
    )
    touches: Mapped[list[Touch]] = relationship(
        order_by=(Touch.touched_on, Touch.noted_at, Touch.id),
        viewonly=True,
        primaryjoin="and_(Touch.contact_id == Contact.id, Touch.removed_at.is_(None))",
    )

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """However often two people swap, each has the other once."""
        return (UniqueConstraint("owner_id", "person_id"),)

    @classmethod
    def add(
        cls,
        owner_id: str,
        contact_id: str,
        card: Card,
        source: str,
        event_id: str | None,
        introduced_by: str | None = None,
    ) -> "Contact":
        """Somebody met just now and written down, by hand or from a card they handed over.

        `introduced_by` is another of the owner's contacts, where that one brought them together.
        """
        if event_id is not None:
            Event.hold(event_id)
        contact_id = _free(contact_id)
        contact = cls(
            id=contact_id,
            owner_id=owner_id,
            name=card.name,
            card=card.to_json(),
            source="introduced" if introduced_by else source,
            introduced_by=introduced_by,
            met_at=clock.now(),
        )
        db.session.add(contact)
        db.session.flush()
        db.session.add(
            Meeting(
                id=derived(contact_id, "meeting"),
                owner_id=owner_id,
                contact_id=contact_id,
                event_id=event_id,
                met_at=contact.met_at,
            )
        )
        db.session.flush()
        return contact

    def load(self) -> "Contact":
        """Read meetings, promises, notes and touches, for a page that shows them all."""
        for name, query in _PARTS.items():
            found = db.session.scalars(query, {"contact": self.id}).all()
            set_committed_value(self, name, found)
        return self

    @property
    def whole_card(self) -> Card:
        """Everything known of how to reach them."""
        return Card.from_json(self.card)

    @property
    def photo(self) -> str:
        """The id of the photo they share, or ""."""
        return self.photo_id or ""

    def edit(self, card: Card) -> None:
        """Set what is known of them."""
        known = {"name": card.name, "card": card.to_json()}
        set_fact(self, "card", known, said.card, contact_id=self.id)

    def let_go(self) -> None:
        """Archive, without a trace for the other person. Safe twice."""
        self._keep_or_let_go(self.let_go_at or clock.now())

    def take_back(self) -> None:
        """Undo letting go. Safe twice."""
        self._keep_or_let_go(None)

    def make_room_for(self) -> None:
        """Keep them, though there are more people than one can keep in touch with."""
        self._set_room_kept(clock.now())

    def ask_again(self) -> None:
        """Undo that: they may be asked about again. Safe twice."""
        self._set_room_kept(None)

    def _set_room_kept(self, kept_at: datetime | None) -> None:
        set_fact(self, "room", {"room_kept_at": kept_at})

    def _keep_or_let_go(self, let_go_at: datetime | None) -> None:
        set_fact(self, "kept", {"let_go_at": let_go_at}, said.kept, contact_id=self.id)

    def plan_next(self, next_step: str, next_on: date | None) -> None:
        """Set what comes next with them, and when. Empty takes it back."""
        following = {"next_step": next_step, "next_on": next_on}
        in_words = partial(said.following, Person.days_of(self.owner_id))
        set_fact(self, "next", following, in_words, contact_id=self.id)

    def keep_rhythm(self, rhythm: Rhythm) -> None:
        """Set how often to be in touch. An empty rhythm leaves it to the cadence."""
        wished = {
            "rhythm_every": rhythm.every,
            "rhythm_unit": rhythm.unit,
            "rhythm_on": rhythm.on,
        }
        in_words = partial(said.rhythm, Person.days_of(self.owner_id))
        set_fact(self, "rhythm", wished, in_words, contact_id=self.id)

    @property
    def rhythm(self) -> Rhythm:
        """How often to be in touch, as the owner wishes."""
        return Rhythm(self.rhythm_every, self.rhythm_unit, self.rhythm_on)

    def write_note(self, note_id: str, text: str) -> None:
        """Add a note."""
        Note.write(note_id, self.owner_id, self.id, text)

    def promise(self, promise_id: str, mine: bool, text: str, due_on: date | None) -> None:
        """Enter a promise in the ledger: one of mine to them, or of theirs to me."""
        db.session.add(
            Promise(
                id=promise_id,
                owner_id=self.owner_id,
                contact_id=self.id,
                mine=mine,
                text=text,
                due_on=due_on,
                made_at=clock.now(),
            )
        )

    @property
    def latest_meeting(self) -> Meeting | None:
        """The last time they met."""
        return self.meetings[0] if self.meetings else None


def _free(proposed_id: str) -> str:
    # Whoever was met once more stands under an earlier id; that meeting's is made of this one.
    taken = db.session.get(Meeting, derived(proposed_id, "meeting"))
    return new_id() if taken else proposed_id


@leaving.connect
def _keep_their_card(leaver: Person) -> None:
    """What others have of the leaver stays theirs; their other phones hear that it is cut off."""
    theirs = Contact.person_id == leaver.id
    stamp_all(Contact, theirs, {"person_id": None, "photo_id": None}, also=[leaver.id])


@showing.connect
def _show_another_photo(person: Person, photo_id: str | None) -> None:
    theirs = Contact.person_id == person.id
    stamp_all(Contact, theirs, {"photo_id": photo_id}, also=[person.id])


# Built once: putting one of these together takes longer than running it.
_PARTS: dict[str, Select[Any]] = {
    "meetings": select(Meeting)
    .where(Meeting.contact_id == bindparam("contact"))
    .order_by(Meeting.met_at.desc(), Meeting.id),
    "promises": select(Promise)
    .where(Promise.contact_id == bindparam("contact"))
    .order_by(Promise.made_at, Promise.id),
    "notes": select(Note)
    .where(Note.contact_id == bindparam("contact"), Note.removed_at.is_(None))
    .order_by(Note.written_at.desc(), Note.id),
    "touches": select(Touch)
    .where(Touch.contact_id == bindparam("contact"), Touch.removed_at.is_(None))
    .order_by(Touch.touched_on, Touch.noted_at, Touch.id),
}
