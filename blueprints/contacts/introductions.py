"""Introductions: two people of mine, why they should meet, and what each of them said to it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import ForeignKey, String, Uuid, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.ids import derived, is_id
from blueprints.shared.posting import became
from blueprints.shared.records import Owned, beside

from .consent import WHO, Consent
from .models import Contact
from .touches import Touch

WORDS_LENGTH = 140
REASON_LENGTH = 400


class Introduction(Owned, Model):
    """Two contacts who may meet through me: one who seeks, and one who could help.

    Begun or dismissed; one of the two that is neither came and went. Wellmet sends nothing itself.
    """

    __tablename__ = "introductions"

    first_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    second_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH), default="")
    # Their own words, which the drafts quote.
    need: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    offer: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dismissed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_answer: Mapped[str] = mapped_column(String(3), default="")  # "", yes or no
    first_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_answer: Mapped[str] = mapped_column(String(3), default="")
    second_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    introduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    first: Mapped[Contact] = relationship(foreign_keys=first_id, viewonly=True, lazy="joined")
    second: Mapped[Contact] = relationship(foreign_keys=second_id, viewonly=True, lazy="joined")

    @classmethod
    def begin(cls, record_id: str, first: Contact, second: Contact, words: dict[str, str]) -> None:
        """Set out to introduce two people."""
        begun = cls._between(record_id, first, second)
        begun.reason, begun.need, begun.offer = words["reason"], words["need"], words["offer"]
        begun.begun_at = clock.now()

    @classmethod
    def dismiss(cls, record_id: str, first: Contact, second: Contact) -> None:
        """Never suggest these two again."""
        cls._between(record_id, first, second).dismissed_at = clock.now()

    @classmethod
    def _between(cls, record_id: str, first: Contact, second: Contact) -> "Introduction":
        both = {"first_id": first.id, "second_id": second.id}
        between = cls(id=record_id, owner_id=first.owner_id, **both)
        db.session.add(between)
        return between

    @classmethod
    def among(cls, first: Contact, second: Contact) -> Sequence["Introduction"]:
        """All of these two, whichever of them was the first, the latest first."""
        both = (first.id, second.id)
        theirs = select(cls).where(cls.first_id.in_(both), cls.second_id.in_(both))
        return db.session.scalars(theirs.order_by(cls.begun_at.desc(), cls.id)).all()

    @classmethod
    def of(cls, owner_id: str) -> Sequence["Introduction"]:
        """All of one person's, the latest first."""
        return db.session.scalars(_OF, {"owner": owner_id}).all()

    @classmethod
    def made_for(cls, contact_id: str) -> Sequence["Introduction"]:
        """Those in which somebody was introduced to another, in their order."""
        return db.session.scalars(_MADE_FOR, {"contact": contact_id}).all()

    @property
    def consent(self) -> Consent:
        """What was asked and answered so far."""
        return Consent(
            first_asked=self.first_asked_at is not None,
            first_answer=self.first_answer,
            second_asked=self.second_asked_at is not None,
            second_answer=self.second_answer,
            introduced=self.introduced_at is not None,
            withdrawn=self.withdrawn_at is not None,
        )

    def stands_for(self, proposed_id: str) -> None:
        """Tell the phone that began it too, under which ids it stands, and all beside it.

        Without an id of its own for it, a phone has named nothing.
        """
        if not is_id(proposed_id):
            return
        became(proposed_id, self.id)
        for what in (f"{who}-{done}" for who in WHO for done in ("asked", "introduced", "told")):
            became(derived(proposed_id, what), derived(self.id, what))

    def contact(self, who: str) -> Contact:
        """The first of the two, or the second."""
        return self.first if who == "first" else self.second

    def reconsider(self) -> None:
        """They may be suggested again, however often they were dismissed. Safe twice."""
        for one in self.among(self.first, self.second):
            one._set("dismissed", None)

    def ask(self, who: str, how: str, on: date) -> None:
        """One of the two was asked, by a letter of mine. Safe twice."""
        if self._set(f"{who}_asked", getattr(self, f"{who}_asked_at") or clock.now()):
            self._touch(who, "asked", how, on)

    def unask(self, who: str) -> None:
        """They were not asked after all. Safe twice."""
        self._set(f"{who}_asked", None)
        self._untouch(who, "asked")

    def answer(self, who: str, answer: str) -> None:
        """One of the two said yes or no; empty takes that back."""
        answered = {
            f"{who}_answer": answer,
            f"{who}_answered_at": clock.now() if answer else None,
        }
        in_words = partial(_answer_in_words, who)
        contact_id = self.contact(who).id
        set_fact(self, f"{who}_answer", answered, in_words, contact_id=contact_id)

    def let_know(self, how: str, on: date) -> None:
        """The first was told that nothing comes of it, by a letter of mine. Safe twice."""
        self._touch("first", "told", how, on)

    def not_let_know(self) -> None:
        """They were not told after all. Safe twice."""
        self._untouch("first", "told")

    @property
    def let_known_at(self) -> datetime | None:
        """When the first was told that nothing comes of it."""
        touch = beside(Touch, self.owner_id, derived(self.id, "first-told"))
        return touch.noted_at if touch and not touch.removed_at else None

    def introduce(self, on: date) -> None:
        """They were introduced to each other. Safe twice."""
        if self._set("introduced", self.introduced_at or clock.now()):
            for who in WHO:
                self._touch(who, "introduced", "", on)

    def take_back(self) -> None:
        """They were not introduced after all. Safe twice."""
        self._set("introduced", None)
        for who in WHO:
            self._untouch(who, "introduced")

    def withdraw(self) -> None:
        """Leave it there, whatever was asked. Safe twice."""
        self._set("withdrawn", self.withdrawn_at or clock.now())

    def resume(self) -> None:
        """Undo the withdrawal. Safe twice."""
        self._set("withdrawn", None)

    def _set(self, fact: str, at: datetime | None) -> bool:
        in_words = partial(_state_in_words, fact)
        contact_id = self.second_id if fact.startswith("second") else self.first_id
        return set_fact(self, fact, {f"{fact}_at": at}, in_words, contact_id=contact_id)

    def _touch(self, who: str, what: str, how: str, on: date) -> None:
        touch_id = derived(self.id, f"{who}-{what}")
        Touch.follow(self.contact(who), touch_id, "me", on, how, "About an introduction")

    def _untouch(self, who: str, what: str) -> None:
        Touch.unfollow(self.owner_id, derived(self.id, f"{who}-{what}"))


_STATES = {
    "dismissed": "Not these two",
    "first_asked": "Asked",
    "second_asked": "Asked",
    "introduced": "Introduced",
    "withdrawn": "Stopped",
}


def _state_in_words(fact: str, said: Mapping[str, Any]) -> str:
    state = _STATES[fact]
    return state if said[f"{fact}_at"] else f"Not so: {state.lower()}"


def _answer_in_words(who: str, said: Mapping[str, Any]) -> str:
    return {"yes": "Yes", "no": "No"}.get(said[f"{who}_answer"], "")


# Built once: putting one of these together takes longer than running it.
_OF = (
    select(Introduction)
    .where(Introduction.owner_id == bindparam("owner"))
    .order_by(Introduction.begun_at.desc().nulls_last(), Introduction.id)
)
_IS_OF = (
    Introduction.first_id == bindparam("contact"),
    Introduction.second_id == bindparam("contact"),
)
_MADE_FOR = (
    select(Introduction)
    .where(or_(*_IS_OF), Introduction.introduced_at.is_not(None))
    .order_by(Introduction.introduced_at, Introduction.id)
)
