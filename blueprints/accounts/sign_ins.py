"""Sign-ins: on which devices somebody is signed in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db


class SignIn(Model):
    """That a person is signed in on a device. Its id is what the session cookie holds."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), index=True
    )
    device: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    # Which phone, by its worker's random id, keeps a copy of the person's records, and since when.
    phone: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, person_id: str) -> Sequence["SignIn"]:
        """Where somebody is signed in, the latest first."""
        latest = select(cls).where(cls.person_id == person_id).order_by(cls.since.desc(), cls.id)
        return db.session.scalars(latest).all()

    def keep_on(self, phone: str) -> None:
        """A phone keeps the person's records from now on."""
        self.phone, self.synced_at = phone, clock.now()
