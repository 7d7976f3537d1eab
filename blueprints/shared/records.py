"""What a person owns: its revision, and the receipts that make an act happen once."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Row,
    String,
    Uuid,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.event import listens_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import (
    Mapped,
    Session,
    SessionTransaction,
    UOWTransaction,
    declared_attr,
    mapped_column,
)
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnprocessableEntity

from . import access, clock
from .acts import KEY_HEADER
from .database import Base, Model, UtcDateTime, db
from .ids import is_id, new_id

OwnedRecord = TypeVar("OwnedRecord", bound="Owned")
# What the database gives of a receipt.
_Kept = Row[Any, Any, Any, Any]
RENAMED_HEADER = "Renamed"
OTHER_CONTENT = "This act was already done with other content."
# Where Flask keeps what the next page is to say.
_SAID = "_flashes"


class Wellmet(Flask):
    """Flask, with one transaction around each request that changes something.

    An answer below 400 commits, any other rolls back: nothing is ever half-saved.
    """

    def dispatch_request(self) -> ResponseReturnValue:
        if access.only_reads():
            return super().dispatch_request()
        said = list(session.get(_SAID, ()))
        try:
            return _once(super().dispatch_request)
        except IntegrityError:
            # The same act arrived twice at the same moment; the second finds the first's receipt.
            db.session.rollback()
            session[_SAID] = said
            return _once(super().dispatch_request)


class Stamped:
    """Mixin: a row that carries its owner's revision as it was at the row's last change."""

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    rev: Mapped[int] = mapped_column(default=0)
    owner_id: Any


class Owned(Stamped):
    """Mixin: a record of one person."""

    __tablename__: str

    # When each of its facts was said, in which revision, and on which phone: see `facts`.
    said: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default=dict)

    @declared_attr
    def owner_id(cls) -> Mapped[str]:
        return mapped_column(
            Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), nullable=False
        )

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        # A pull reads one owner's records above a revision: one indexed read.
        return (Index(None, "owner_id", "rev"), *cls.constraints())

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """What a table adds to the index that all of them have."""
        return ()


class Receipt(Model):
    """What a person did under the id of a form or the key of an act, and where its answer led.

    Of a form's id only the latest act answers: whoever goes from A to B and back to A from one
    page means it. A key is one act's for ever.
    """

    __tablename__ = "receipts"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(2000))
    # Ids that a phone proposed, and those under which the records stand.
    renamed: Mapped[dict[str, str]] = mapped_column(JSON)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)


def next_rev(owner_id: str) -> int:
    """This transaction's revision for this owner, counted up at the first call.

    The counter's row stays locked until the transaction ends. That orders an owner's changes:
    no gap, and no change that a pull could miss.
    """
    revs: dict[str, int] = db.session.info.setdefault("revs", {})
    if owner_id not in revs:
        revs[owner_id] = db.session.execute(_COUNT_UP, {"id": owner_id}).scalar_one()
    return revs[owner_id]


def next_revs(owner_ids: Iterable[str]) -> None:
    """Count up the revisions of several owners, before anything of theirs is changed."""
    # Counting up locks the owner: always in one order, or two who wait for each other never end.
    for owner_id in sorted(owner_ids):
        next_rev(owner_id)


def fresh_id(model: type[Stamped]) -> str:
    """The id the posted form proposed, or a new one where that is taken or is none.

    An exact repeat has been answered from its receipt before anybody asks this; an id already
    in use therefore comes with other content (a page from the back/forward cache).
    """
    proposed = request.form.get("id", "")
    if is_id(proposed) and db.session.get(model, proposed) is None:
        return proposed
    return new_id()


def stamp_all(
    model: type[Owned],
    where: ColumnElement[bool],
    values: Mapping[str, object],
    also: Collection[str] = (),
) -> None:
    """Set `values` on the records, whoever owns them, and stamp them with their owners' revisions.

    `also` are people whose own rows change in the same transaction.
    """
    next_revs({*db.session.scalars(select(model.owner_id).where(where)), *also})
    persons = Base.metadata.tables["persons"]
    latest = select(persons.c.last_rev).where(persons.c.id == model.owner_id).scalar_subquery()
    db.session.execute(update(model).where(where).values(rev=latest, **values))


def owned(model: type[OwnedRecord], record_id: str) -> OwnedRecord:
    """The current person's record of that id. Anybody else's, and none, is a 404."""
    found = db.session.get(model, record_id)
    if found is None or found.owner_id != access.current_person.id:
        abort(404)
    return found


def became(proposed_id: str, actual_id: str) -> None:
    """Tell the phone that proposed an id for a record under which other one it stands."""
    if proposed_id != actual_id:
        g.setdefault("renamed", {})[proposed_id] = actual_id


def _once(act: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    asked = _Asked.now()
    earlier = asked.under_form_id()
    if done := asked.done(earlier):
        again = current_app.make_response(redirect(done.location, 303))
        return _telling(again, done.renamed)
    g.renamed = {}
    response = current_app.make_response(act())
    if response.status_code >= 400:
        db.session.rollback()
        return response
    # Whoever has just left for good can keep no receipt.
    if response.status_code == 303 and access.person_id() == asked.person_id:
        asked.keep_receipts(response.location, earlier)
    db.session.commit()
    return _telling(response, g.renamed)


def _telling(response: Response, renamed: Mapping[str, str]) -> Response:
    if renamed:
        response.headers[RENAMED_HEADER] = json.dumps(renamed)
    return response


@dataclass(frozen=True)
class _Asked:
    """What this request is known by: an act's key and a form's id, each "" where there is none."""

    person_id: str | None
    key: str
    form_id: str
    digest: str

    @classmethod
    def now(cls) -> "_Asked":
        key, form_id = request.headers.get(KEY_HEADER, ""), request.form.get("id", "")
        return cls(
            person_id=access.person_id(),
            key=key if is_id(key) else "",
            form_id=form_id if is_id(form_id) else "",
            digest=_digest(),
        )

    def under_form_id(self) -> _Kept | None:
        """The receipt of what was last done under the form's id."""
        return self._latest(self.form_id)

    def done(self, earlier: _Kept | None) -> _Kept | None:
        """The receipt that answers this. Refuses a key that was used for something else."""
        keyed = self._latest(self.key)
        if keyed and keyed.digest != self.digest:
            raise UnprocessableEntity(OTHER_CONTENT)
        found = keyed or earlier
        return found if found and found.digest == self.digest else None

    def keep_receipts(self, location: str, earlier: _Kept | None) -> None:
        """Keep where this led, under its key for ever and under its form's id until the next."""
        # What the act left to be written goes first: the same act at the same moment fails there.
        db.session.flush()
        if earlier:
            # Only what this request saw: a receipt that came since is the same act's, and stops it.
            seen = {"person": self.person_id, "key": self.form_id, "until": earlier.done_at}
            db.session.connection().execute(_FORGET, seen)
        done = {
            "person_id": self.person_id,
            "digest": self.digest,
            "location": location,
            "renamed": g.renamed,
            "done_at": clock.arrival(),
        }
        rows = [{**done, "key": key} for key in {self.key, self.form_id} if key]
        if self.person_id and rows:
            db.session.connection().execute(_KEEP, rows)

    def _latest(self, key: str) -> _Kept | None:
        if not self.person_id or not key:
            return None
        of = {"person": self.person_id, "key": key}
        return db.session.connection().execute(_LATEST, of).first()


def _digest() -> str:
    files = [(name, _digest_of(file)) for name, file in request.files.items(multi=True)]
    acts = repr((request.path, sorted(request.form.items(multi=True)), sorted(files)))
    return hashlib.sha256(acts.encode()).hexdigest()


def _digest_of(file: FileStorage) -> str:
    # The second run of an act finds the file where the first left it: at its end.
    file.stream.seek(0)
    digest = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    return digest


# Over the table, not the class: every post that changes something passes here.
_receipts = Base.metadata.tables[Receipt.__tablename__]
_LATEST = (
    select(_receipts.c.digest, _receipts.c.location, _receipts.c.renamed, _receipts.c.done_at)
    .where(_receipts.c.person_id == bindparam("person"), _receipts.c.key == bindparam("key"))
    .order_by(_receipts.c.done_at.desc())
    .limit(1)
)
_FORGET = delete(_receipts).where(
    _receipts.c.person_id == bindparam("person"),
    _receipts.c.key == bindparam("key"),
    _receipts.c.done_at <= bindparam("until"),
)
_KEEP = insert(_receipts)

_COUNT_UP = text(
    "UPDATE persons SET last_rev = last_rev + 1 WHERE id = :id RETURNING last_rev"
).bindparams(bindparam("id", type_=Uuid(as_uuid=False)))


@listens_for(Session, "before_flush")
def _stamp(session: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = {*session.new, *filter(session.is_modified, session.dirty)}
    stamped = [one for one in changed if isinstance(one, Stamped) and not _signs_up(one, session)]
    # Counting up locks the owner: always in one order, or two who wait for each other never end.
    for record in sorted(stamped, key=lambda record: record.owner_id):
        record.rev = next_rev(record.owner_id)


def _signs_up(record: Stamped, session: Session) -> bool:
    # Somebody who is not in the database yet has no counter to count up.
    return record.id == record.owner_id and record in session.new


@listens_for(Session, "after_transaction_end")
def _forget_revs(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop("revs", None)
