"""How deep a contact goes, and why, as pages say it."""

from datetime import date

from blueprints.accounts.models import Person
from blueprints.shared import words

from .depth import LABELS, Depth, depth
from .models import Contact
from .standings import facts_of


def standing_of(contact: Contact, owner: Person, today: date) -> dict[str, str]:
    """How deep one contact goes, and why, for the person's page."""
    found = depth(facts_of(contact, owner.zone))
    return {"label": LABELS[found.stage], "why": why(found, owner, today)}


def why(of: Depth, owner: Person, today: date) -> str:
    """Why somebody stands where they stand, in a sentence."""
    return of.said(lambda on: words.plain_day(on, owner.locale, today))
