"""Notes: what the owner wrote about somebody they met."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid, insert
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared import clock
from blueprints.shared.database import Base, Model, UtcDateTime, db
from blueprints.shared.records import Owned, next_rev


class Note(Owned, Model):
    """Something the owner wrote about a contact."""

    __tablename__ = "notes"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

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


# Over the table, not the class: after the swap it is the commonest change of an evening.
_WRITE = insert(Base.metadata.tables[Note.__tablename__])
