"""Who introduced whom: to me, and to each other through me."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from blueprints.accounts.models import Person
from blueprints.shared import words
from blueprints.shared.database import db
from blueprints.shared.order import Lowered

from .introductions import Introduction
from .models import Contact

Named = tuple[str, str]


@dataclass(frozen=True)
class Introduced:
    """Ids and names: by whom somebody came, whom they brought, and whom they met through me."""

    by: Named | None
    brought: Sequence[Named]
    met: Sequence[Introduction]


def introduced_of(contact: Contact) -> Introduced:
    """What is remembered of introductions with somebody."""
    through = contact.introduced_by
    return Introduced(
        by=next(iter(_named(_BY, through)), None) if through else None,
        brought=_named(_BROUGHT, contact.id),
        met=Introduction.made_for(contact.id),
    )


def introduced(
    of: Introduced | None, contact_id: str, owner: Person, now: datetime
) -> dict[str, Any]:
    """The same as a person's page shows it."""
    if of is None:
        return {"introduced_by": None, "brought": [], "introduced_to": []}
    return {
        "introduced_by": _link(of.by) if of.by else None,
        "brought": [_link(one) for one in of.brought],
        "introduced_to": [_to(one, contact_id, owner, now) for one in of.met],
    }


def _to(of: Introduction, contact_id: str, owner: Person, now: datetime) -> dict[str, str]:
    other = of.second if of.first_id == contact_id else of.first
    when = words.day(of.introduced_at or of.first.met_at, owner.zone, owner.locale, now)
    return {**_link((other.id, other.name)), "when": when}


def _link(one: Named) -> dict[str, str]:
    contact_id, name = one
    return {"href": f"/people/{contact_id}", "name": name}


def _named(query: Select[str, str], contact_id: str) -> Sequence[Named]:
    return [(row[0], row[1]) for row in db.session.execute(query, {"contact": contact_id})]


# Built once: putting one of these together takes longer than running it.
_NAMED = select(Contact.id, Contact.name)
_BY = _NAMED.where(Contact.id == bindparam("contact"))
_BROUGHT = _NAMED.where(Contact.introduced_by == bindparam("contact")).order_by(
    Lowered(Contact.name), Contact.id
)
