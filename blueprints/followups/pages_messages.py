"""From a draft to its page: what it says, what is missing, and the ways to send it."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from blueprints.accounts.models import Person
from blueprints.contacts import pages as contacts
from blueprints.contacts.meetings import Meeting
from blueprints.contacts.models import Contact
from blueprints.shared import words
from blueprints.shared.forms import Shown, empty

from .channels import channels
from .drafting import PARTS, Noted, draft, missing
from .forms import MessageForm, SendingForm
from .messages import Message
from .wording import alike, is_particular

Page = dict[str, Any]

LABELS = {
    "who": "Who you are, and where you met",
    "told": "What they told you",
    "offer": "What you promised, or can do for them",
    "hope": "Why you write, and what you hope for",
    "step": "An easy next step",
}
SENT_ALREADY = "It was already sent, and stays as it was. Your new words are kept on their page."


def message(
    contact: Contact,
    begun: Message | None,
    others: Iterable[Message],
    owner: Person,
    goal: str,
    now: datetime,
    form: Shown | None = None,
) -> Page:
    """A message to one person: its parts, and once they are kept, how to send it."""
    first = draft(noted(contact, contact.latest_meeting, owner, goal, now))
    parts = begun.parts if begun else first
    fields = form or empty(MessageForm, parts)
    return {
        "place": "followups",
        **contacts.who(contact),
        "href": f"/people/{contact.id}",
        "action": f"/messages/{begun.id}" if begun else f"/people/{contact.id}/messages",
        "parts": [{"label": LABELS[part], "field": fields[part]} for part in PARTS],
        "missing": [LABELS[part] for part in missing(parts)],
        "writing": begun is None or form is not None,
        "kept": _kept(contact, begun, others, owner) if begun else None,
    }


def noted(contact: Contact, met: Meeting | None, owner: Person, goal: str, now: datetime) -> Noted:
    """What a first draft is made of, where it is about a meeting."""
    heard = [m.heard for m in (met, *contact.meetings) if m and m.heard]
    owed = [p for p in contact.promises if p.mine and p.open]
    # The draft is sent later than it is written: "tomorrow" would be wrong by then.
    on, today = contact.next_on, contacts.here(now, owner)
    return Noted(
        to=contact.name,
        me=owner.name,
        organisation=owner.whole_card.organisation,
        event=met.event.title if met and met.event else "",
        day=_day(contact, met, owner, now),
        heard=next(iter(heard), ""),
        promise=owed[0].text if owed else "",
        goal=goal,
        next_step=contact.next_step,
        next_day=words.plain_day(on, owner.locale) if on and on >= today else "",
    )


def details(contact: Contact) -> list[str]:
    """What is particular to somebody: what was heard, noted, promised, what they seek."""
    card = contact.whole_card
    heard = [m.heard for m in contact.meetings]
    said = [p.text for p in contact.promises] + [n.text for n in contact.notes]
    return [*heard, *said, card.looking_for, card.can_help]


def how_to_send(contact: Contact, of: Message, like: Message | None, owner: Person) -> Page:
    """A draft as it is read over, with the ways to send it and another that it reads `like`."""
    ways = channels(contact.whole_card, f"{owner.name}, Wellmet", of.text)
    return {
        "href": f"/messages/{of.id}",
        "person": f"/people/{contact.id}",
        "text": of.text,
        "alike": {"name": like.contact.name, "text": like.text} if like else None,
        "ways": [asdict(way) for way in ways],
        "sending": empty(SendingForm, {"how": ways[0].kind if ways else ""}),
        "options": [{"value": w.kind, "label": w.label} for w in ways]
        + [{"value": "", "label": "Another way"}],
    }


def _kept(contact: Contact, of: Message, others: Iterable[Message], owner: Person) -> Page:
    like = next((one for one in others if alike(_own(of), _own(one))), None)
    particular = is_particular(of.text, details(contact))
    return {**how_to_send(contact, of, like, owner), "particular": particular}


def _own(of: Message) -> str:
    # Everybody is told in the same words who writes.
    return "\n".join(text for part, text in of.parts.items() if part != "who")


def _day(contact: Contact, met: Meeting | None, owner: Person, now: datetime) -> str:
    zone = met.event.zone if met and met.event else owner.zone
    return words.day(met.met_at if met else contact.met_at, zone, owner.locale, now)
