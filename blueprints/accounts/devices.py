"""Who is asking: a device on which a person is signed in."""

from dataclasses import dataclass
from functools import cached_property

from blinker import Signal
from flask_login import UserMixin
from sqlalchemy import bindparam, delete, select

from blueprints.shared import clock, receipts
from blueprints.shared.database import Base, db, writing
from blueprints.shared.ids import is_id, new_id
from blueprints.shared.records import Overtaken

from .models import Person
from .sign_ins import SignIn

replaced = Signal(
    "Somebody signed in once more on a browser: their sign-in goes on as the one of `by`."
)


@dataclass(eq=False)
class Device(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """What flask_login calls a user: the sign-in of one device, and whose it is.

    `last_rev` is its person's when it was found.
    """

    id: str
    person_id: str
    last_rev: int

    @classmethod
    def open(cls, person: Person, browser: str) -> "Device":
        """Sign somebody in anew, on a device that is named by its User-Agent."""
        now = clock.now()
        opened = SignIn(id=new_id(), person_id=person.id, device=browser[:200], since=now)
        opened.used_at = now
        db.session.add(opened)
        return cls(opened.id, person.id, person.last_rev)

    @classmethod
    def find(cls, sign_in_id: str) -> "Device | None":
        """The device with that sign-in. Asked at every request, so it reads little of one row."""
        if not is_id(sign_in_id):
            return None
        found = db.session.connection().execute(_SIGNED_IN, {"id": sign_in_id}).one_or_none()
        return cls(sign_in_id, found.id, found.last_rev) if found else None

    @cached_property
    def person(self) -> Person:
        """Whose it is. Read once, where somebody asks for more than their id.

        Raises `Overtaken` where they have left meanwhile.
        """
        found = db.session.get(Person, self.person_id)
        if found is None:
            raise Overtaken
        return found

    @property
    def sign_in(self) -> SignIn:
        """The row of the sign-in. Raises `Overtaken` where it has ended meanwhile."""
        found = db.session.get(SignIn, self.id)
        if found is None:
            raise Overtaken
        return found

    def use(self) -> None:
        """Keep that it is used today. Writes once a day, in a transaction of its own.

        What is over for its person is forgotten then: there is no other hour for it. Raises
        `Overtaken` where it ended while others wrote.
        """
        today = clock.arrival().date()
        if self.sign_in.used_at.date() < today:
            with writing():
                SignIn.use(self.id)
                SignIn.prune(self.person_id)
                receipts.prune(self.person_id)

    def must_stay(self) -> None:
        """Go on only while this sign-in lasts: hashing takes long enough for its end to come."""
        if Device.find(self.id) is None:
            raise Overtaken

    def make_way_for(self, other: "Device") -> None:
        """End this sign-in: somebody has signed in on its browser, without signing it out."""
        db.session.flush()
        if other.person_id == self.person_id:
            replaced.send(self.id, by=other.id)
        self.end()

    def end(self) -> None:
        """Sign this device out. Safe twice."""
        db.session.execute(delete(SignIn).where(SignIn.id == self.id))


# Built once: putting it together takes longer than running it. Over tables, not classes: phones ask
# mostly whether anything is new, and for that no person is needed.
_persons, _sign_ins = (Base.metadata.tables[one.__tablename__] for one in (Person, SignIn))
_SIGNED_IN = (
    select(_persons.c.id, _persons.c.last_rev)
    .join(_sign_ins, _sign_ins.c.person_id == _persons.c.id)
    .where(_sign_ins.c.id == bindparam("id"))
)
