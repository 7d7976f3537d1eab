"""People who have an account: their card, their settings, and how they prove who they are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import compress
from typing import Any

from sqlalchemy import JSON, Boolean, Integer, String, Uuid, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared import ages, clock, words
from blueprints.shared.card import LONGEST_NAME, Card
from blueprints.shared.database import Model, UtcDateTime, db
from blueprints.shared.ids import new_id
from blueprints.shared.records import Overtaken, Stamped

from .passwords import hashed, matching
from .photo import face, recode
from .photos import Photo, shared_photo
from .sign_ins import SignIn
from .signals import leaving, moved, placed, renewed, showing, taken_over

# A stranger may sign up with anybody's address. That many accounts of one address are tried at a
# sign-in, always, so that the time it takes does not tell how many there are.
SAME_ADDRESS = 3
FOLLOWUP_CAP = 5
CAPACITY = 15
SHAREABLE = (
    *("photo", "headline", "organisation", "email", "phone", "links"),
    *("looking_for", "can_help"),
)
# Which way somebody prefers says nothing about a way they keep back.
ALWAYS_SHARED = ("prefers",)


class Person(Stamped, Model):
    """Somebody with an account: their card, what of it they share, and their settings.

    `last_rev` counts the person's changes; `rev` stamps this row like any other they own.
    """

    __tablename__ = "persons"

    last_rev: Mapped[int] = mapped_column(Integer, default=0)
    # "" where its owner says that they did not open this account.
    email: Mapped[str] = mapped_column(String(254), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_hash: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    shared: Mapped[list[str]] = mapped_column(JSON)
    zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    followup_cap: Mapped[int] = mapped_column(Integer, default=FOLLOWUP_CAP)
    # How many people they can keep in touch with.
    capacity: Mapped[int] = mapped_column(Integer, default=CAPACITY)
    card_in_code: Mapped[bool] = mapped_column(Boolean, default=True)
    # Another photo gets another id, so that no cache shows the old one.
    photo_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
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
            shared=[*SHAREABLE, *ALWAYS_SHARED],
            zone=zone,
            locale=locale,
            joined_at=clock.now(),
        )
        person.set_password(password)
        db.session.add(person)
        db.session.flush()
        placed.send(person)
        return person

    @classmethod
    def days_of(cls, person_id: str) -> Callable[[date], str]:
        """How a person reads a day. Their locale is asked for once there is a day to write."""
        return lambda on: words.plain_day(on, db.session.get_one(cls, person_id).locale)

    @classmethod
    def with_password(cls, email: str, password: str) -> "Person | None":
        """The person of that address whose password this is. Costs the same when there is none.

        Ends the transaction it finds: hashing is slow by design, and no writer shall wait for it.
        """
        candidates = [(person.id, person.password_hash) for person in cls.of_address(email)]
        db.session.rollback()
        candidates += [("", _nobodys_hash())] * (SAME_ADDRESS - len(candidates))
        _, kept = zip(*candidates, strict=True)
        # All of them, whichever is right: that is what takes the same time.
        right = next(compress(candidates, matching(password, kept)), None)
        return cls._with_hash(*right) if right else None

    @classmethod
    def _with_hash(cls, person_id: str, kept: str) -> "Person | None":
        # Another password may have come while this one was tried, or comes now: it waits for the
        # sign-in that follows from this, and ends it with the others.
        of_person = select(cls).where(cls.id == person_id, cls.password_hash == kept)
        return db.session.scalar(of_person.with_for_update(key_share=True))

    @classmethod
    def of_address(cls, email: str) -> list["Person"]:
        """The accounts with that address: confirmed ones first, then used ones, then the oldest.

        Accounts that were only opened, on somebody's address before they came, keep nobody out
        who uses theirs; and nobody who uses theirs is crowded out by what comes later. The last is
        the newest: whoever comes after many has until another comes to confirm the address.
        """
        never_used = cls.last_rev % ages.LASTS == 0
        order = (cls.confirmed_at.is_(None), never_used, cls.joined_at, cls.id)
        theirs = select(cls).where(cls.email == email)
        first = db.session.scalars(theirs.order_by(*order).limit(SAME_ADDRESS - 1)).all()
        newest = theirs.order_by(cls.joined_at.desc(), cls.id.desc()).limit(1)
        return list(dict.fromkeys([*first, *db.session.scalars(newest)]))

    def password_is(self, password: str) -> bool:
        """Whether that is their password. Ends the transaction it finds, as `with_password`."""
        kept = self.password_hash
        db.session.rollback()
        (right,) = matching(password, [kept])
        # Another one may have come while it was tried.
        return right and self.password_hash == kept

    def set_password(self, password: str) -> None:
        """Keep a new password, hashed."""
        self.password_hash = hashed(password)

    def renew_password(self, password: str, but: str | None = None) -> None:
        """Keep a new password, and end every sign-in but the one of that id.

        Ends the transaction it finds, as `with_password`. Raises `Overtaken` where another one came
        meanwhile: the old one, or a link mailed for it, proves no more who asks.
        """
        proven = self._proof
        db.session.rollback()
        kept = hashed(password)
        self._hold(proven)
        self.password_hash = kept
        self.end_sign_ins(but)

    @property
    def _proof(self) -> tuple[str, str]:
        # What a password is compared with, and what the mark in a mailed link is made of.
        return self.password_hash, self.email

    def _hold(self, proven: tuple[str, str]) -> None:
        alone = {"key_share": True}
        held = db.session.get(Person, self.id, populate_existing=True, with_for_update=alone)
        if held is None or held._proof != proven:
            raise Overtaken

    def end_sign_ins(self, but: str | None = None) -> None:
        """End every sign-in but the one of that id. Safe twice."""
        ending = delete(SignIn).where(SignIn.person_id == self.id)
        db.session.execute(ending.where(SignIn.id != but) if but else ending)

    def end_sign_in(self, sign_in_id: str) -> None:
        """End that sign-in of theirs; somebody else's, and none, stays as it is. Safe twice."""
        theirs = (SignIn.person_id == self.id, SignIn.id == sign_in_id)
        db.session.execute(delete(SignIn).where(*theirs))

    def move_to(self, email: str) -> None:
        """Sign in with another address from now on, which is yet to be confirmed.

        Raises `Overtaken` where another password came meanwhile: the old one proves no more.
        """
        self._hold(self._proof)
        if email != self.email:
            self.email, self.confirmed_at = email, None
            moved.send(self)

    def take_over(self) -> None:
        """A mailed link set the password: who reads that mailbox has the account, alone.

        Until an address is confirmed, somebody else may have opened the account with it; and who
        confirmed it by a link alone did not see who is in there.
        """
        renewed.send(self)
        if self.confirmed_at is None:
            taken_over.send(self)
        self._set_confirmed()

    def confirm(self) -> None:
        """The address is theirs: a link mailed to it came back. Safe twice.

        Raises `Overtaken` where they moved to another meanwhile: the link tells nothing of that.
        """
        self._hold(self._proof)
        self._set_confirmed()

    def lose_address(self) -> None:
        """Who reads the mail of its address did not open this account: it has none from now on.

        Whoever is in stays in and can give another, as a mistyped address must not cost them what
        they wrote. Raises `Overtaken` where it was confirmed, or left, meanwhile.
        """
        self._hold(self._proof)
        if self.confirmed_at:
            raise Overtaken
        card = self.whole_card
        if card.email.lower() == self.email:
            self.card = replace(card, email="").to_json()
        self.email = ""

    def _set_confirmed(self) -> None:
        self.confirmed_at = self.confirmed_at or clock.now()

    def edit_card(self, card: Card, shared: Sequence[str]) -> None:
        """Set what the card says, and which of its fields others get."""
        self._show(self.photo_id, [*shared, *ALWAYS_SHARED])
        self.name, self.card = card.name, card.to_json()

    def settle(self, settings: dict[str, Any]) -> None:
        """Set zone, locale, how many to follow up and to keep, and what the code carries."""
        before = self.zone
        for name, value in settings.items():
            setattr(self, name, value)
        # Whatever is timed anew skips what is under way today.
        if self.zone != before:
            placed.send(self)

    @property
    def shown_photo(self) -> str:
        """The id of the photo that others see; "" for none."""
        return shared_photo(self.photo_id, self.shared)

    @classmethod
    def shown_face(cls, person_id: str) -> bytes | None:
        """The photo of that person, small, as pages show it to others; None while it is hidden."""
        person = db.session.get(cls, person_id)
        return Photo.face_of(person_id) if person and person.shown_photo else None

    def set_photo(self, picture: bytes) -> None:
        """Keep a photo, made again from its pixels, in place of any other.

        Ends the transaction it finds: unpacking a large picture takes as long as hashing.
        Raises ValueError, with a sentence, when it is none that can be kept.
        """
        db.session.rollback()
        jpeg = recode(picture)
        small = face(jpeg)
        self._show(new_id(), self.shared)
        db.session.merge(Photo(person_id=self.id, jpeg=jpeg, face=small))

    def remove_photo(self) -> None:
        """Have no photo. Safe twice."""
        self._show(None, self.shared)
        db.session.execute(delete(Photo).where(Photo.person_id == self.id))

    def _show(self, photo_id: str | None, shared: list[str]) -> None:
        # Others' copies first: that locks everybody in one order, and setting these locks this row.
        if self.shown_photo != (shown := shared_photo(photo_id, shared)):
            showing.send(self, photo_id=shown or None)
        self.photo_id, self.shared = photo_id, shared

    def delete(self) -> None:
        """Forget the person and all that is theirs. What others wrote down stays with them."""
        leaving.send(self)
        db.session.flush()
        db.session.delete(self)
        db.session.flush()


@cache
def _nobodys_hash() -> str:
    return hashed(new_id())
