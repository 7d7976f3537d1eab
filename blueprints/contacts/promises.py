"""Promises: what one of two people said they would do for the other, and what became of it."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Date, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.accounts.models import Person
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned

from . import said

if TYPE_CHECKING:
    from .models import Contact


class Promise(Owned, Model):
    """A line of the ledger: what one of two people said they would do for the other."""

    __tablename__ = "promises"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    mine: Mapped[bool] = mapped_column(Boolean)
    text: Mapped[str] = mapped_column(String(280))
    due_on: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped["Contact"] = relationship(viewonly=True)

    @property
    def open(self) -> bool:
        """Whether it still stands."""
        return self.kept_at is None and self.released_at is None

    def edit(self, text: str, due_on: date | None) -> None:
        """Set what was promised, and by when."""
        words = {"text": text, "due_on": due_on}
        in_words = partial(said.promise, Person.days_of(self.owner_id))
        set_fact(self, "words", words, in_words, contact_id=self.contact_id)

    def move(self, due_on: date | None) -> None:
        """Set another day for it, or none."""
        self.edit(self.text, due_on)

    def keep(self) -> None:
        """It was done, whether or not it still needed doing. Safe twice."""
        self._set_state(self.kept_at or clock.now(), None)

    def release(self) -> None:
        """It no longer needs doing. Safe twice."""
        self._set_state(None, self.released_at or clock.now())

    def reopen(self) -> None:
        """It stands again."""
        self._set_state(None, None)

    def _set_state(self, kept_at: datetime | None, released_at: datetime | None) -> None:
        state = {"kept_at": kept_at, "released_at": released_at}
        in_words = partial(said.state, self.text)
        set_fact(self, "state", state, in_words, contact_id=self.contact_id)
