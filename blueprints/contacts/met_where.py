"""Where somebody was met who is written down: at the event that is on, but for a shared card.

Whom another app shares comes from an address book as often as from across the table, so their
owner is asked.
"""

from typing import Any

from blueprints.goals import going
from blueprints.goals.models import Event
from blueprints.shared import clock
from blueprints.shared.database import db

SHARED = "shared"


def met_at(owner_id: str, source: str, said: str) -> str | None:
    """The id of the event they were met at. `said` is the one that its owner named, if any."""
    if source != SHARED:
        return going.under_way(owner_id, clock.now())
    return said if said in {one.id for one in going.occasions(owner_id)} else None


def event_asked(owner_id: str, source: str, said: str = "") -> dict[str, Any] | None:
    """The event of which a page asks whether they were met there; None where it asks of none."""
    if source != SHARED:
        return None
    named = met_at(owner_id, source, said)
    event = db.session.get(Event, named) if named else going.event_now(owner_id)
    return {"id": event.id, "title": event.title, "met": named is not None} if event else None
