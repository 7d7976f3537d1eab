"""When to ask whom one could let go, and what the page of it shows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from blueprints.accounts.models import Person
from blueprints.goals import going
from blueprints.shared import words
from blueprints.shared.database import db

from .depth import last_on
from .meetings import Meeting
from .models import Contact
from .pages import face, here
from .room import REASONS, Kept, candidates, is_active, reasons
from .standings import Standing, standings
from .touches import Touch

Page = dict[str, Any]

# So long somebody counts as new, and their page may ask.
NEW = timedelta(days=7)


def asks(owner: Person, now: datetime) -> bool:
    """Whether to ask: over capacity, with somebody to think of, and not during an event."""
    if _most_active(owner.id) <= owner.capacity:
        return False
    page = room(owner, now)
    return bool(page["over"] and page["people"] and not page["during"])


def asks_beside(contact: Contact, owner: Person, now: datetime) -> bool:
    """Whether to ask on the page of somebody new."""
    is_new = contact.let_go_at is None and now < contact.met_at + NEW
    return is_new and asks(owner, now)


def room(owner: Person, now: datetime) -> Page:
    """Three people to think about, and why; none while there is room, or during an event."""
    found = standings(owner)
    over = sum(is_active(one.facts) for one in found) > owner.capacity
    during = going.under_way(owner.id, now) is not None
    asked = _asked(found, owner, now) if over and not during else []
    return {
        "place": "people",
        "capacity": owner.capacity,
        "over": over,
        "during": during,
        "people": asked,
    }


def _asked(found: Sequence[Standing], owner: Person, now: datetime) -> list[Page]:
    by_id = {one.id: one for one in found}
    kept = [
        Kept(one.id, one.facts, one.moves, one.i_owe, one.they_owe, one.room_kept_at)
        for one in found
    ]
    today = here(now, owner)
    first = candidates(kept, now, today)
    return [_row(by_id[one.id], one, owner, today) for one in first]


def _row(of: Standing, kept: Kept, owner: Person, today: date) -> Page:
    on = words.plain_day(last_on(kept.facts), owner.locale, today)
    return {
        **face(of.card, of.id, of.photo),
        "href": f"/people/{of.id}",
        "reasons": [REASONS[name].format(on=on) for name in reasons(kept)],
    }


def _most_active(owner_id: str) -> int:
    """How many may be active: a look that is cheap, and never too low."""
    return db.session.scalar(_MOST_ACTIVE, {"owner": owner_id}) or 0


# Built once: putting it together takes longer than running it.
_TOUCHED = select(Touch.contact_id).where(
    Touch.contact_id == Contact.id, Touch.removed_at.is_(None)
)
_MET = select(func.count()).where(Meeting.contact_id == Contact.id).scalar_subquery()
_MOST_ACTIVE = select(func.count(Contact.id)).where(
    Contact.owner_id == bindparam("owner"),
    Contact.let_go_at.is_(None),
    or_(_TOUCHED.exists(), _MET > 1),
)
