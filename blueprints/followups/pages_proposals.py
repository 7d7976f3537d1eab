"""From a proposed call or coffee to its page: times by both clocks, and how to send them."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.models import Contact
from blueprints.goals.forms import local
from blueprints.shared import zones
from blueprints.shared.forms import Shown, empty
from blueprints.shared.moments import written

from .channels import channels
from .forms import ChoiceForm, ProposalForm
from .proposals import Proposal
from .proposing import KINDS, Clocks, Meeting, for_both, invitation, letter
from .zone_guess import guess

Page = dict[str, Any]

LENGTHS = (15, 30, 45, 60, 90, 120, 180)
_WEEKEND = (5, 6)


def proposal(
    contact: Contact,
    latest: Proposal | None,
    owner: Person,
    now: datetime,
    form: Shown | None = None,
    choice: Shown | None = None,
) -> Page:
    """A next step with one person: what to propose, and once that is said, what becomes of it."""
    stands = latest if latest and latest.open else None
    fields = form or empty(ProposalForm, _values(contact, stands, owner, now))
    return {
        "place": "followups",
        **contacts.who(contact),
        "href": f"/people/{contact.id}",
        "action": f"/proposals/{stands.id}" if stands else f"/people/{contact.id}/proposals",
        "form": fields,
        "form_open": form is not None,
        "kinds": [{"value": kind, "label": label} for kind, label in KINDS.items()],
        "lengths": _lengths(str(fields["minutes"]["value"])),
        "zones": zones.choices(str(fields["zone"]["value"])),
        "stands": _standing(stands, contact, owner, now, choice) if stands else None,
        "called_off": _called_off(latest, owner, now) if latest else None,
    }


def file_of(of: Proposal, owner: Person) -> bytes | None:
    """The invitation as a file, once a time was agreed on."""
    if of.chosen_at is None:
        return None
    meeting = Meeting(
        uid=f"{of.id}@wellmet",
        kind=of.kind,
        starts=of.chosen_at,
        minutes=of.minutes,
        place=of.place,
        me=owner.name,
        email=owner.shared_card.email,
        they=of.contact.name,
        sequence=of.sequence,
        changed_at=of.changed_at,
        cancelled=of.cancelled_at is not None,
    )
    return invitation(meeting)


def _standing(
    of: Proposal, contact: Contact, owner: Person, now: datetime, choice: Shown | None
) -> Page:
    clocks = Clocks(owner.zone, of.zone, owner.locale)
    text = letter(of.kind, of.minutes, of.place, of.times, clocks, owner.name, contact.name)
    ways = channels(contact.whole_card, KINDS[of.kind], text)
    checked, step = of.checked, of.step
    return {
        "href": f"/proposals/{of.id}",
        "kind": KINDS[of.kind],
        "place": of.place,
        "minutes": of.minutes,
        "times": [
            {"value": written(at), "told": for_both(at, clocks), "chosen": at == of.chosen_at}
            for at in of.times
        ],
        "chosen": for_both(of.chosen_at, clocks) if of.chosen_at else "",
        "past": of.chosen_at is not None and of.chosen_at <= now,
        "text": text,
        "ways": [asdict(way) for way in ways],
        "choice": choice or empty(ChoiceForm),
        "asking": f"/follow-ups/{checked.id}/steps/next" if checked else "",
        "asked": bool(step and step.state),
        "file_name": file_name(of),
    }


def file_name(of: Proposal) -> str:
    """What the invitation is called where it is kept."""
    return f"{of.kind}.ics"


def _called_off(of: Proposal, owner: Person, now: datetime) -> Page | None:
    if of.cancelled_at is None or of.chosen_at is None or of.chosen_at <= now:
        return None
    told = for_both(of.chosen_at, Clocks(owner.zone, of.zone, owner.locale))
    return {
        "href": f"/proposals/{of.id}",
        "kind": KINDS[of.kind],
        "told": told,
        "file_name": file_name(of),
    }


def _values(contact: Contact, of: Proposal | None, owner: Person, now: datetime) -> Page:
    if of is None:
        first, second = _weekdays(contacts.here(now, owner) + timedelta(days=1))
        zone = guess(contact.whole_card.phone, owner.zone)
        times = {"first": f"{first}T10:00", "second": f"{second}T15:00"}
        return {"kind": "call", **times, "minutes": "30", "zone": zone}
    typed = [local(at, owner.zone) for at in of.times]
    times = dict(zip(("first", "second", "third"), typed, strict=False))
    plain = {"kind": of.kind, "minutes": str(of.minutes), "place": of.place, "zone": of.zone}
    return plain | times


def _weekdays(after: date) -> list[date]:
    """The next two days on which people work."""
    days = [after + timedelta(days=ahead) for ahead in range(1, 5)]
    return [day for day in days if day.weekday() not in _WEEKEND][:2]


def _lengths(current: str) -> list[Page]:
    known = [str(minutes) for minutes in LENGTHS]
    values = known if current in known or not current else [current, *known]
    return [{"value": value, "label": f"{value} minutes"} for value in values]
