"""Whom somebody should meet, as their page shows it: one row, where they are among the pairs."""

from datetime import datetime
from typing import Any

from .models import Contact
from .pages import who
from .suggesting import pair_with

# By which of the two the page is about: whoever needs, or whoever may help.
LEADS = {"seeker": "Might help", "helper": "They might help"}


def might_help(contact: Contact, now: datetime) -> dict[str, Any] | None:
    """The other of a pair and the reason, leading to where both are asked."""
    pair = pair_with(contact, now)
    if pair is None:
        return None
    of, seeker, helper = pair
    other, lead = (helper, "seeker") if contact.id == seeker.id else (seeker, "helper")
    return {
        **who(other),
        "lead": LEADS[lead],
        "href": f"/introductions#{seeker.id}",
        "note": of.reason.line,
    }
