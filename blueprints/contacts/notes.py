"""Notes: what the owner wrote about somebody they met."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Uuid, exists, insert, literal_column, select
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.accounts.models import Person
from blueprints.shared import clock, words
from blueprints.shared.database import Base, Model, UtcDateTime, db
from blueprints.shared.facts import set_fact
from blueprints.shared.records import Owned, next_rev, stamp_all

from . import said

# How long a removal can be undone. After that nothing is left of what was written.
UNDONE_WITHIN = timedelta(days=1)
_TO_ERASE = sql_text("removed_at IS NOT NULL AND text != ''")


class Note(Owned, Model):
    """Something the owner wrote about a contact."""

    __tablename__ = "notes"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    # "" once it was erased: no note is empty otherwise.
    text: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """Few notes are to be erased, and they alone are looked for."""
        return (Index(None, "removed_at", sqlite_where=_TO_ERASE, postgresql_where=_TO_ERASE),)

    @classmethod
    def write(cls, note_id: str, owner_id: str, contact_id: str, text: str) -> None:
        """Add a note on one of the owner's contacts."""
        row = {
            "id": note_id,
            "owner_id": owner_id,
            "contact_id": contact_id,
            "text": text,
            "written_at": clock.now(),
            "rev": next_rev(owner_id),
        }
        db.session.connection().execute(_WRITE, row)

    @classmethod
    def was_written(cls, contact_id: str, text: str) -> bool:
        """Whether such a note was added to that contact, also where it has been removed since."""
        same = exists().where(cls.contact_id == contact_id, cls.text == text)
        return bool(db.session.scalar(select(same)))

    @classmethod
    def erase(cls) -> None:
        """Empty the notes, whoever wrote them, that were removed too long ago to be restored."""
        # A literal, as in the index: of a value PostgreSQL could not tell that it is the same.
        is_left = cls.text != literal_column("''")
        is_over = cls.removed_at <= clock.arrival() - UNDONE_WITHIN
        stamp_all(cls, is_left & is_over, {"text": ""})

    def remove(self) -> None:
        """Show it nowhere any more. Safe twice."""
        # A phone that comes late must not find its removal past undoing at once.
        self._set_removed(self.removed_at or clock.arrival())

    def restore(self) -> bool:
        """Undo the removal. Safe twice. Returns whether anything is left of what was written."""
        if self.text:
            self._set_removed(None)
        return bool(self.text)

    def _set_removed(self, removed_at: datetime | None) -> None:
        removed = {"removed_at": removed_at}
        set_fact(self, "note_removed", removed, self._in_words, contact_id=self.contact_id)

    def _in_words(self, removed: Mapping[str, Any]) -> str:
        owner = db.session.get_one(Person, self.owner_id)
        return said.note(words.day(self.written_at, owner.zone, owner.locale), removed)


# Over the table, not the class: after the swap it is the commonest change of an evening.
_WRITE = insert(Base.metadata.tables[Note.__tablename__])
