"""Notes: what the owner wrote about somebody they met."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared.database import Model, UtcDateTime
from blueprints.shared.records import Owned


class Note(Owned, Model):
    """Something the owner wrote about a contact."""

    __tablename__ = "notes"

    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
