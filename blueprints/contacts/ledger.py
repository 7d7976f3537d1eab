"""The ledger of promises over all people: what is open on both sides, and how favours stand."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, func, literal, select
from sqlalchemy.orm import contains_eager

from blueprints.shared.database import db

from .models import Contact
from .promises import Promise


def open_promises(owner_id: str) -> Sequence[Promise]:
    """What still stands between the owner and those they keep, what is due first in front."""
    return db.session.scalars(
        select(Promise)
        .join(Promise.contact)
        .options(contains_eager(Promise.contact))
        .where(
            Promise.owner_id == owner_id,
            Promise.kept_at.is_(None),
            Promise.released_at.is_(None),
            Contact.let_go_at.is_(None),
        )
        .order_by(func.coalesce(Promise.due_on, _NEVER), Promise.made_at, Promise.id)
    ).all()


def kept(owner_id: str) -> tuple[int, int]:
    """How many promises were kept: the owner's, and those made to them."""
    query = (
        select(Promise.mine, func.count())
        .where(Promise.owner_id == owner_id, Promise.kept_at.is_not(None))
        .group_by(Promise.mine)
    )
    found = {mine: count for mine, count in db.session.execute(query)}
    return found.get(True, 0), found.get(False, 0)


_NEVER = literal(date.max, Date)
