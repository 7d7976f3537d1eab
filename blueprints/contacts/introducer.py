"""Who introduced somebody new, found by a name that was typed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, select

from blueprints.accounts.models import Person
from blueprints.shared import words
from blueprints.shared.card import LONGEST_NAME, Card
from blueprints.shared.database import db
from blueprints.shared.forms import without_controls
from blueprints.shared.ids import is_id
from blueprints.shared.order import Lowered, says

from .lines import MOST_WORDS
from .models import Contact

# So many are shown to choose from; whoever is not among them writes more of the name.
MOST = 8
NOBODY = "None of your people goes by that name. Write less of it, or leave it empty."
SEVERAL = "That may be several of your people. Choose one, or write more of the name."

Namesakes = Sequence[Row[Any]]


def has_people(owner_id: str) -> bool:
    """Whether there is anybody who could have introduced somebody."""
    return bool(db.session.scalar(select(exists(_kept(owner_id)))))


def namesakes(owner_id: str, name: str) -> Namesakes:
    """Whom a name may mean: those called just that, else those with all its words in their name.

    By name, MOST of them; nobody who was let go.
    """
    # Nobody's name is longer; to look for what is takes seconds (`folding`).
    if not 0 < len(name) <= LONGEST_NAME or name != without_controls(name):
        return []
    kept = _kept(owner_id)
    same = _read(kept.where(Lowered(Contact.name) == name.lower()))
    parts = [says(Contact.name, word) for word in name.split()[:MOST_WORDS]]
    return same or _read(kept.where(*parts))


def introducer(owner_id: str, chosen: str, name: str, found: Namesakes) -> tuple[str | None, str]:
    """The id of who introduced them, if anybody, or what is wrong with what was said of it.

    `found` are those whom the name may mean. A form of an earlier release has only `chosen`.
    """
    if not name:
        is_known = not chosen or _is_theirs(owner_id, chosen)
        return (chosen or None, "") if is_known else (None, NOBODY)
    ids = [one.id for one in found]
    if chosen in ids or len(ids) == 1:
        return (chosen if chosen in ids else ids[0]), ""
    return None, SEVERAL if ids else NOBODY


def choices(found: Namesakes, owner: Person) -> list[dict[str, str]]:
    """Several who may be meant, to choose from; nothing to choose between one."""
    return [_choice(one, owner) for one in found] if len(found) > 1 else []


def _choice(of: Row[Any], owner: Person) -> dict[str, str]:
    card = Card.from_json(of.card)
    met = f"met {words.day(of.met_at, owner.zone, owner.locale)}"
    line = ", ".join(part for part in (card.headline, card.organisation, met) if part)
    return {"value": of.id, "name": of.name, "line": line}


def _is_theirs(owner_id: str, contact_id: str) -> bool:
    found = db.session.get(Contact, contact_id) if is_id(contact_id) else None
    return found is not None and found.owner_id == owner_id


def _kept(owner_id: str) -> Select[Any]:
    mine = select(Contact.id, Contact.name, Contact.card, Contact.met_at)
    return mine.where(Contact.owner_id == owner_id, Contact.let_go_at.is_(None))


def _read(query: Select[Any]) -> Namesakes:
    ordered = query.order_by(Lowered(Contact.name), Contact.id)
    return db.session.execute(ordered.limit(MOST)).all()
