"""What a person owns, and its revision."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

from flask import abort, request
from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    Uuid,
    bindparam,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.event import listens_for
from sqlalchemy.orm import (
    Mapped,
    Session,
    SessionTransaction,
    UOWTransaction,
    declared_attr,
    mapped_column,
)

from . import access
from .database import Base, db
from .ids import derived, is_new_id, new_id

OwnedRecord = TypeVar("OwnedRecord", bound="Owned")


class Stamped:
    """Mixin: a row that carries its owner's revision as it was at the row's last change."""

    __tablename__: str

    id: Mapped[str] = mapped_column(Uuid(as_uuid=False), primary_key=True)
    rev: Mapped[int] = mapped_column(default=0)
    owner_id: Any


class Owned(Stamped):
    """Mixin: a record of one person."""

    # Whether its owner may be locked before it is: an event goes before all who attend it.
    after_its_owner: ClassVar[bool] = True
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


class Overtaken(LookupError):
    """What a request goes by is no longer so. It is done once more, from its first look on."""


class OwnerGone(Overtaken):
    """Whose records are to be changed has deleted their account since they were read."""


def next_rev(owner_id: str) -> int:
    """This transaction's revision for this owner, counted up at the first call.

    The counter's row stays locked until the transaction ends. That orders an owner's changes:
    no gap, and no change that a pull could miss. Raises `OwnerGone`.
    """
    revs: dict[str, int] = db.session.info.setdefault("revs", {})
    if owner_id not in revs:
        # Not by the session: it would first flush what waits, which counts up by itself.
        counted = db.session.connection().execute(_COUNT_UP, {"id": owner_id})
        if (rev := counted.scalar_one_or_none()) is None:
            raise OwnerGone
        revs[owner_id] = rev
    return revs[owner_id]


def next_revs(owner_ids: Iterable[str]) -> None:
    """Count up the revisions of several owners, before anything of theirs is changed."""
    # Counting up locks the owner: always in one order, or two who wait for each other never end.
    for owner_id in sorted(owner_ids):
        next_rev(owner_id)


def hold(record: Owned) -> None:
    """Let nobody else change what its owner has until this transaction ends; see what they did.

    It may have been read before another transaction wrote it, and so is read once more.
    """
    if record in _held() or _is_alone():
        return
    next_rev(record.owner_id)
    if inspect(record).persistent:
        db.session.refresh(record)
    _held().add(record)


def _held() -> set[Owned]:
    held: set[Owned] = db.session.info.setdefault("held", set())
    return held


def _is_alone() -> bool:
    # On SQLite whoever may write does so alone, from its first look on.
    return db.engine.dialect.name == "sqlite"


def fresh_id(model: type[Stamped]) -> str:
    """The id the posted form proposed, or a new one where that is taken or none that was drawn.

    One that follows from another record's is nobody's to propose: its owner's own act will need it.

    An exact repeat has been answered from its receipt before anybody asks this; an id already
    in use therefore comes with other content (a page from the back/forward cache).
    """
    proposed = request.form.get("id", "")
    if is_new_id(proposed) and _owner_of(model, proposed) is None:
        return proposed
    return new_id()


def beside(model: type[OwnedRecord], owner_id: str, record_id: str) -> OwnedRecord | None:
    """That owner's record of an id which follows from another's, if it is there.

    Such an id can be worked out by whoever knows the other one. So nobody else's is ever meant, and
    where theirs has taken it, the owner's stands under one that is the owner's alone.
    """
    ids = (record_id, derived(record_id, owner_id))
    return db.session.scalar(select(model).where(model.id.in_(ids), model.owner_id == owner_id))


def id_beside(model: type[Owned], owner_id: str, record_id: str) -> str:
    """The id under which that owner's record is to stand, for `beside` to find it."""
    free = _owner_of(model, record_id) in (None, owner_id)
    return record_id if free else derived(record_id, owner_id)


def stamp_all(
    model: type[Owned],
    where: ColumnElement[bool],
    values: Mapping[str, object],
    also: Collection[str] = (),
) -> None:
    """Set `values` on the records, whoever owns them, and stamp them with their owners' revisions.

    `also` are people whose own rows change in the same transaction.
    """
    owners = select(model.owner_id).where(where)
    next_revs({*db.session.scalars(owners), *also})
    # Whoever got such a record while this waited has let go of `also` by now; nobody else can.
    next_revs(db.session.scalars(owners).all())
    persons = Base.metadata.tables["persons"]
    latest = select(persons.c.last_rev).where(persons.c.id == model.owner_id).scalar_subquery()
    db.session.execute(update(model).where(where).values(rev=latest, **values))


def owned(model: type[OwnedRecord], record_id: str) -> OwnedRecord:
    """The current person's record of that id. Anybody else's, and none, is a 404.

    Who may change it holds it from here on: what they decide by is not changed until they did.
    """
    holds = _wait_for_turn(model)
    found = db.session.get(model, record_id, populate_existing=holds)
    if found is None or found.owner_id != access.person_id():
        abort(404)
    if holds:
        _held().add(found)
    return found


def _wait_for_turn(model: type[Owned]) -> bool:
    """Whether nobody else changes what the current person has, from now until this is done."""
    person_id = access.person_id()
    if person_id is None or access.only_reads() or not model.after_its_owner or _is_alone():
        return False
    next_rev(person_id)
    return True


def must_own(model: type[Owned], record_id: str) -> None:
    """Refuse as `owned` does, without reading the record: for what only adds something to it."""
    if _owner_of(model, record_id) != access.person_id():
        abort(404)


def _owner_of(model: type[Stamped], record_id: str) -> str | None:
    query, of_record = _owner(model.__tablename__), {"id": record_id}
    owner: str | None = db.session.connection().execute(query, of_record).scalar_one_or_none()
    return owner


@cache
def _owner(table_name: str) -> Select[Any]:
    # Of a table, not a class: most acts ask it, and no more of the record.
    table = Base.metadata.tables[table_name]
    # A person's row is their own.
    owner = table.c.get("owner_id", table.c.id)
    return select(owner).where(table.c.id == bindparam("id"))


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
        session.info.pop("held", None)
