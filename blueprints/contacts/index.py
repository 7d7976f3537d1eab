"""The index of what people need and offer: SQLite's FTS5, or PostgreSQL's full text.

It follows the records as a phone does: what has a later revision than the index is read again
before somebody asks it. So no verb has to think of it, and an older database fills it by itself.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import (
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
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.shared.card import Card
from blueprints.shared.database import Model, db, writing

from .matching import Known
from .models import Contact, Meeting
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


def refresh(owner_id: str) -> None:
    """Read into the index what has changed since it was asked last."""
    # One statement: another transaction between two would be half in the index for ever.
    changed = db.session.execute(_CHANGED, {"owner": owner_id}).mappings().all()
    if not changed:
        return
    by_contact = groupby(changed, key=lambda row: row["id"])
    rows = [_row(owner_id, list(of)) for _, of in by_contact]
    with writing():
        db.session.execute(_KEEP, rows)


def known(owner_id: str) -> list[Known]:
    """Everybody whom the owner keeps, in roots."""
    rows = db.session.execute(_KNOWN, {"owner": owner_id})
    return [Known(one.id, one.name, one.needs.split(), one.offers.split()) for one in rows]


def candidates(owner_id: str) -> Sequence[tuple[str, str]]:
    """Who needs a thing and who offers one: all pairs that share a root, among those kept."""
    found = _PAIRS[db.engine.dialect.name]
    return [(seeker, helper) for seeker, helper in db.session.execute(found, {"owner": owner_id})]


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
    select(Contact.id, Contact.name, ContactWords.needs, ContactWords.offers)
    .join(ContactWords, ContactWords.contact_id == Contact.id)
    .where(Contact.owner_id == _OWNER, Contact.let_go_at.is_(None))
)
# Of two who refresh at the same time, the one that has read less must not have the last word.
_KEEP = text(
    "INSERT INTO contact_words (contact_id, owner_id, rev, needs, offers)"
    " VALUES (:contact, :owner, :rev, :needs, :offers)"
    " ON CONFLICT (contact_id) DO UPDATE SET rev = excluded.rev, needs = excluded.needs,"
    " offers = excluded.offers WHERE excluded.rev >= contact_words.rev"
).bindparams(_OWNER, bindparam("contact", type_=Uuid(as_uuid=False)))
# Roots hold no quotes and no blanks: letters, digits and marks only.
_BY_FTS5 = text(
    "SELECT one.contact_id AS seeker, other.contact_id AS helper FROM contact_words one"
    " CROSS JOIN contact_words_index CROSS JOIN contact_words other"
    " JOIN contacts a ON a.id = one.contact_id AND a.let_go_at IS NULL"
    " JOIN contacts b ON b.id = other.contact_id AND b.let_go_at IS NULL"
    " WHERE one.owner_id = :owner AND one.needs <> ''"
    " AND contact_words_index MATCH 'owner_id : \"' || one.owner_id || '\" AND offers : (\"'"
    " || replace(one.needs, ' ', '\" OR \"') || '\")'"
    " AND other.number = contact_words_index.rowid AND other.number <> one.number"
)
_BY_TSVECTOR = text(
    "SELECT one.contact_id AS seeker, other.contact_id AS helper FROM contact_words one"
    " JOIN contact_words other ON other.owner_id = one.owner_id"
    " AND other.number <> one.number AND other.offered @@"
    " CAST('''' || replace(one.needs, ' ', ''' | ''') || '''' AS tsquery)"
    " JOIN contacts a ON a.id = one.contact_id AND a.let_go_at IS NULL"
    " JOIN contacts b ON b.id = other.contact_id AND b.let_go_at IS NULL"
    " WHERE one.owner_id = :owner AND one.needs <> ''"
)
_PAIRS = {
    dialect: query.bindparams(_OWNER).columns(
        seeker=Uuid(as_uuid=False), helper=Uuid(as_uuid=False)
    )
    for dialect, query in (("sqlite", _BY_FTS5), ("postgresql", _BY_TSVECTOR))
}
