"""On which browsers each person is told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Uuid, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.accounts.devices import replaced
from blueprints.accounts.sign_ins import SignIn
from blueprints.shared import clock
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.ids import new_id

# How many browsers of one person are told; another one takes the place of the oldest.
MOST_PHONES = 8


class Phone(Model):
    """A browser that takes nudges: its address at a push service, and its keys (RFC 8291, 2).

    It lives no longer than the sign-in it was made in: whoever signs out is told nothing there.
    """

    __tablename__ = "push_subscriptions"

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), index=True
    )
    sign_in_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("sign_ins.id", ondelete="CASCADE"), index=True
    )
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(88))
    auth: Mapped[str] = mapped_column(String(24))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Since when its push service says that it is gone.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What another browser of theirs was told, and this one's push service could not take.
    owed_id: Mapped[str | None] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("nudges.id", ondelete="SET NULL"), index=True
    )

    sign_in: Mapped[SignIn] = relationship(viewonly=True)

    @classmethod
    def of(cls, person_id: str) -> Sequence["Phone"]:
        """A person's browsers that take nudges, the latest first."""
        living = (cls.person_id == person_id, cls.ended_at.is_(None))
        return db.session.scalars(
            select(cls).where(*living).order_by(cls.made_at.desc(), cls.id)
        ).all()

    @classmethod
    def owe(cls, person_id: str, nudge_id: str, phone_ids: Collection[str]) -> None:
        """Of a person's browsers, these have yet to be told that nudge, and no other has."""
        for phone in cls.of(person_id):
            phone.owed_id = nudge_id if phone.id in phone_ids else None

    @classmethod
    def add(cls, person_id: str, sign_in_id: str, endpoint: str, keys: dict[str, str]) -> None:
        """Tell this browser from now on, in place of what was kept for the sign-in. Safe twice.

        An address belongs to a browser: whoever was signed in there before is not told there. A
        browser tells its address on the page that turns it off: that has to stay the same one.
        """
        known = db.session.scalar(select(cls).where(cls.sign_in_id == sign_in_id))
        stays = {"id": known.id, "owed_id": known.owed_id} if known else {"id": new_id()}
        same = or_(cls.endpoint == endpoint, cls.sign_in_id == sign_in_id)
        db.session.execute(delete(cls).where(same))
        made: dict[str, Any] = {**stays, "made_at": clock.now(), **keys}
        db.session.add(cls(person_id=person_id, sign_in_id=sign_in_id, endpoint=endpoint, **made))
        db.session.flush()
        for oldest in cls.of(person_id)[MOST_PHONES:]:
            oldest.forget()

    @classmethod
    def end(cls, phone_ids: Sequence[str]) -> None:
        """Their push services say that they are gone."""
        for phone in db.session.scalars(select(cls).where(cls.id.in_(phone_ids))):
            phone.ended_at = clock.arrival()

    def forget(self) -> None:
        """Tell this browser nothing any more."""
        db.session.delete(self)


@replaced.connect
def _go_on_telling(sign_in_id: str, by: str) -> None:
    db.session.execute(update(Phone).where(Phone.sign_in_id == sign_in_id).values(sign_in_id=by))
