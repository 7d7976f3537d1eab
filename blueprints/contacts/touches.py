"""Touches: that two people were in touch after they met, who saw to it, and how."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.accounts.models import Person
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned, beside, id_beside

from . import said

if TYPE_CHECKING:
    from .models import Contact

# How one courteous line went out. It asks for nothing: whoever gets one owes no answer.
LINE = "line"


class Touch(Owned, Model):
    """One time that two people were in touch, on a day as the owner's calendar had it."""

    __tablename__ = "touches"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    who: Mapped[str] = mapped_column(String(4))  # me, they or both
    # A way to reach somebody, or call, video, coffee or LINE; "" where nobody said.
    how: Mapped[str] = mapped_column(String(12), default="")
    text: Mapped[str] = mapped_column(String(280), default="")
    touched_on: Mapped[date] = mapped_column(Date)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped["Contact"] = relationship(viewonly=True)

    @classmethod
    def log(
        cls, contact: "Contact", touch_id: str, who: str, on: date, how: str = "", text: str = ""
    ) -> "Touch":
        """Keep that they were in touch."""
        touch = cls(
            id=touch_id,
            owner_id=contact.owner_id,
            contact_id=contact.id,
            who=who,
            how=how,
            text=text,
            touched_on=on,
            noted_at=clock.now(),
        )
        db.session.add(touch)
        return touch

    @classmethod
    def follow(
        cls, contact: "Contact", touch_id: str, who: str, on: date, how: str = "", text: str = ""
    ) -> None:
        """Keep that they were in touch, as follows from something else. Said again, it is so again.

        That it is so counts from the hour of that: what was taken back before does not undo it.
        """
        known = beside(cls, contact.owner_id, touch_id)
        own_id = touch_id if known else id_beside(cls, contact.owner_id, touch_id)
        touch = known or cls.log(contact, own_id, who, on, how, text)
        was_so = touch.removed_at is None
        touch.restore()
        if not was_so and touch.removed_at is None:
            touch._be(on, how)

    @classmethod
    def unfollow(cls, owner_id: str, touch_id: str) -> None:
        """It was not so after all. Safe twice, and where it was never kept."""
        if known := beside(cls, owner_id, touch_id):
            known.remove()

    def _be(self, on: date, how: str) -> None:
        # What was taken back did not happen then: it happened now, and maybe otherwise.
        self.touched_on, self.how, self.noted_at = on, how, clock.now()

    def remove(self) -> None:
        """It was not so. Safe twice."""
        self._set_removed(self.removed_at or clock.now())

    def restore(self) -> None:
        """Undo the removal. Safe twice."""
        self._set_removed(None)

    def _set_removed(self, removed_at: datetime | None) -> None:
        in_words = partial(said.touch, Person.days_of(self.owner_id), self.touched_on)
        removed = {"removed_at": removed_at}
        set_fact(self, "removed", removed, in_words, contact_id=self.contact_id)
