"""Sign-ins: on which devices somebody is signed in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ForeignKey, String, Uuid, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.records import Overtaken

# A use is written, and its cookie signed, once a day at least: that much later it may run out.
A_DAY = timedelta(days=1)


class SignIn(Model):
    """That a person is signed in on a device. Its id is what the session cookie holds."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), index=True
    )
    device: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    # The first use of the latest day of use, by days in UTC.
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Which phone, by its worker's random id, keeps a copy of the person's records, and since when.
    phone: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, person_id: str) -> Sequence["SignIn"]:
        """Where somebody is signed in, the latest first; not where the cookie has run out."""
        living = (cls.person_id == person_id, cls.used_at > _ago(1) - A_DAY)
        latest = select(cls).where(*living).order_by(cls.since.desc(), cls.id)
        return db.session.scalars(latest).all()

    @classmethod
    def use(cls, sign_in_id: str) -> None:
        """Keep that it is used now. Raises `Overtaken` where it has ended meanwhile."""
        used = update(cls).where(cls.id == sign_in_id).values(used_at=clock.arrival())
        if not db.session.scalars(used.returning(cls.id)).all():
            raise Overtaken

    @classmethod
    def prune(cls, person_id: str) -> None:
        """Forget the sign-ins of a person whose cookies ran out long ago.

        A cookie whose sign-in is gone tells its phone that it was ended, and the phone forgets
        everything. So none may go before its cookie, also where a use could not be written, or a
        clock went fast: it stays for as long again.
        """
        past = (cls.person_id == person_id, cls.used_at < _ago(2))
        db.session.execute(delete(cls).where(*past))

    def keep_on(self, phone: str) -> None:
        """A phone keeps the person's records from now on."""
        self.phone, self.synced_at = phone, clock.now()


def _ago(lives: int) -> datetime:
    """The moment so many lifetimes of a cookie ago."""
    return clock.arrival() - lives * current_app.permanent_session_lifetime
