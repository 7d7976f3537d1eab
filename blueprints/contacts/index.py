"""The index of what people need and offer: SQLite's FTS5, or PostgreSQL's full text.

It follows the records as a phone does: what has a later revision than the index is read again
before somebody asks it. So no verb has to think of it, and an older database fills it by itself.
"""

from collections.abc import Sequence
from dataclasses import astuple
from itertools import groupby
from typing import Any

from flask import current_app
from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    RowMapping,
    Text,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared.card import Card
from blueprints.shared.database import Model, db, writing

from .matching import Known, Pair, ranked
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
            _keep_pairs(owner_id, max(row["rev"] for row in rows))
    except OperationalError:
        # A full disk: whoever only looks is shown what the index knew before.
        current_app.logger.exception("The index of what people said could not be kept.")
        db.session.rollback()


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
    rows = db.session.execute(_TOLD.where(Contact.id.in_(contact_ids))).mappings()
    return {contact: told(list(of)) for contact, of in groupby(rows, key=lambda row: row["id"])}


def _keep_pairs(owner_id: str, rev: int) -> None:
    kept = {one.number: one for one in db.session.execute(_KNOWN, {"owner": owner_id})}
    shares = db.session.execute(_PAIRS[db.engine.dialect.name], {"owner": owner_id})
    candidates = ((kept[a].id, kept[b].id) for a, b in shares if a in kept and b in kept)
    people = [
        Known(one.id, one.name, one.needs.split(), one.offers.split()) for one in kept.values()
    ]
    found = [list(astuple(pair)) for pair in ranked(people, candidates)]
    db.session.execute(_KEEP_PAIRS, {"owner": owner_id, "rev": rev, "pairs": found})


def _row(owner_id: str, rows: list[RowMapping]) -> dict[str, Any]:
    needs, offers = told_of_both(told(rows))
    return {
        "contact": rows[0]["id"],
        "owner": owner_id,
        "rev": max(rev for row in rows for rev in (row["rev"], row["meeting_rev"] or 0)),
        "needs": " ".join(roots(needs)),
        "offers": " ".join(roots(offers)),
    }


_OWNER = bindparam("owner", type_=Uuid(as_uuid=False))
_INDEXED = (
    select(func.coalesce(func.max(ContactWords.rev), 0))
    .where(ContactWords.owner_id == _OWNER)
    .scalar_subquery()
)
_TOLD = (
    select(Contact.id, Contact.rev, Contact.card, Meeting.heard, Meeting.rev.label("meeting_rev"))
    .select_from(Contact)
    .outerjoin(Meeting, Meeting.contact_id == Contact.id)
    .order_by(Contact.id, Meeting.met_at.desc(), Meeting.id)
)
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
# By number: to write and read so many ids costs more than to find them. Roots hold no quotes and
# no blanks: letters, digits and marks only.
_BY_FTS5 = text(
    "SELECT one.number, contact_words_index.rowid FROM contact_words one"
    " CROSS JOIN contact_words_index"
    " WHERE one.owner_id = :owner AND one.needs <> ''"
    " AND contact_words_index MATCH 'owner_id : \"' || one.owner_id || '\" AND offers : (\"'"
    " || replace(one.needs, ' ', '\" OR \"') || '\")'"
)
_BY_TSVECTOR = text(
    "SELECT one.number, other.number FROM contact_words one"
    " JOIN contact_words other ON other.owner_id = one.owner_id AND other.offered @@"
    " CAST('''' || replace(one.needs, ' ', ''' | ''') || '''' AS tsquery)"
    " WHERE one.owner_id = :owner AND one.needs <> ''"
)
_PAIRS = {
    dialect: query.bindparams(_OWNER)
    for dialect, query in (("sqlite", _BY_FTS5), ("postgresql", _BY_TSVECTOR))
}
