"""The index of what people need and offer: SQLite's FTS5, or PostgreSQL's full text.

It follows the records as a phone does: what has a later revision than the index is read again
before somebody asks it. So no verb has to think of it, and an older database fills it by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from itertools import groupby
from typing import Any

from flask import current_app
from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Result,
    RowMapping,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.accounts.models import Person
from blueprints.accounts.signals import leaving
from blueprints.shared.card import Card
from blueprints.shared.database import Model, db, writing

from .matching import Crowd, Known, Pair, ranked
from .meetings import Meeting
from .models import Contact
from .reasons import Told, told_of_both
from .roots import roots


class ContactWords(Model):
    """The roots of what one contact needs and offers, as their records of that revision tell."""

    __tablename__ = "contact_words"
    __table_args__ = (Index(None, "owner_id", "rev"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("contacts.id", ondelete="CASCADE"), unique=True
    )
    owner_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE")
    )
    rev: Mapped[int]
    needs: Mapped[str] = mapped_column(Text)
    offers: Mapped[str] = mapped_column(Text)


class ContactPairs(Model):
    """Who of one person's should meet, the strongest first, as the index of that revision tells."""

    __tablename__ = "contact_pairs"

    owner_id: Mapped[str] = mapped_column(
        Uuid(as_uuid=False), ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True
    )
    rev: Mapped[int]
    pairs: Mapped[list[list[Any]]] = mapped_column(JSON)


def refresh(owner_id: str) -> None:
    """Read into the index what has changed since it was asked last, and find the pairs anew."""
    # One statement: another transaction between two would be half in the index for ever.
    changed = db.session.execute(_CHANGED, {"owner": owner_id}).mappings().all()
    if not changed:
        return
    by_contact = groupby(changed, key=lambda row: row["id"])
    rows = [_row(owner_id, list(of)) for _, of in by_contact]
    try:
        with writing():
            db.session.execute(_KEEP, rows)
        # Among thousands it takes many seconds, in which nobody else could write.
        found = _pairs_among(owner_id)
        with writing():
            _keep_pairs(owner_id, max(row["rev"] for row in rows), found)
    except OperationalError:
        # A full disk: whoever only looks is shown what the index knew before.
        current_app.logger.exception("The index of what people said could not be kept.")
        db.session.rollback()


def sweep() -> None:
    """Let go of the words that the index has only marked as gone; nothing to do costs nothing.

    PostgreSQL's are let go of with their row.
    """
    if db.engine.dialect.name == "sqlite":
        db.session.execute(_SWEEP)


@leaving.connect
def _forget_words(person: Person) -> None:
    db.session.execute(delete(ContactWords).where(ContactWords.owner_id == person.id))
    sweep()


def pairs(owner_id: str) -> list[Pair]:
    """Who should meet, the strongest first, as of the last refresh."""
    kept = db.session.scalar(_FOUND, {"owner": owner_id})
    return [Pair(*pair) for pair in kept or []]


def told(rows: Sequence[RowMapping]) -> Told:
    """What one contact told, from their rows, one for each meeting, the latest first."""
    card = Card.from_json(rows[0]["card"])
    heard = [row["heard"] for row in rows if row["heard"]]
    facts = (card.can_help, card.headline, card.organisation)
    return Told(card.name, card.looking_for, heard, *facts)


def told_by(contact_ids: Sequence[str]) -> dict[str, Told]:
    """What those contacts told."""
    rows = db.session.execute(_TOLD_BY, {"contacts": contact_ids}).mappings()
    return {contact: told(list(of)) for contact, of in groupby(rows, key=lambda row: row["id"])}


def _keep_pairs(owner_id: str, rev: int, found: Sequence[Pair]) -> None:
    kept = {"owner": owner_id, "rev": rev, "pairs": [list(astuple(pair)) for pair in found]}
    db.session.execute(_KEEP_PAIRS, kept)


def _pairs_among(owner_id: str) -> list[Pair]:
    kept = db.session.execute(_KNOWN, {"owner": owner_id}).all()
    crowd = Crowd([Known(o.id, o.name, o.needs.split(), o.offers.split()) for o in kept])
    ids = {one.number: one.id for one in kept}
    # Closed also where reading stops early: a half-read cursor keeps its connection from writing.
    with _sharing(owner_id, crowd.wanted(), ids) as found:
        return ranked(crowd, ((ids[a], ids[b]) for a, b in found if b in ids))


def _sharing(
    owner_id: str, wanted: Mapping[str, Sequence[str]], ids: Mapping[int, str]
) -> Result[int, int]:
    """The numbers of those who need a thing that tells them apart, and of those who offer it."""
    either, sharing = _PAIRS[db.engine.dialect.name]
    asked = [
        {"one": number, "wanted": either.join(wanted[one])}
        for number, one in ids.items()
        if one in wanted
    ]
    return db.session.execute(sharing, {"owner": owner_id, "asked": asked})


def _row(owner_id: str, rows: list[RowMapping]) -> dict[str, Any]:
    # Whoever was let go would be found, and left out, again and again.
    needs, offers = ("", "") if rows[0]["let_go_at"] else told_of_both(told(rows))
    return {
        "contact": rows[0]["id"],
        "owner": owner_id,
        "rev": max(rev for row in rows for rev in (row["rev"], row["meeting_rev"] or 0)),
        "needs": " ".join(roots(needs)),
        "offers": " ".join(roots(offers)),
    }


_OWNER = bindparam("owner", type_=Uuid(as_uuid=False))
# As far as the pairs were found, which come after the words: what is cut off between is done again.
_INDEXED = (
    select(func.coalesce(func.max(ContactPairs.rev), 0))
    .where(ContactPairs.owner_id == _OWNER)
    .scalar_subquery()
)
_TOLD = (
    select(
        *(Contact.id, Contact.rev, Contact.card, Contact.let_go_at),
        *(Meeting.heard, Meeting.rev.label("meeting_rev")),
    )
    .select_from(Contact)
    .outerjoin(Meeting, Meeting.contact_id == Contact.id)
    .order_by(Contact.id, Meeting.met_at.desc(), Meeting.id)
)
_TOLD_BY = _TOLD.where(Contact.id.in_(bindparam("contacts", expanding=True)))
_MET_SINCE = select(Meeting.contact_id).where(Meeting.owner_id == _OWNER, Meeting.rev > _INDEXED)
_CHANGED = _TOLD.where(
    Contact.owner_id == _OWNER, or_(Contact.rev > _INDEXED, Contact.id.in_(_MET_SINCE))
)
_KNOWN = (
    select(ContactWords.number, Contact.id, Contact.name, ContactWords.needs, ContactWords.offers)
    .join(ContactWords, ContactWords.contact_id == Contact.id)
    .where(Contact.owner_id == _OWNER, Contact.let_go_at.is_(None))
)
_FOUND = select(ContactPairs.pairs).where(ContactPairs.owner_id == _OWNER)
# Of two who refresh at the same time, the one that has read less must not have the last word.
_KEEP = text(
    "INSERT INTO contact_words (contact_id, owner_id, rev, needs, offers)"
    " VALUES (:contact, :owner, :rev, :needs, :offers)"
    " ON CONFLICT (contact_id) DO UPDATE SET rev = excluded.rev, needs = excluded.needs,"
    " offers = excluded.offers WHERE excluded.rev >= contact_words.rev"
).bindparams(_OWNER, bindparam("contact", type_=Uuid(as_uuid=False)))
_KEEP_PAIRS = text(
    "INSERT INTO contact_pairs (owner_id, rev, pairs) VALUES (:owner, :rev, :pairs)"
    " ON CONFLICT (owner_id) DO UPDATE SET rev = excluded.rev, pairs = excluded.pairs"
    " WHERE excluded.rev >= contact_pairs.rev"
).bindparams(_OWNER, bindparam("pairs", type_=JSON))
# FTS5 writes its segments anew, as one (https://www.sqlite.org/fts5.html, 6.8).
_SWEEP = text("INSERT INTO contact_words_index (contact_words_index) VALUES ('optimize')")
# By number: to write and read so many ids costs more than to find them. Roots hold no quotes and
# no blanks: letters, digits and marks only.
_BY_FTS5 = text(
    "SELECT json_extract(asked.value, '$.one'), contact_words_index.rowid"
    " FROM json_each(:asked) asked CROSS JOIN contact_words_index"
    " WHERE contact_words_index MATCH 'owner_id : \"' || :owner || '\" AND offers : (\"'"
    " || json_extract(asked.value, '$.wanted') || '\")'"
)
_BY_TSVECTOR = text(
    "SELECT asked.one, other.number"
    " FROM jsonb_to_recordset(CAST(:asked AS jsonb)) AS asked(one integer, wanted text)"
    " JOIN contact_words other ON other.owner_id = :owner AND other.offered @@"
    " CAST('''' || asked.wanted || '''' AS tsquery)"
)
_ASKED = (_OWNER, bindparam("asked", type_=JSON))
_PAIRS = {
    "sqlite": ('" OR "', _BY_FTS5.bindparams(*_ASKED)),
    "postgresql": ("' | '", _BY_TSVECTOR.bindparams(*_ASKED)),
}
