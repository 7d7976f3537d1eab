"""What a person owns: its revision, and the receipts that make an act happen once."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import (
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

from . import access, clock
from .database import Base, Model, UtcDateTime, db
from .ids import is_id, new_id

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OwnedRecord = TypeVar("OwnedRecord", bound="Owned")
# Where Flask keeps what the next page is to say.
_SAID = "_flashes"


class Wellmet(Flask):
    """Flask, with one transaction around each request that changes something.

    An answer below 400 commits, any other rolls back: nothing is ever half-saved.
    """

    def dispatch_request(self) -> ResponseReturnValue:
        if request.method in SAFE_METHODS:
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
    """What a person last did under one id of a form, and where its answer led.

    Only the latest act answers: whoever goes from A to B and back to A from one page means it.
    """

    __tablename__ = "receipts"

    person_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(2000))
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
    owners = db.session.scalars(select(model.owner_id).where(where))
    # Counting up locks the owner: always in one order, or two who wait for each other never end.
    for owner_id in sorted({*owners, *also}):
        next_rev(owner_id)
    persons = Base.metadata.tables["persons"]
    latest = select(persons.c.last_rev).where(persons.c.id == model.owner_id).scalar_subquery()
    db.session.execute(update(model).where(where).values(rev=latest, **values))


def owned(model: type[OwnedRecord], record_id: str) -> OwnedRecord:
    """The current person's record of that id. Anybody else's, and none, is a 404."""
    found = db.session.get(model, record_id)
    if found is None or found.owner_id != access.current_person.id:
        abort(404)
    return found


def _once(act: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    person_id, key, digest = access.person_id(), request.form.get("id", ""), _digest()
    keeps = person_id is not None and is_id(key)
    latest = _latest_receipt(person_id, key) if keeps else None
    if latest and latest.digest == digest:
        return redirect(latest.location, 303)
    response = current_app.make_response(act())
    if response.status_code >= 400:
        db.session.rollback()
        return response
    # Whoever has just left for good can keep no receipt.
    if keeps and response.status_code == 303 and access.person_id() == person_id:
        where = {"location": response.location, "done_at": clock.now()}
        _keep_receipt({"person_id": person_id, "key": key, "digest": digest, **where}, latest)
    db.session.commit()
    return response


def _latest_receipt(person_id: str | None, key: str) -> Row[Any, Any, Any] | None:
    return db.session.connection().execute(_LATEST, {"person": person_id, "key": key}).first()


def _keep_receipt(done: dict[str, Any], latest: Row[Any, Any, Any] | None) -> None:
    # What the act left to be written goes first: the same act at the same moment fails there.
    db.session.flush()
    if latest:
        # Only what this request saw: a receipt that came since is the same act's, and stops it.
        seen = {"person": done["person_id"], "key": done["key"], "until": latest.done_at}
        db.session.connection().execute(_FORGET, seen)
    db.session.connection().execute(_KEEP, done)


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
    select(_receipts.c.digest, _receipts.c.location, _receipts.c.done_at)
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
