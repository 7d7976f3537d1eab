"""A person, and the devices they are signed in on."""

from datetime import datetime
from functools import cache
from typing import Any

from flask import current_app
from flask_login import UserMixin
from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from werkzeug.security import check_password_hash, generate_password_hash

from blueprints.shared import clock
from blueprints.shared.card import Card
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.ids import is_id, new_id
from blueprints.shared.records import Stamped

# A stranger may sign up with anybody's address. That many accounts of one unconfirmed address
# are tried at a sign-in, the confirmed one and the oldest first: late ones crowd nobody out.
SAME_ADDRESS = 8
FOLLOWUP_CAP = 5
SHARED_AT_FIRST = (
    *("headline", "organisation", "email", "phone", "links"),
    *("looking_for", "can_help", "prefers"),
)


class Person(Stamped, Model):
    """Somebody with an account: their card, what of it they share, and their settings.

    `last_rev` counts the person's changes; `rev` stamps this row like any other they own.
    """

    __tablename__ = "persons"

    last_rev: Mapped[int] = mapped_column(Integer, default=0)
    email: Mapped[str] = mapped_column(String(254), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_hash: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(80))
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    shared: Mapped[list[str]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    followup_cap: Mapped[int] = mapped_column(Integer, default=FOLLOWUP_CAP)
    card_in_code: Mapped[bool] = mapped_column(Boolean, default=True)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def owner_id(self) -> str:
        """A person's row is their own."""
        return self.id

    @property
    def whole_card(self) -> Card:
        """The card with every field, for the person's own eyes."""
        return Card.from_json(self.card)

    @property
    def shared_card(self) -> Card:
        """The card as others get it."""
        return self.whole_card.only(self.shared)

    @classmethod
    def add(cls, person_id: str, card: Card, password: str, zone: str, locale: str) -> "Person":
        """A new person.

        A second account with the same address is let be: refusing it would tell a stranger that
        the first exists. Only a mailed link decides whose address it is.
        """
        person = cls(
            id=person_id,
            email=card.email,
            name=card.name,
            card=card.to_json(),
            shared=list(SHARED_AT_FIRST),
            zone=zone,
            locale=locale,
            joined_at=clock.now(),
        )
        person.set_password(password)
        db.session.add(person)
        db.session.flush()
        return person

    @classmethod
    def with_password(cls, email: str, password: str) -> "Person | None":
        """The person of that address whose password this is. Costs the same when there is none.

        Ends the transaction it finds: hashing is slow by design, and no writer shall wait for it.
        """
        candidates = [(person.id, person.password_hash) for person in cls._of_address(email)]
        db.session.rollback()
        hashes = [kept for _, kept in candidates] or [_nobodys_hash()]
        right = [check_password_hash(kept, password) for kept in hashes]
        if not candidates or True not in right:
            return None
        return db.session.get(cls, candidates[right.index(True)][0])

    def set_password(self, password: str) -> None:
        """Keep a new password, hashed."""
        self.password_hash = _hash(password)

    def sign_in(self, device: str) -> "SignIn":
        """Open a new sign-in on a device, named by its User-Agent."""
        opened = SignIn(id=new_id(), person_id=self.id, device=device[:200], since=clock.now())
        db.session.add(opened)
        return opened

    @classmethod
    def _of_address(cls, email: str) -> list["Person"]:
        confirmed_first = (cls.confirmed_at.is_(None), cls.joined_at, cls.id)
        query = select(cls).where(cls.email == email).order_by(*confirmed_first)
        return list(db.session.scalars(query.limit(SAME_ADDRESS)))


class SignIn(UserMixin, Model):  # type: ignore[misc]  # flask_login has no types
    """One device on which a person is signed in. Its id is what the session cookie holds."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), index=True
    )
    device: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def find(cls, sign_in_id: str) -> "SignIn | None":
        """The sign-in of that id, with its person."""
        return db.session.get(cls, sign_in_id) if is_id(sign_in_id) else None

    def end(self) -> None:
        """Sign this device out. Safe twice."""
        db.session.delete(self)


@cache
def _nobodys_hash() -> str:
    return _hash(new_id())


def _hash(password: str) -> str:
    return generate_password_hash(password, method=current_app.config["PASSWORD_METHOD"])
