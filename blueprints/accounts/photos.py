"""Photos of people, as they are kept, and whether others see them."""

from collections.abc import Iterable

from sqlalchemy import ForeignKey, LargeBinary, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared.database import Model, db


class Photo(Model):
    """A person's photo, apart from the person: their row is read at every request."""

    __tablename__ = "photos"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
    face: Mapped[bytes] = mapped_column(LargeBinary)

    @classmethod
    def of(cls, person_id: str) -> bytes | None:
        """The JPEG of that person's photo, if they have one."""
        return db.session.scalar(select(cls.jpeg).where(cls.person_id == person_id))

    @classmethod
    def face_of(cls, person_id: str) -> bytes | None:
        """The same, small, as pages show it."""
        return db.session.scalar(select(cls.face).where(cls.person_id == person_id))


def shared_photo(photo_id: str | None, shared: Iterable[str] | None) -> str:
    """The id of a person's photo, if they have one and let others see it; else ""."""
    return photo_id if photo_id and "photo" in (shared or ()) else ""
