"""How two people are in touch, as the person's page shows it: plain values, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from blueprints.accounts.models import Person
from blueprints.shared import words
from blueprints.shared.forms import Shown, empty

from .cadence import EVERY, Cadence, Contacted, Rhythm, cadence
from .forms import RHYTHMS, RhythmForm, TouchForm
from .models import Contact
from .touches import LINE, Touch

Page = dict[str, Any]

RECENT = 5
WHO = {"me": "You wrote", "they": "They wrote", "both": "You talked"}


def in_touch(contact: Contact, owner: Person, today: date, given: dict[str, Shown]) -> Page:
    """What has been between them since they met, and when to write again."""
    latest_first = [touch(one, owner, today) for one in reversed(contact.touches)]
    stands = cadence_of(contact, owner.zone)
    wish = _still(contact.rhythm, stands)
    return {
        "stands": standing(stands, today, owner.locale) if stands else "",
        "recent": latest_first[:RECENT],
        "before": latest_first[RECENT:],
        "rhythm": rhythm(wish, owner.locale),
        "rhythms": [{"value": "", "label": "As it comes"}]
        + [{"value": value, "label": label} for value, label in EVERY.items()],
        "touch_form": given.get("touch") or empty(TouchForm, {"who": "they"}),
        "touch_open": "touch" in given,
        "rhythm_form": given.get("rhythm") or empty(RhythmForm, _values(wish)),
        "rhythm_open": "rhythm" in given,
    }


def cadence_of(contact: Contact, zone: str) -> Cadence | None:
    """When to be in touch again; None before the first time, unless a rhythm is set.

    One courteous line does not begin it.
    """
    return cadence_between(contact.meetings, contact.touches, contact.rhythm, ZoneInfo(zone))


def cadence_between(
    meetings: Iterable[Any], touches: Sequence[Any], rhythm: Rhythm, here: ZoneInfo
) -> Cadence | None:
    """The same of two people's meetings and touches, as records or as rows."""
    if rhythm == Rhythm() and all(touch.how == LINE for touch in touches):
        return None
    return cadence(_contacted(meetings, touches, here), rhythm)


def standing(of: Cadence, today: date, locale: str) -> str:
    """Where two people stand, in a sentence or two."""
    last, due = words.due(of.last_on, today, locale), words.due(of.due_on, today, locale)
    if of.turn == "me":
        return f"They wrote {last}. It is your turn."
    if of.turn == "they" and of.due_on > today:
        return f"You wrote {last}. Leave it with them until {due}."
    if of.turn == "they":
        return f"You wrote {last}. A short word is fine again."
    talked = f"You were in touch {last}."
    return f"{talked} Next: {due}." if of.due_on > today else f"{talked} Time for a word."


def rhythm(of: Rhythm, locale: str) -> str:
    """How often, in words; "" where nothing was wished."""
    if of.on:
        return f"Your day: {words.plain_day(of.on, locale)}"
    return EVERY.get(_name(of), "")


def touch(of: Touch, owner: Person, today: date) -> Page:
    """One time they were in touch."""
    return {
        "href": f"/touches/{of.id}",
        "who": WHO[of.who],
        "text": of.text,
        "when": words.due(of.touched_on, today, owner.locale),
    }


def _contacted(meetings: Iterable[Any], touches: Iterable[Any], here: ZoneInfo) -> list[Contacted]:
    met = [(m.met_at.astimezone(here).date(), m.met_at, 0, m.id, "both") for m in meetings]
    # What is noted at the very moment of the swap comes after it.
    touched = [(t.touched_on, t.noted_at, 1, t.id, t.who) for t in touches]
    return [Contacted(on, who) for on, _, _, _, who in sorted(met + touched)]


def _still(of: Rhythm, stands: Cadence | None) -> Rhythm:
    """What is wished now: a day that was set counts once."""
    return replace(of, on=None) if stands and of.on and of.on <= stands.last_on else of


def _values(of: Rhythm) -> dict[str, Any]:
    return {"rhythm": _name(of), "rhythm_on": of.on.isoformat() if of.on else ""}


def _name(of: Rhythm) -> str:
    wished = (of.every, of.unit)
    return next((name for name, known in RHYTHMS.items() if known == wished), "")
